// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "core/trigger/list.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("WebhookTrigger", text);
}

} // namespace

TriggerType webhookTrigger()
{
    TriggerType type;
    type.id = u"webhook"_s;
    type.title = tr("Webhook received");
    type.help = tr("Starts when another program sends a request to this address.");
    type.icon = u"webhook"_s;
    type.fields = {
        {.key = u"path"_s,
            .kind = FieldKind::HookPath,
            .label = tr("Path"),
            .help = tr("The address is /hook/ and this path."),
            .placeholder = u"payments"_s,
            .required = true},
        {.key = u"methods"_s,
            .kind = FieldKind::TextList,
            .label = tr("Methods"),
            .help = tr("Which requests are taken: POST, PUT, PATCH, GET, DELETE."),
            .fallback = QJsonArray{u"POST"_s},
            .advanced = true},
        {.key = u"eventType"_s,
            .kind = FieldKind::Text,
            .label = tr("Event type"),
            .help = tr("Empty means %1.").arg(eventtype::webhookReceived),
            .advanced = true},
        {.key = u"idHeader"_s,
            .kind = FieldKind::Text,
            .label = tr("Id header"),
            .help = tr("A header whose value is the same when the sender repeats itself; repetitions start "
                       "nothing."),
            .advanced = true},
        {.key = u"maxBody"_s,
            .kind = FieldKind::Integer,
            .label = tr("Largest body"),
            .help = tr("In bytes."),
            .fallback = 1024 * 1024,
            .advanced = true,
            .minimum = 0,
            .maximum = 64 * 1024 * 1024},
        {.key = u"keepInvalidJson"_s,
            .kind = FieldKind::Boolean,
            .label = tr("Keep what is no valid JSON as text"),
            .help = tr("Otherwise such a request is refused with 400."),
            .fallback = false,
            .advanced = true},
    };
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
        return EventPattern{u"*"_s, {}, {}, step.config.value(u"path"_s).toString()};
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
