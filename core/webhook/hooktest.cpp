// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/hooktest.h"

#include "core/base/ids.h"
#include "core/base/json.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPromise>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTimer>
#include <QUuid>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostAnswer = 64LL * 1024;

/// `body` with another value at this place. As it is where that is no JSON or has no such place.
QByteArray withValue(const QByteArray &body, const QByteArrayList &path, const QJsonValue &value)
{
    const auto whole = QJsonDocument::fromJson(body);
    if (!whole.isObject() || path.isEmpty())
        return body;
    const std::function<QJsonObject(QJsonObject, qsizetype)> put = [&](QJsonObject object, qsizetype level) {
        const auto key = QString::fromUtf8(path[level]);
        if (level + 1 == path.size())
            object.insert(key, value);
        else
            object.insert(key, put(object.value(key).toObject(), level + 1));
        return object;
    };
    return QJsonDocument(put(whole.object(), 0)).toJson(QJsonDocument::Compact);
}

QByteArray head(const TestRequest &request, const QString &path, quint16 port)
{
    QByteArray target = "/hook/" + path.toUtf8();
    if (!request.query.isEmpty())
        target += '?' + request.query;
    QByteArray text = request.method + ' ' + target + " HTTP/1.1\r\nHost: localhost:"
        + QByteArray::number(port) + "\r\nConnection: close\r\nUser-Agent: Signalbox-Test\r\nContent-Length: "
        + QByteArray::number(request.body.size()) + "\r\n";
    if (!request.contentType.isEmpty())
        text += "Content-Type: " + request.contentType + "\r\n";
    for (const auto &[name, value] : request.headers)
        text += name + ": " + value + "\r\n";
    return text + "\r\n";
}

/// The answer is our own server's, and it closes behind it.
std::optional<HookTestAnswer> read(const QByteArray &bytes)
{
    const auto end = bytes.indexOf("\r\n\r\n");
    if (!bytes.startsWith("HTTP/1.1 ") || end < 0)
        return {};
    HookTestAnswer answer;
    answer.status = bytes.mid(9, 3).toInt();
    answer.body = bytes.mid(end + 4);
    const auto json = QJsonDocument::fromJson(answer.body).object();
    const auto first = json.contains(u"events") ? json.value(u"events").toArray().first().toObject() : json;
    answer.event = first.value(u"sequence").toInteger();
    return answer;
}

} // namespace

TestRequest signedTest(const HookTestOrder &order, const WebhookEndpoint &endpoint,
    const SignatureScheme &scheme, QByteArrayView secret, Instant now)
{
    const auto id = "test-" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    TestRequest request{.method = endpoint.methods.contains("POST") ? "POST" : endpoint.methods.first(),
        .query = {},
        .contentType = order.contentType,
        .body = withValue(order.body, scheme.eventId.path, QString::fromLatin1(id)),
        .headers = order.headers,
        .id = id};
    const auto idHeader = endpoint.idHeader.isEmpty() ? scheme.eventId.header : endpoint.idHeader;
    if (!idHeader.isEmpty())
        request.headers.emplace_back(idHeader, id);
    if (scheme.sign)
        request.isSigned = scheme.sign(request, endpoint.verify, secret, now);
    return request;
}

QFuture<Result<HookTestAnswer>> HookTestClient::send(const QHostAddress &address, quint16 port,
    const QByteArray &certificate, const QString &path, const TestRequest &request,
    std::chrono::milliseconds patience, QObject *parent)
{
    auto promise = std::make_shared<QPromise<Result<HookTestAnswer>>>();
    promise->start();
    auto future = promise->future();
    auto *client = new HookTestClient;
    client->setParent(parent);
    auto *socket = new QSslSocket(client);
    auto *timer = new QTimer(client);
    auto received = std::make_shared<QByteArray>();
    const auto end = [client, promise, received, isSigned = request.isSigned] {
        if (promise->future().isFinished())
            return;
        if (auto answer = read(*received)) {
            answer->isSigned = isSigned;
            promise->addResult(*answer);
        } else {
            promise->addResult(failure(Error::Code::Timeout, tr("The listener did not answer.")));
        }
        promise->finish();
        client->deleteLater();
    };
    const auto begin = [socket, bytes = head(request, path, port) + request.body] { socket->write(bytes); };
    if (certificate.isEmpty()) {
        connect(socket, &QSslSocket::connected, client, begin);
        socket->connectToHost(address, port);
    } else {
        // Nobody vouches for a certificate of our own making: it is known by its fingerprint.
        connect(socket, &QSslSocket::sslErrors, socket, [socket] { socket->ignoreSslErrors(); });
        connect(socket, &QSslSocket::encrypted, client, [socket, certificate, begin] {
            const auto seen
                = socket->peerCertificate().digest(QCryptographicHash::Sha256).toHex(':').toUpper();
            if (seen == certificate)
                begin();
            else
                socket->abort();
        });
        socket->connectToHostEncrypted(address.toString(), port);
    }
    connect(socket, &QSslSocket::readyRead, client, [socket, received] {
        const auto came = socket->readAll();
        *received += came.first(std::min(came.size(), mostAnswer - received->size()));
    });
    connect(socket, &QSslSocket::disconnected, client, end);
    connect(socket, &QSslSocket::errorOccurred, client, end);
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, client, end);
    timer->start(patience);
    return future;
}

} // namespace signalbox
