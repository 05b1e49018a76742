// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/hookpaths.h"

#include "core/engine/formpaths.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(HookPaths)
};

std::optional<WebhookEndpoint> endpointOf(const Step &step)
{
    const auto *type = findTriggerType(step.type);
    return type && type->endpointOf ? type->endpointOf(step.config) : std::nullopt;
}

} // namespace

QList<WebhookEndpoint> hookEndpoints(const RuleBook &rules)
{
    QList<WebhookEndpoint> endpoints;
    const auto add = [&](const Rule &rule, bool isLive) {
        for (const auto &step : rule.steps) {
            auto endpoint = endpointOf(step);
            if (!endpoint
                || std::ranges::find(endpoints, endpoint->path, &WebhookEndpoint::path) != endpoints.end())
                continue;
            endpoint->isLive = isLive;
            endpoints += *endpoint;
        }
    };
    for (const auto &rule : rules.enabled())
        add(rule->rule, true);
    for (const auto &stored : rules.rules())
        add(stored.draft, false);
    return endpoints;
}

QList<Problem> hookConflicts(const Rule &rule, const RuleBook &rules)
{
    auto problems = formConflicts(rule, rules);
    QHash<QString, std::pair<QString, WebhookEndpoint>> known; // by path: whose it is
    for (const auto &other : rules.enabled()) {
        for (const auto &step : other->rule.steps) {
            const auto endpoint = other->rule.id == rule.id ? std::nullopt : endpointOf(step);
            if (endpoint)
                known.insert(endpoint->path, {other->rule.name, *endpoint});
        }
    }
    for (const auto &step : rule.steps) {
        const auto endpoint = endpointOf(step);
        if (!endpoint)
            continue;
        const auto same = known.constFind(endpoint->path);
        if (same == known.constEnd())
            known.insert(endpoint->path, {rule.name, *endpoint});
        else if (same->second != *endpoint)
            problems += {step.id.value, u"path"_s,
                Tr::tr("The rule \"%1\" takes what comes to /hook/%2 too, but is set up otherwise. Set both "
                       "up alike, or give this one another path.")
                    .arg(same->first, endpoint->path)};
    }
    return problems;
}

} // namespace signalbox
