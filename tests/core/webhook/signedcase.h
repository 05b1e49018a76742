// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhook/signaturegate.h"
#include "tests/support/mapsecrets.h"

#include <QCryptographicHash>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

namespace signalbox {

/// A request as some sender would make it, and what the endpoint is told of that sender.
struct SignedCase
{
    QJsonObject verify = {}; // without connection
    QByteArray secret = {};
    QByteArray method = "POST";
    QByteArray query = {};
    QList<std::pair<QByteArray, QByteArray>> headers = {}; // names in lower case
    QByteArray body = {};
    qint64 now = 1'700'000'000; // seconds
    QHostAddress peer = QHostAddress(QHostAddress::LocalHost);

    /// Views look into this.
    http::Request request() const
    {
        http::Request request;
        request.method = method;
        request.path = "/hook/test";
        request.query = query;
        request.body = body;
        request.peer = peer;
        for (const auto &[name, value] : headers)
            request.fields.push_back({name, value});
        return request;
    }

    Result<WebhookEndpoint> endpoint() const
    {
        auto config = verify;
        if (!config.contains(QStringLiteral("connections")))
            config.insert(QStringLiteral("connection"), QStringLiteral("sender"));
        return WebhookEndpoint::fromConfig(
            {{QStringLiteral("path"), QStringLiteral("test")}, {QStringLiteral("verify"), config}});
    }

    QByteArray &header(const QByteArray &name)
    {
        for (auto &[key, value] : headers) {
            if (key == name)
                return value;
        }
        return headers.emplace_back(name, QByteArray()).second;
    }

    Taken<Proof> check(const SecretSource *secrets) const
    {
        const auto target = endpoint();
        if (!target)
            return tl::unexpected(http::Response::error(500, target.error().message.toUtf8()));
        return checkSender(request(), *target, *findSignatureScheme(target->verify.scheme), secrets,
            Instant(std::chrono::seconds(now)));
    }

    /// 200: let in; else the status of the answer.
    int status() const
    {
        const MapSecrets secrets({{QStringLiteral("sender"), secret}});
        const auto proof = check(&secrets);
        return proof ? 200 : proof.error().status;
    }
};

/// By other code than what is tested.
inline QByteArray hmacOf(const QByteArray &key, const QByteArray &text,
    QCryptographicHash::Algorithm algorithm = QCryptographicHash::Sha256)
{
    return QMessageAuthenticationCode::hash(text, key, algorithm);
}

/// A sender that signs what it is told to.
struct Sender
{
    QString name = {};
    std::function<SignedCase(const QByteArray &body, const QByteArray &time)> sign = {};
    QByteArray signature = {}; // the header that it is in
    bool isTimed = false; // `time` is signed
    bool isMilliseconds = false;
    bool signsBody = true;
    bool takesAnyBody = true; // else JSON with the time in it
    bool decodesSecret = false;
    qint64 tolerance = 300;
    QByteArray label = {}; // in front of the signature
    QByteArray otherLabel = {};
};

/// As it writes this time.
inline QByteArray timeOf(const Sender &sender, qint64 seconds)
{
    return QByteArray::number(sender.isMilliseconds ? seconds * 1000 : seconds);
}

/// One for each scheme that signs with a shared key, and for each of its ways.
QList<Sender> senders();

} // namespace signalbox
