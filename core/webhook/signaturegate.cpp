// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/signaturegate.h"

namespace signalbox {

http::Response notLetIn(const SignatureScheme &scheme)
{
    auto response = http::Response::error(401, "The sender could not be verified.");
    response.headers.emplace_back("WWW-Authenticate", scheme.challenge); // RFC 9110, 15.5.2
    return response;
}

http::Response withoutSecret()
{
    auto response = http::Response::error(503, "This address is not ready to take anything yet.");
    response.headers.emplace_back("Retry-After", "60");
    return response;
}

Taken<Proof> checkSender(const http::Request &request, const WebhookEndpoint &endpoint,
    const SignatureScheme &scheme, const SecretSource *secrets, Instant now,
    const CertificateBook *certificates)
{
    const SignedRequest signedRequest{request, endpoint.verify, now, endpoint.maxBody, certificates};
    const auto proofOf = [&](Finding finding, QByteArray secret) {
        return Proof{&scheme, std::move(secret), std::move(finding.id), std::move(finding.code)};
    };
    if (!scheme.hasSecret) {
        auto finding = scheme.check(signedRequest, {});
        if (finding.verdict == Finding::Verdict::Good)
            return proofOf(std::move(finding), {});
        return tl::unexpected(notLetIn(scheme));
    }
    bool hasUsable = false;
    for (const auto &connection : endpoint.verify.connections) {
        auto secret = secrets ? secrets->secret(connection)
                              : Result<QByteArray>(failure(Error::Code::Unavailable, {}));
        if (!secret || secret->isEmpty())
            continue;
        auto finding = scheme.check(signedRequest, *secret);
        if (finding.verdict == Finding::Verdict::Good)
            return proofOf(std::move(finding), std::move(*secret));
        hasUsable = hasUsable || finding.verdict == Finding::Verdict::Bad;
    }
    return tl::unexpected(hasUsable ? notLetIn(scheme) : withoutSecret());
}

} // namespace signalbox
