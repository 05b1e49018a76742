// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QJsonObject>

namespace signalbox {

/// Reads one JSON object of our own making (a rule file, settings, a command). InvalidInput: not JSON,
/// with line and column in the context, or not an object. Payloads of events do not come through here:
/// QJsonDocument sorts keys and rounds numbers.
Result<QJsonObject> parseJsonObject(const QByteArray &utf8);

/// As above for any JSON value, scalars too.
Result<QJsonValue> parseJson(const QByteArray &utf8);

/// One line of JSON.
QByteArray toCompactJson(const QJsonValue &value);

/// Appends `text` as a JSON string literal, quotes included, to `out`.
void appendJsonString(QByteArray &out, QStringView text);

} // namespace signalbox
