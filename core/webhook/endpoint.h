// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/webhook/verification.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QJsonObject>
#include <QString>

#include <chrono>

namespace signalbox {

/// One address that takes requests, /hook/PATH, and what it takes. Plain value, any thread.
struct WebhookEndpoint
{
    /// What stands behind "/hook/": segments of letters, digits and `. _ ~ -`, so that it reads the same in
    /// every URL, encoded or not.
    QString path;
    QByteArrayList methods = {"POST"}; ///< of POST, PUT, PATCH, GET, DELETE; never empty
    QString eventType; ///< of what is no CloudEvent; empty: `signalbox.webhook.received`
    QByteArray idHeader; ///< the header that tells duplicates, lower case; empty: the well-known ones
    qint64 maxBody = 1024LL * 1024; ///< bytes, also of an unpacked gzip body
    bool keepInvalidJson = false; ///< what was sent as JSON and is none: kept as text, else refused with 400
    Verification verify; ///< who may send
    QString handshake = QStringLiteral("none"); ///< core/webhook/handshake.h
    QString handshakeConnection; ///< whose secret the handshake needs; empty: it needs none
    /// How long the answer waits for what the event's runs answer (the step `respond`); none: it does not.
    std::optional<std::chrono::milliseconds> answerWithin;
    int answerLate = 202; ///< the status where none of them answers in that time
    /// Whether a rule that is on takes what comes. Else it is logged all the same, and its record says
    /// {"unrouted": true}.
    bool isLive = true;

    bool operator==(const WebhookEndpoint &) const = default;

    /// From the config of a `webhook` trigger. InvalidInput: the context is the config's key.
    static Result<WebhookEndpoint> fromConfig(const QJsonObject &config);
};

} // namespace signalbox
