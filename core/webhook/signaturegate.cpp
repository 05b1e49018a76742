// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/signaturegate.h"

#include <QCoreApplication>

namespace signalbox {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(SignatureGate)
};

} // namespace

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
    const CertificateBook *certificates, Shortfall *shortfall)
{
    const SignedRequest signedRequest{
        request, endpoint.verify, now, endpoint.maxBody, certificates, shortfall};
    const auto proofOf = [&](Finding finding, QByteArray secret) {
        return Proof{&scheme, std::move(secret), std::move(finding.id), std::move(finding.code)};
    };
    if (!scheme.hasSecret) {
        auto finding = scheme.check(signedRequest, {});
        if (finding.verdict == Finding::Verdict::Good)
            return proofOf(std::move(finding), {});
        return tl::unexpected(notLetIn(scheme));
    }
    QString checked; // the first whose secret could be checked with
    for (const auto &connection : endpoint.verify.connections) {
        auto secret = secrets ? secrets->secret(connection)
                              : Result<QByteArray>(failure(Error::Code::Unavailable, {}));
        if (!secret || secret->isEmpty())
            continue;
        auto finding = scheme.check(signedRequest, *secret);
        if (finding.verdict == Finding::Verdict::Good) {
            secrets->succeeded(connection);
            return proofOf(std::move(finding), std::move(*secret));
        }
        if (checked.isEmpty() && finding.verdict == Finding::Verdict::Bad)
            checked = connection;
    }
    if (checked.isEmpty())
        return tl::unexpected(withoutSecret());
    secrets->failed(checked,
        Tr::tr("A request to /hook/%1 was not signed with this secret, or not at this time.")
            .arg(endpoint.path));
    return tl::unexpected(notLetIn(scheme));
}

} // namespace signalbox
