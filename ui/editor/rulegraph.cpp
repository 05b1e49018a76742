// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rulegraph.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(RuleGraph)
};

bool isTrigger(const Step &step, const StepCatalog &catalog)
{
    const auto *type = catalog.find(step.type);
    return type && type->isTrigger();
}

} // namespace

QList<Port> waysOut(const Rule &rule, const Step &step, const StepCatalog &catalog)
{
    if (const auto *type = catalog.find(step.type))
        return type->ports(step.config);
    QList<Port> ports;
    for (const auto &link : rule.links) {
        if (link.from == step.id && link.port != u"error"
            && std::ranges::none_of(ports, [&](const Port &port) { return port.id == link.port; }))
            ports += Port{link.port, link.port == u"out" ? QString() : link.port};
    }
    return ports.isEmpty() ? QList<Port>{{u"out"_s, {}}} : ports;
}

bool hasErrorPort(const Step &step, const StepCatalog &catalog)
{
    return !isTrigger(step, catalog);
}

bool hasInPort(const Step &step, const StepCatalog &catalog)
{
    return !isTrigger(step, catalog);
}

bool leadsTo(const Rule &rule, const StepId &from, const StepId &to)
{
    QList<StepId> open{from};
    QSet<StepId> seen{from};
    while (!open.isEmpty()) {
        const auto step = open.takeLast();
        if (step == to)
            return true;
        for (const auto &link : rule.links) {
            if (link.from == step && !seen.contains(link.to)) {
                seen.insert(link.to);
                open += link.to;
            }
        }
    }
    return false;
}

QString linkRefusal(const Rule &rule, const StepCatalog &catalog, const Link &link)
{
    const auto *from = rule.step(link.from);
    const auto *to = rule.step(link.to);
    if (!from || !to)
        return Tr::tr("There is no such step.");
    if (link.from == link.to)
        return Tr::tr("A step cannot lead to itself. To start again, emit an event.");
    if (!hasInPort(*to, catalog))
        return Tr::tr("Nothing can lead into a trigger.");
    if (rule.links.contains(link))
        return Tr::tr("These two are linked already.");
    if (leadsTo(rule, link.to, link.from))
        return Tr::tr("That would run in a circle. A rule goes one way; to start again, emit an event.");
    if (link.port == u"error" ? !hasErrorPort(*from, catalog)
                              : std::ranges::none_of(waysOut(rule, *from, catalog),
                                  [&](const Port &port) { return port.id == link.port; }))
        return Tr::tr("This step has no such way out.");
    return {};
}

QString titleOf(const Step &step, const StepCatalog &catalog)
{
    if (!step.name.isEmpty())
        return step.name;
    const auto *type = catalog.find(step.type);
    return type ? type->title : step.type;
}

QList<StepId> inFlowOrder(const Rule &rule)
{
    QList<StepId> ordered;
    QSet<StepId> done;
    // A rule may hold a circle (from a file); what is left at the end then keeps its order.
    for (bool advanced = true; advanced;) {
        advanced = false;
        for (const auto &step : rule.steps) {
            if (done.contains(step.id))
                continue;
            const bool ready = std::ranges::all_of(rule.links, [&](const Link &link) {
                return link.to != step.id || done.contains(link.from) || !rule.step(link.from);
            });
            if (!ready)
                continue;
            ordered += step.id;
            done.insert(step.id);
            advanced = true;
        }
    }
    for (const auto &step : rule.steps) {
        if (!done.contains(step.id))
            ordered += step.id;
    }
    return ordered;
}

} // namespace signalbox
