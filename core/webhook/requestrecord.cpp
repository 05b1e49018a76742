// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/requestrecord.h"

#include "core/base/json.h"
#include "core/webhook/formdata.h"
#include "core/webhook/jsontext.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <string>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

QString textOf(QByteArrayView value)
{
    return isUtf8(value) ? QString::fromUtf8(value) : QString::fromLatin1(value);
}

QJsonObject queryOf(QByteArrayView query)
{
    QJsonObject fields;
    forEachField(query, [&](const QString &name, const QString &value) {
        if (mayBeSecret(name.toLower().toUtf8()))
            return;
        const auto before = fields.value(name);
        if (before.isUndefined()) {
            fields.insert(name, value);
            return;
        }
        auto list = before.isArray() ? before.toArray() : QJsonArray{before};
        list.append(value);
        fields.insert(name, list);
    });
    return fields;
}

/// As a JSON string. Nearly every value is text that needs no escapes.
void appendText(std::string &json, QByteArrayView value)
{
    const bool isPlain
        = std::ranges::all_of(value, [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
    if (!isPlain) {
        QByteArray escaped;
        appendJsonString(escaped, textOf(value));
        json += escaped.toStdString();
        return;
    }
    json += '"';
    json.append(value.data(), size_t(value.size()));
    json += '"';
}

void appendHeaders(std::string &json, const std::vector<http::Field> &fields, QByteArrayView secretHeader)
{
    char before = '{';
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        if (mayBeSecret(field->name) || field->name == secretHeader
            || std::find_if(fields.begin(), field, [&](const auto &one) { return one.name == field->name; })
                != field)
            continue;
        json += std::exchange(before, ',');
        appendText(json, field->name);
        json += ':';
        QByteArray joined;
        for (auto next = field + 1; next != fields.end(); ++next) {
            if (next->name != field->name)
                continue;
            if (joined.isNull())
                joined = field->value.toByteArray();
            joined += ", ";
            joined += next->value;
        }
        appendText(json, joined.isNull() ? field->value : QByteArrayView(joined));
    }
    json += before == '{' ? "{}" : "}";
}

} // namespace

bool mayBeSecret(QByteArrayView name)
{
    // Those that are in nearly every request, so that they need no closer look.
    static constexpr std::array<QByteArrayView, 8> harmless{"host", "content-type", "content-length",
        "user-agent", "accept", "accept-encoding", "connection", "transfer-encoding"};
    if (std::ranges::find(harmless, name) != harmless.end())
        return false;
    static constexpr std::array<QByteArrayView, 16> parts{"authorization", "authentication", "cookie",
        "token", "secret", "signature", "password", "passwd", "credential", "api-key", "api_key", "apikey",
        "x-auth", "jwt", "session", "-hmac"};
    if (name == "key" || name == "sig" || name == "auth" || name == "hmac")
        return true;
    if (name.endsWith("-key") && name != "idempotency-key")
        return true;
    return std::ranges::any_of(parts, [&](QByteArrayView part) { return name.contains(part); });
}

RequestRecord recordOf(const http::Request &request, const QString &path, QByteArrayView secretHeader,
    const QByteArray &body, bool isUnrouted)
{
    // Many small pieces, for which QByteArray has no quick way.
    std::string json;
    json.reserve(size_t(request.head.size() + body.size() + 256));
    json += "{\"headers\":";
    appendHeaders(json, request.fields, secretHeader);
    json += ",\"method\":";
    appendText(json, request.method);
    json += ",\"path\":";
    appendText(json, path.toLatin1());
    json += ",\"query\":";
    json += request.query.isEmpty() ? "{}" : toCompactJson(queryOf(request.query)).toStdString();
    if (isUnrouted)
        json += ",\"unrouted\":true";
    if (!body.isEmpty()) {
        const bool isText = isUtf8(body);
        json += isText ? ",\"body\":" : ",\"bodyBase64\":";
        appendText(json, isText ? body : body.toBase64());
    }
    json += '}';
    return RequestRecord::ofJson(QByteArray::fromStdString(json));
}

} // namespace signalbox
