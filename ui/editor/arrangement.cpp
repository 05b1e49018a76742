// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/arrangement.h"

#include "ui/editor/rulegraph.h"
#include "ui/editor/steplook.h"

#include <algorithm>
#include <cmath>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal columnWidth = stepgeometry::width + 80; // with room for the labels of ports
constexpr qreal rowGap = 32;

bool isFree(const QRectF &area, const QList<QRectF> &taken)
{
    const auto wide = area.adjusted(-16, -16, 16, 16);
    return std::ranges::none_of(taken, [&](const QRectF &other) { return other.intersects(wide); });
}

QList<QRectF> takenAreas(const Rule &rule, const StepCatalog &catalog)
{
    QList<QRectF> taken;
    const auto places = placesOf(rule, catalog);
    for (const auto &step : rule.steps)
        taken += areaOf(rule, step, catalog, places.value(step.id));
    return taken;
}

QHash<StepId, int> columns(const Rule &rule)
{
    QHash<StepId, int> column;
    for (const auto &id : inFlowOrder(rule)) {
        for (const auto &link : rule.linksTo(id)) {
            if (column.contains(link.from))
                column[id] = std::max(column.value(id), column.value(link.from) + 1);
        }
        if (!column.contains(id))
            column.insert(id, 0);
    }
    return column;
}

} // namespace

QPointF snapped(QPointF place)
{
    return {std::round(place.x() / canvasGrid) * canvasGrid, std::round(place.y() / canvasGrid) * canvasGrid};
}

QHash<StepId, QPointF> arranged(const Rule &rule, const StepCatalog &catalog)
{
    const auto column = columns(rule);
    QHash<StepId, QPointF> places;
    QHash<int, qreal> bottom; // of each column
    for (const auto &id : inFlowOrder(rule)) {
        const auto &step = *rule.step(id);
        // The middle of what leads here; the second way out of a step wants to stand below the first.
        qreal wish = 0;
        const auto before = rule.linksTo(id);
        for (const auto &link : before) {
            const auto *from = rule.step(link.from);
            if (!from)
                continue;
            const auto look = lookOf(rule, *from, catalog);
            const auto port = stepgeometry::outPort(look, link.port).value_or(QPointF());
            wish += places.value(link.from).y() + port.y() - stepgeometry::baseHeight / 2;
        }
        if (!before.isEmpty())
            wish /= qreal(before.size());
        const auto x = column.value(id);
        const auto y = bottom.contains(x) ? std::max(bottom.value(x), wish) : wish;
        const auto place = snapped({x * columnWidth, y});
        places.insert(id, place);
        bottom.insert(x, areaOf(rule, step, catalog, place).bottom() + rowGap);
    }
    return places;
}

QHash<StepId, QPointF> placesOf(const Rule &rule, const StepCatalog &catalog)
{
    const bool isComplete
        = std::ranges::all_of(rule.steps, [&](const Step &step) { return rule.layout.contains(step.id); });
    QHash<StepId, QPointF> places;
    const auto computed = isComplete ? QHash<StepId, QPointF>() : arranged(rule, catalog);
    // Steps without a place go below those that have one.
    qreal below = 0;
    for (const auto &step : rule.steps) {
        if (rule.layout.contains(step.id))
            below = std::max(
                below, areaOf(rule, step, catalog, rule.layout.value(step.id)).bottom() + 2 * rowGap);
    }
    for (const auto &step : rule.steps)
        places.insert(step.id,
            rule.layout.contains(step.id) ? rule.layout.value(step.id)
                                          : computed.value(step.id) + QPointF(0, below));
    return places;
}

QRectF areaOf(const Rule &rule, const Step &step, const StepCatalog &catalog, QPointF place)
{
    return {place, QSizeF(stepgeometry::width, stepgeometry::height(waysOut(rule, step, catalog).size()))};
}

QPointF freePlaceAfter(const Rule &rule, const StepCatalog &catalog, const StepId &after, const QString &port)
{
    const auto *step = rule.step(after);
    if (!step)
        return freePlaceNear(rule, catalog, {});
    auto place = placesOf(rule, catalog).value(after);
    const auto look = lookOf(rule, *step, catalog);
    const auto way = stepgeometry::outPort(look, port.isEmpty() ? u"out"_s : port);
    place += {columnWidth, way ? way->y() - stepgeometry::baseHeight / 2 : 0};
    // Below each other, not on: a column fills downwards.
    const auto taken = takenAreas(rule, catalog);
    QRectF area(snapped(place), QSizeF(stepgeometry::width, stepgeometry::baseHeight));
    while (!isFree(area, taken))
        area.translate(0, canvasGrid);
    return area.topLeft();
}

QPointF freePlaceNear(const Rule &rule, const StepCatalog &catalog, QPointF wish)
{
    const auto taken = takenAreas(rule, catalog);
    const QRectF area(snapped(wish), QSizeF(stepgeometry::width, stepgeometry::baseHeight));
    // Rings of growing size around the wish; a rule is finite, so one of them has room.
    for (int ring = 0;; ++ring) {
        for (int x = -ring; x <= ring; ++x) {
            for (int y = -ring; y <= ring; ++y) {
                if (std::max(std::abs(x), std::abs(y)) != ring)
                    continue;
                const auto moved = area.translated(x * 3 * canvasGrid, y * 3 * canvasGrid);
                if (isFree(moved, taken))
                    return moved.topLeft();
            }
        }
    }
}

} // namespace signalbox
