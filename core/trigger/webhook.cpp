// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "core/secret/connectiontype.h"
#include "core/trigger/list.h"
#include "core/webhook/handshake.h"
#include "core/webhook/preset.h"
#include "core/webhook/scheme.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(WebhookTrigger)
};

/// The schemes that look at a key of `verify`.
QStringList schemesWith(const QString &key)
{
    QStringList ids;
    for (const auto &scheme : signatureSchemes()) {
        if (scheme.keys.contains(key))
            ids += scheme.id;
    }
    return ids;
}

QList<Choice> schemeChoices()
{
    QList<Choice> choices;
    for (const auto &scheme : signatureSchemes())
        choices += Choice{scheme.id, scheme.title, scheme.help};
    return choices;
}

QList<Choice> handshakeChoices()
{
    QList<Choice> choices;
    for (const auto &handshake : handshakes())
        choices += Choice{handshake.id, handshake.title};
    return choices;
}

QStringList handshakesWithSecret()
{
    QStringList ids;
    for (const auto &handshake : handshakes()) {
        if (handshake.hasSecret)
            ids += handshake.id;
    }
    return ids;
}

/// The kind whose secret is the sender's; with others Signalbox says who it is itself.
QList<Choice> connectionChoices()
{
    const auto id = u"webhook-secret"_s;
    const auto *type = findConnectionType(id);
    return {{id, type ? type->title : id}};
}

/// What stands in `verify`: of each scheme only what it looks at.
QList<Field> verifyFields()
{
    QStringList withSecret;
    for (const auto &scheme : signatureSchemes()) {
        if (scheme.hasSecret)
            withSecret += scheme.id;
    }
    QList<Field> fields{{.key = u"scheme"_s,
                            .kind = FieldKind::Choice,
                            .label = Tr::tr("Way"),
                            .fallback = u"none"_s,
                            .choices = schemeChoices()},
        {.key = u"connection"_s,
            .kind = FieldKind::Connection,
            .label = Tr::tr("Connection with the secret"),
            .choices = connectionChoices(),
            .onlyWhenKey = u"scheme"_s,
            .onlyWhenIn = withSecret},
        {.key = u"connections"_s,
            .kind = FieldKind::TextList,
            .label = Tr::tr("Other valid connections"),
            .help = Tr::tr("While the secret is being changed: one name a line."),
            .choices = connectionChoices(),
            .onlyWhenKey = u"scheme"_s,
            .onlyWhenIn = withSecret}};
    const auto add = [&fields](Field field) {
        field.onlyWhenKey = u"scheme"_s;
        field.onlyWhenIn = schemesWith(field.key);
        fields += std::move(field);
    };
    add({.key = u"publicUrl"_s,
        .kind = FieldKind::Text,
        .label = Tr::tr("Public URL"),
        .help
        = Tr::tr("Of this address, as it was entered at the sender, without what stands behind the \"?\"."),
        .placeholder = u"https://hooks.example.com/hook/payments"_s});
    add({.key = u"header"_s,
        .kind = FieldKind::Text,
        .label = Tr::tr("Header"),
        .help = Tr::tr("The one that has the signature or the token."),
        .placeholder = u"X-Signature"_s});
    add({.key = u"prefix"_s,
        .kind = FieldKind::Text,
        .label = Tr::tr("In front of the signature"),
        .placeholder = u"sha256="_s});
    add({.key = u"algorithm"_s,
        .kind = FieldKind::Choice,
        .label = Tr::tr("Algorithm"),
        .fallback = u"sha256"_s,
        .choices
        = {{u"sha1"_s, u"HMAC-SHA1"_s}, {u"sha256"_s, u"HMAC-SHA256"_s}, {u"sha512"_s, u"HMAC-SHA512"_s}}});
    add({.key = u"encoding"_s,
        .kind = FieldKind::Choice,
        .label = Tr::tr("Written as"),
        .fallback = u"hex"_s,
        .choices = {{u"hex"_s, Tr::tr("Hexadecimal")}, {u"base64"_s, u"Base64"_s},
            {u"base64url"_s, Tr::tr("Base64 for URLs")}}});
    add({.key = u"template"_s,
        .kind = FieldKind::Text,
        .label = Tr::tr("What is signed"),
        .help = Tr::tr("Put together of {id}, {ts}, {method}, {url} and {body}."),
        .fallback = u"{body}"_s,
        .placeholder = u"{ts}.{body}"_s});
    add({.key = u"timestampHeader"_s,
        .kind = FieldKind::Text,
        .label = Tr::tr("Header with the time ({ts})"),
        .help = Tr::tr("Seconds or milliseconds since 1970.")});
    add({.key = u"idHeader"_s, .kind = FieldKind::Text, .label = Tr::tr("Header with the id ({id})")});
    add({.key = u"addresses"_s,
        .kind = FieldKind::TextList,
        .label = Tr::tr("Addresses of senders"),
        .help = Tr::tr("One a line, whole networks like 192.0.2.0/24 too."),
        .placeholder = u"192.0.2.0/24"_s});
    add({.key = u"proxies"_s,
        .kind = FieldKind::TextList,
        .label = Tr::tr("Our proxies"),
        .help = Tr::tr("Addresses whose word about the sender (X-Forwarded-For) is taken.")});
    add({.key = u"tolerance"_s,
        .kind = FieldKind::Integer,
        .label = Tr::tr("Seconds that a request may be old, or early"),
        .placeholder = u"300"_s,
        .minimum = 1,
        .maximum = 24 * 60 * 60});
    return fields;
}

QList<StepVariant> presetVariants()
{
    QList<StepVariant> variants;
    for (const auto &preset : hookPresets())
        variants += StepVariant{
            preset.id, Tr::tr("%1 webhook").arg(preset.title), preset.help, withPreset({}, preset)};
    return variants;
}

} // namespace

TriggerType webhookTrigger()
{
    TriggerType type;
    type.id = u"webhook"_s;
    type.title = Tr::tr("Webhook received");
    type.help = Tr::tr("Starts when another program sends a request to this address.");
    type.icon = u"webhook"_s;
    type.fields = {
        {.key = u"path"_s,
            .kind = FieldKind::HookPath,
            .label = Tr::tr("Path"),
            .help = Tr::tr("The address is /hook/ and this path."),
            .placeholder = u"payments"_s,
            .required = true},
        {.key = u"verify"_s,
            .kind = FieldKind::Group,
            .label = Tr::tr("Who may send"),
            .help = Tr::tr("Whoever does not pass a check is answered 401 and starts nothing."),
            .fields = verifyFields()},
        {.key = u"answer"_s,
            .kind = FieldKind::Choice,
            .label = Tr::tr("Answer"),
            .help = Tr::tr("The event is stored before either and cannot be lost; only the answer waits."),
            .fallback = u"accepted"_s,
            .choices
            = {{u"accepted"_s, Tr::tr("At once (202)")}, {u"run"_s, Tr::tr("By the step \"Respond\"")}}},
        {.key = u"answerWithin"_s,
            .kind = FieldKind::Duration,
            .label = Tr::tr("Wait at most"),
            .help = Tr::tr("Up to a minute; many senders give up sooner. The run goes on in any case."),
            .fallback = u"10s"_s,
            .onlyWhenKey = u"answer"_s,
            .onlyWhenIn = {u"run"_s}},
        {.key = u"answerLate"_s,
            .kind = FieldKind::Integer,
            .label = Tr::tr("Status without an answer"),
            .help = Tr::tr("What is answered when the time is up, or the run has ended and not answered. The "
                           "event is stored all the same: 202 says so, and with 500 or more senders mostly "
                           "send it again."),
            .fallback = 202,
            .minimum = 200,
            .maximum = 599,
            .onlyWhenKey = u"answer"_s,
            .onlyWhenIn = {u"run"_s}},
        {.key = u"methods"_s,
            .kind = FieldKind::TextList,
            .label = Tr::tr("Methods"),
            .help = Tr::tr("Which requests are taken: POST, PUT, PATCH, GET, DELETE."),
            .fallback = QJsonArray{u"POST"_s},
            .advanced = true},
        {.key = u"eventType"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Event type"),
            .help = Tr::tr("Empty means what the sender says, or else %1.").arg(eventtype::webhookReceived),
            .advanced = true},
        {.key = u"idHeader"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Id header"),
            .help = Tr::tr("A header whose value is the same when the sender repeats itself; repetitions "
                           "start nothing. An id that the sender signs comes before it."),
            .advanced = true},
        {.key = u"handshake"_s,
            .kind = FieldKind::Choice,
            .label = Tr::tr("Question of the sender"),
            .help
            = Tr::tr("Some ask the address something before they send to it; that is answered for you."),
            .fallback = u"none"_s,
            .advanced = true,
            .choices = handshakeChoices()},
        {.key = u"handshakeConnection"_s,
            .kind = FieldKind::Connection,
            .label = Tr::tr("Connection with the token of the question"),
            .advanced = true,
            .choices = connectionChoices(),
            .onlyWhenKey = u"handshake"_s,
            .onlyWhenIn = handshakesWithSecret()},
        {.key = u"maxBody"_s,
            .kind = FieldKind::Integer,
            .label = Tr::tr("Largest body"),
            .help = Tr::tr("In bytes."),
            .fallback = 1024 * 1024,
            .advanced = true,
            .minimum = 0,
            .maximum = 64 * 1024 * 1024},
        {.key = u"keepInvalidJson"_s,
            .kind = FieldKind::Boolean,
            .label = Tr::tr("Keep what is no valid JSON as text"),
            .help = Tr::tr("Otherwise such a request is refused with 400."),
            .fallback = false,
            .advanced = true},
        {.key = u"sample"_s,
            .kind = FieldKind::Json,
            .label = Tr::tr("Sample of the data"),
            .help = Tr::tr("What a request brings, for writing the steps after it. It changes nothing of "
                           "what is taken."),
            .advanced = true},
    };
    type.variants = presetVariants();
    type.exampleOutput = QJsonObject{{u"id"_s, 1}};
    type.summaryOf
        = [](const QJsonObject &config) { return u"/hook/"_s + config.value(u"path"_s).toString(); };
    type.checkOf = [](const QJsonObject &config) -> QList<Problem> {
        if (const auto endpoint = WebhookEndpoint::fromConfig(config); !endpoint)
            return {{{}, endpoint.error().context, endpoint.error().message}};
        return {};
    };
    type.listensTo = [](const Rule &, const Step &step) {
        // CloudEvents that come in through the hook keep their own type and source.
        const auto path = step.config.value(u"path"_s).toString();
        return EventPattern{path.isEmpty() ? QString() : u"*"_s, {}, {}, path};
    };
    type.endpointOf = [](const QJsonObject &config) -> std::optional<WebhookEndpoint> {
        auto endpoint = WebhookEndpoint::fromConfig(config);
        if (!endpoint)
            return {};
        return *endpoint;
    };
    return type;
}

} // namespace signalbox
