// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/valuetext.h"

#include "core/base/json.h"
#include "ui/expression/codespans.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace signalbox {

using namespace Qt::StringLiterals;

QString textOfValue(const QJsonValue &value, bool indented)
{
    if (value.isUndefined())
        return {};
    if (value.isString()) {
        const auto text = value.toString();
        const bool isMistakable = text.trimmed().isEmpty() || text.trimmed().startsWith(u'"')
            || parseJson(text.toUtf8()).has_value();
        return isMistakable ? QString::fromUtf8(toCompactJson(value)) : text;
    }
    if (indented && (value.isObject() || value.isArray())) {
        const auto document
            = value.isObject() ? QJsonDocument(value.toObject()) : QJsonDocument(value.toArray());
        return QString::fromUtf8(document.toJson()).trimmed();
    }
    return QString::fromUtf8(toCompactJson(value));
}

QJsonValue valueOfText(const QString &text)
{
    if (text.trimmed().isEmpty())
        return QJsonValue::Undefined;
    if (const auto json = parseJson(text.toUtf8()))
        return *json;
    return text;
}

QString problemOfJsonText(const QString &text)
{
    if (!looksLikeJson(text))
        return {};
    const auto json = parseJson(text.toUtf8());
    return json ? QString() : json.error().message;
}

} // namespace signalbox
