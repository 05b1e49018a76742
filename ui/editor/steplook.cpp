// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/steplook.h"

#include "ui/editor/rulegraph.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

StepLook lookOf(const Rule &rule, const Step &step, const StepCatalog &catalog)
{
    StepLook look;
    look.title = titleOf(step, catalog);
    look.ports = waysOut(rule, step, catalog);
    look.hasIn = hasInPort(step, catalog);
    look.hasError = hasErrorPort(step, catalog);
    look.isErrorLinked = std::ranges::any_of(
        rule.links, [&](const Link &link) { return link.from == step.id && link.port == u"error"; });
    if (const auto *type = catalog.find(step.type)) {
        look.typeTitle = type->title;
        look.summary = type->summary(step.config).simplified();
        look.icon = type->icon;
        look.group = type->group;
    } else {
        look.isUnknown = true;
        look.typeTitle = step.type;
        look.summary = QCoreApplication::translate("StepLook", "unknown type \"%1\"").arg(step.type);
        look.icon = u"warning"_s;
        look.group = StepGroup::Flow;
    }
    return look;
}

namespace stepgeometry {

qreal height(qsizetype ports)
{
    return std::max(baseHeight, 8 + portSpacing * qreal(ports));
}

QPointF inPort(const StepLook &look)
{
    return {0, height(look.ports.size()) / 2};
}

QPointF outPort(const StepLook &look, qsizetype index)
{
    const auto count = look.ports.size();
    const auto first = (height(count) - portSpacing * qreal(count - 1)) / 2;
    return {width, first + portSpacing * qreal(index)};
}

QPointF errorPort(const StepLook &look)
{
    return {width - 32, height(look.ports.size())};
}

std::optional<QPointF> outPort(const StepLook &look, const QString &port)
{
    const auto found = std::ranges::find(look.ports, port, &Port::id);
    if (found != look.ports.end())
        return outPort(look, found - look.ports.begin());
    if (port == u"error" && look.hasError)
        return errorPort(look);
    return {};
}

} // namespace stepgeometry

} // namespace signalbox
