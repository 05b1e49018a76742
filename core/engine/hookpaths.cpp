// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/hookpaths.h"

#include <algorithm>

namespace signalbox {

QList<WebhookEndpoint> hookEndpoints(const RuleBook &rules)
{
    QList<WebhookEndpoint> endpoints;
    const auto add = [&](const Rule &rule) {
        for (const auto &step : rule.steps) {
            const auto *type = findTriggerType(step.type);
            const auto endpoint = type && type->endpointOf ? type->endpointOf(step.config) : std::nullopt;
            if (endpoint
                && std::ranges::find(endpoints, endpoint->path, &WebhookEndpoint::path) == endpoints.end())
                endpoints += *endpoint;
        }
    };
    for (const auto &rule : rules.enabled())
        add(rule->rule);
    for (const auto &stored : rules.rules())
        add(stored.draft);
    return endpoints;
}

} // namespace signalbox
