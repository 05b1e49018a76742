// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhook/webform.h"

#include <QByteArray>
#include <QHash>

/// The web pages of forms as HTML text: whole documents that need nothing else, no script, no font, no
/// picture. What comes from rules or senders is always escaped. Pure functions, any thread; texts are in the
/// language of the program.
namespace signalbox {

/// What a page shows of an entry that is under way.
struct FormEntry
{
    QHash<QString, QString> typed = {}; ///< by field; a ticked box has some text, an open one none
    QList<FieldProblem> problems = {}; ///< shown beside their fields, and all of them on top
    QString notice = {}; ///< on top, in place of problems: why it must be sent again
    QByteArray submission = {}; ///< hidden: tells one submission from another
    QByteArray token = {}; ///< hidden: proves that this page is ours
};

/// The names of the hidden fields; no form field can have them.
inline const QString submissionField = QStringLiteral("_submission");
inline const QString tokenField = QStringLiteral("_token");

/// As the form begins: with its defaults.
QHash<QString, QString> typedDefaults(const QList<DataField> &fields);

QByteArray formPage(const WebForm &form, const FormEntry &entry);
/// `isRepeated`: it had been sent before, and the first counts.
QByteArray thanksPage(const WebForm &form, bool isRepeated);
/// For what is no form: one sentence.
QByteArray noticePage(const QString &title, const QString &sentence);

/// The value of Content-Security-Policy under which these pages work; it lets nothing in.
QByteArray formPagePolicy();

} // namespace signalbox
