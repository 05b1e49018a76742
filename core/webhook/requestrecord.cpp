// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/requestrecord.h"

#include "core/webhook/formdata.h"
#include "core/webhook/jsontext.h"

#include <QJsonArray>

#include <algorithm>

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

QJsonObject headersOf(const http::Request &request)
{
    QJsonObject headers;
    for (const auto &field : request.fields) {
        if (mayBeSecret(field.name))
            continue;
        const auto name = QString::fromLatin1(field.name);
        auto value = textOf(field.value);
        if (const auto before = headers.constFind(name); before != headers.constEnd())
            value = before->toString() + u", "_s + value;
        headers.insert(name, value);
    }
    return headers;
}

} // namespace

bool mayBeSecret(QByteArrayView name)
{
    static constexpr std::array<QByteArrayView, 16> parts{"authorization", "authentication", "cookie",
        "token", "secret", "signature", "password", "passwd", "credential", "api-key", "api_key", "apikey",
        "x-auth", "jwt", "session", "-hmac"};
    if (name == "key" || name == "sig" || name == "auth" || name == "hmac")
        return true;
    if (name.endsWith("-key") && name != "idempotency-key")
        return true;
    return std::ranges::any_of(parts, [&](QByteArrayView part) { return name.contains(part); });
}

QJsonObject recordOf(const http::Request &request, const QString &path)
{
    return {{u"method"_s, QString::fromLatin1(request.method)}, {u"path"_s, path},
        {u"query"_s, queryOf(request.query)}, {u"headers"_s, headersOf(request)}};
}

} // namespace signalbox
