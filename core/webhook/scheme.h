// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/http/request.h"
#include "core/webhook/shortfall.h"
#include "core/webhook/verification.h"

#include <QByteArrayList>

#include <functional>
#include <optional>

namespace signalbox {

class CertificateBook;

/// A request as schemes look at it: nothing of it is trusted yet, and its body is as it was sent, packed or
/// not. Valid during the call.
struct SignedRequest
{
    const http::Request &request;
    const Verification &verification;
    Instant now;
    qint64 maxBody = 0; ///< bytes, also of a body that is unpacked
    const CertificateBook *certificates = nullptr; ///< null: there are none to be had
    Shortfall *shortfall = nullptr; ///< gets what is lacking, as far as it is looked at; null: nobody asks

    /// The value of a header that is there once and not empty. Nothing: it is not, or more than once (which
    /// one would count is what an attacker hopes to choose).
    std::optional<QByteArrayView> header(QByteArrayView name) const;

    /// The public URL with the query that came.
    QByteArray url() const;

    /// Whether this is a number of seconds (1 to 12 digits) or milliseconds (1 to 15) since 1970, and within
    /// the tolerance before or after now; at its very end still is.
    bool isTimelySeconds(QByteArrayView digits) const;
    bool isTimelyMilliseconds(QByteArrayView digits) const;
    bool isTimely(std::chrono::milliseconds sent) const;
};

/// What a scheme says of a request and one secret.
struct Finding
{
    enum class Verdict {
        Bad, ///< not signed with this secret, or not now
        Good,
        Unusable ///< nothing to check with: a key that cannot be decoded, a certificate that is not here yet
    };
    Verdict verdict = Verdict::Bad;
    QByteArray id; ///< of the message, where it is among what is signed; else empty
    QByteArray code; ///< what the signature comes to; empty where nothing is signed

    static Finding bad() { return {}; }
    static Finding unusable() { return {Verdict::Unusable, {}, {}}; }
    static Finding good(QByteArray code = {}, QByteArray id = {})
    {
        return {Verdict::Good, std::move(id), std::move(code)};
    }
};

/// Where a sender says something about an event: in a header, else in its JSON body (keys from the outside
/// in). Both empty: it says nothing.
struct Place
{
    QByteArray header = {}; ///< lower case
    QByteArrayList path = {};

    bool isEmpty() const { return header.isEmpty() && path.isEmpty(); }
};

/// A request that we make ourselves, to try an endpoint.
struct TestRequest
{
    QByteArray method;
    QByteArray query;
    QByteArray contentType;
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray id; ///< for senders that sign one
    bool isSigned = false;
};

QByteArray unixSeconds(Instant time);
QByteArray unixMilliseconds(Instant time);

/// A way in which senders prove who they are, and what they say about their events. Made once, any thread.
struct SignatureScheme
{
    QString id = {}; ///< never renamed: rules of users name it
    QString title = {};
    QString help = {}; ///< what the connection's secret is and where to find it, in a sentence or two
    QStringList keys = {}; ///< of `verify`, beside `scheme` and those of secrets
    QStringList required = {}; ///< those of `keys` that it cannot do without
    bool hasSecret = true;
    std::chrono::seconds tolerance{300}; ///< where the endpoint names none

    /// Whether the time of sending is signed. What was caught on the way is then refused once it is older
    /// than the tolerance; until then it is told by its id as a duplicate and starts nothing. The id is the
    /// signed one if there is one; else what the signature comes to makes one, since it differs whenever
    /// time or body do.
    bool isTimed = false;

    Place eventId = {}; ///< where Finding::id is empty
    Place eventType = {};
    QString typePrefix = {}; ///< "com.github."
    Place eventTime = {}; ///< RFC 3339, or seconds or milliseconds since 1970

    QString handshake = {}; ///< id of the one that its senders need (core/webhook/handshake.h)
    QByteArray challenge = "Signature"; ///< for the header WWW-Authenticate of a refusal

    /// Called for each secret until one is good; without a secret once, with an empty one. Never with an
    /// empty one otherwise.
    std::function<Finding(const SignedRequest &request, QByteArrayView secret)> check = {};

    /// Does what the sender does: adds what is looked at to a request of ours. False: it cannot be done
    /// (with this secret). Not set: only the sender can.
    std::function<bool(
        TestRequest &request, const Verification &verification, QByteArrayView secret, Instant now)>
        sign = {};
};

/// Every scheme, in the order of the choice. The first, `none`, lets everybody in.
/// Made at the first call; texts are in the language of that moment. Any thread.
const QList<SignatureScheme> &signatureSchemes();
const SignatureScheme *findSignatureScheme(const QString &id);

} // namespace signalbox
