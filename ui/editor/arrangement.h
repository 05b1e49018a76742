// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"
#include "core/rule/steptype.h"

#include <QRectF>

/// Where steps stand on the canvas. Pure; any thread.
namespace signalbox {

constexpr qreal canvasGrid = 8;

QPointF snapped(QPointF place);

/// Every step from left to right in columns by its distance from a trigger, those of a column below each
/// other in the order of what leads to them, so that wires seldom cross.
QHash<StepId, QPointF> arranged(const Rule &rule, const StepCatalog &catalog);

/// The rule's own layout, with places for steps that have none there (rules written by hand).
QHash<StepId, QPointF> placesOf(const Rule &rule, const StepCatalog &catalog);

/// The area that a step covers.
QRectF areaOf(const Rule &rule, const Step &step, const StepCatalog &catalog, QPointF place);

/// A free place for a new step: to the right of `after` (a step of the rule) and below what is there already.
QPointF freePlaceAfter(
    const Rule &rule, const StepCatalog &catalog, const StepId &after, const QString &port = {});
/// A free place as near as possible to `wish`.
QPointF freePlaceNear(const Rule &rule, const StepCatalog &catalog, QPointF wish);

} // namespace signalbox
