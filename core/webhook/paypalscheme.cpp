// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/certificatebook.h"
#include "core/webhook/schemelist.h"
#include "core/webhook/x509.h"

#include <QCoreApplication>

#include <zlib.h>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(SignatureScheme)
};

/// The body is only among what is signed by its CRC-32, to which anyone can find another body. So the id of
/// the message, which is signed as it stands, must be the event's: then a second body under it is a
/// repetition and starts nothing.
Finding checkPaypal(const SignedRequest &request, QByteArrayView webhookId)
{
    const auto id = request.header("paypal-transmission-id"),
               time = request.header("paypal-transmission-time"),
               given = request.header("paypal-transmission-sig"), url = request.header("paypal-cert-url"),
               algorithm = request.header("paypal-auth-algo");
    if (!id || !time || !given || !url || algorithm != "SHA256withRSA" || !CertificateBook::isAllowed(*url))
        return Finding::bad();
    const auto signature = mac::fromBase64(*given);
    if (!signature)
        return Finding::bad();
    const auto certificate = request.certificates ? request.certificates->find(*url) : std::nullopt;
    if (!certificate)
        return Finding::unusable();
    const auto &body = request.request.body;
    const auto crc = crc32_z(0, reinterpret_cast<const Bytef *>(body.constData()), size_t(body.size()));
    const QByteArray message = id->toByteArray() + '|' + time->toByteArray() + '|' + webhookId.toByteArray()
        + '|' + QByteArray::number(qulonglong(crc));
    return x509::isSignedBy(*certificate, *signature, message) ? Finding::good(*signature, id->toByteArray())
                                                               : Finding::bad();
}

} // namespace

SignatureScheme paypalScheme()
{
    return {.id = u"paypal"_s,
        .title = u"PayPal"_s,
        .help
        = Tr::tr("The secret is the webhook's id, as the app's page shows it. PayPal's certificate is "
                 "fetched from it when it first sends; what comes before that is answered 503, and sent "
                 "again."),
        .eventType = {.path = {"event_type"}},
        .typePrefix = u"com.paypal."_s,
        .eventTime = {.path = {"create_time"}},
        .check = checkPaypal};
}

} // namespace signalbox
