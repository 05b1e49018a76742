// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/http/request.h"
#include "core/secret/secretsource.h"
#include "core/webhook/body.h"
#include "core/webhook/endpoint.h"
#include "core/webhook/scheme.h"

namespace signalbox {

/// What is known of a request whose sender was let in.
struct Proof
{
    const SignatureScheme *scheme = nullptr; ///< never null once let in
    QByteArray secret; ///< the one that fitted; empty: the scheme has none. Goes nowhere from here
    QByteArray id; ///< of the message, signed; else empty
    QByteArray code; ///< what the signature came to; empty: nothing was signed
};

/// Looks whether the sender of a whole request is who the endpoint takes from. The body is as it was sent:
/// nothing of it has been unpacked or parsed.
///
/// 503: the endpoint has no secret to check with (none of its connections has one, or `secrets` is null), or
/// none that its scheme could use, or a certificate is still on the way; the sender may try again. 401:
/// everything else, and the answer says no more than that. `secrets` is told how it went: of several
/// connections the one that fitted, or that none did, which the first then bears; `shortfall`, of a request
/// that is answered 401, what it lacks (null: nobody asks).
Taken<Proof> checkSender(const http::Request &request, const WebhookEndpoint &endpoint,
    const SignatureScheme &scheme, const SecretSource *secrets, Instant now,
    const CertificateBook *certificates = nullptr, Shortfall *shortfall = nullptr);

/// As checkSender answers what it does not let in.
http::Response notLetIn(const SignatureScheme &scheme);
http::Response withoutSecret();

} // namespace signalbox
