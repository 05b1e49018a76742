// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/event/event.h"
#include "core/webhook/endpoint.h"
#include "core/webhook/scheme.h"

#include <QFuture>
#include <QHostAddress>
#include <QObject>

#include <memory>

namespace signalbox {

/// What the owner of a hook sends to it to see whether it works. Plain value.
struct HookTestOrder
{
    QString path; ///< below /hook/
    QByteArray body;
    QByteArray contentType = "application/json";
    QList<std::pair<QByteArray, QByteArray>> headers = {}; ///< beside those that the scheme adds
};

/// What came of it.
struct HookTestAnswer
{
    int status = 0;
    QByteArray body; ///< at most 64 KiB of it
    Sequence event = 0; ///< what it became; 0: no event
    bool isSigned = false; ///< false: the scheme's signature is one that only the sender can make

    bool operator==(const HookTestAnswer &) const = default;
};

/// Makes of `order` what the endpoint's sender would send at `now`, with an id that was never there before:
/// signed with `secret` where we can.
TestRequest signedTest(const HookTestOrder &order, const WebhookEndpoint &endpoint,
    const SignatureScheme &scheme, QByteArrayView secret, Instant now);

/// Sends one request to our own listener, over a real connection, and reads the answer. Deletes itself when
/// it has it, or when `patience` is over. Thread: the one that makes it.
class HookTestClient : public QObject
{
    Q_OBJECT

public:
    /// `certificate`: the SHA-256 fingerprint of our own, which is all that is believed; empty: plain HTTP.
    /// Timeout: no answer came.
    static QFuture<Result<HookTestAnswer>> send(const QHostAddress &address, quint16 port,
        const QByteArray &certificate, const QString &path, const TestRequest &request,
        std::chrono::milliseconds patience, QObject *parent);
};

} // namespace signalbox
