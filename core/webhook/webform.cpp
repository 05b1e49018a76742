// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/webform.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(WebForm)
};

} // namespace

Result<void> checkSlug(const QString &slug)
{
    // No dots alone: browsers take them as steps in the tree of paths.
    static const QRegularExpression form(u"^(?!\\.{1,2}\\z)[A-Za-z0-9._~-]{1,100}\\z"_s);
    if (form.match(slug).hasMatch())
        return {};
    return failure(Error::Code::InvalidInput,
        Tr::tr("The address of a web page is made of letters (a to z), digits and - _ . ~, at most 100."),
        u"slug"_s);
}

} // namespace signalbox
