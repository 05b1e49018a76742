// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/record/field.h"

#include <QList>
#include <QString>

namespace signalbox {

/// A form that can be filled in on a web page, at /form/SLUG: the same one that stands on the board. Plain
/// value, any thread.
struct WebForm
{
    static constexpr qint64 maxBody = 1024LL * 1024; ///< bytes of a submission, as hooks take

    QString slug = {};
    RuleId rule = {};
    StepId step = {};
    QString title = {};
    QString help = {}; ///< below the title; empty: nothing
    QString submitLabel = {}; ///< empty: the usual word
    QString thanks = {}; ///< after it was sent; empty: the usual sentence
    QList<DataField> fields = {};

    bool operator==(const WebForm &) const = default;
};

/// What stands behind "/form/": letters, digits and `. _ ~ -`, so that it reads the same in every URL, at
/// most 100 of them. InvalidInput.
Result<void> checkSlug(const QString &slug);

} // namespace signalbox
