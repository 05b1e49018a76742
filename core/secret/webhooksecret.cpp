// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/connectiontypelist.h"
#include "core/secret/secretbytes.h"

#include <QCoreApplication>

#include <optional>
#include <sodium.h>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(WebhookSecret)
};

/// The key of Standard Webhooks' symmetric signatures: base64 behind "whsec_", which may be left out.
std::optional<QByteArray> keyOf(QByteArrayView secret)
{
    const QByteArrayView prefix("whsec_");
    const auto encoded = (secret.startsWith(prefix) ? secret.sliced(prefix.size()) : secret).toByteArray();
    auto key = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    if (!key || key.decoded.isEmpty())
        return {};
    return key.decoded;
}

/// Signs as Standard Webhooks has it (github.com/standard-webhooks, "Symmetric"): HMAC-SHA256 over id, time
/// in seconds and body.
Result<QList<std::pair<QByteArray, QByteArray>>> sign(
    const QJsonObject &, const QByteArray &secret, const OutgoingRequest &request)
{
    auto key = keyOf(secret);
    if (!key)
        return failure(Error::Code::InvalidInput,
            Tr::tr("Nothing can be signed with this secret: it must be \"whsec_\" and base64."));
    const auto id = request.id.toUtf8();
    const auto time = QByteArray::number(request.now.time_since_epoch() / std::chrono::seconds(1));
    const auto bytes
        = [](QByteArrayView view) { return reinterpret_cast<const unsigned char *>(view.data()); };
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes(*key), size_t(key->size()));
    for (const QByteArrayView part : {QByteArrayView(id), QByteArrayView("."), QByteArrayView(time),
             QByteArrayView("."), QByteArrayView(request.body)})
        crypto_auth_hmacsha256_update(&state, bytes(part), quint64(part.size()));
    QByteArray code(crypto_auth_hmacsha256_BYTES, Qt::Uninitialized);
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char *>(code.data()));
    wipe(*key);
    return {
        {{"webhook-id", id}, {"webhook-timestamp", time}, {"webhook-signature", "v1," + code.toBase64()}}};
}

} // namespace

ConnectionType webhookSecretConnection()
{
    ConnectionType type;
    type.id = u"webhook-secret"_s;
    type.title = Tr::tr("Webhook secret");
    type.help = Tr::tr("What a sender of webhooks signs them with, so that nobody else can start your rules. "
                       "The trigger \"Webhook received\" names it. Named by the action \"HTTP request\", it "
                       "signs what that sends, as Standard Webhooks has it.");
    type.icon = u"webhook"_s;
    type.secretLabel = Tr::tr("Secret");
    type.secretHelp
        = Tr::tr("As the sender shows it: a signing secret, a token, or for Basic user:password.");
    type.authorize = sign;
    return type;
}

} // namespace signalbox
