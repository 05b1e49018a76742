// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

/// JSON values as people type them: a text without quotes, everything else as JSON. Pure; any thread.
namespace signalbox {

/// `5`, `true`, `{"a": 1}`; a text as it is, in quotes only where it would else be read as something else.
QString textOfValue(const QJsonValue &value, bool indented = false);

/// What was meant; empty: undefined. What is no JSON is a text.
QJsonValue valueOfText(const QString &text);

/// What is wrong with a text that was meant as JSON (it begins like an object, list or quoted text) and is
/// none, with the place; empty: nothing.
QString problemOfJsonText(const QString &text);

} // namespace signalbox
