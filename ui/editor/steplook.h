// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"
#include "core/rule/run.h"
#include "core/rule/steptype.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <optional>

namespace signalbox {

/// All that is seen of a step on the canvas. A plain value.
struct StepLook
{
    QString title;
    QString typeTitle;
    QString summary;
    QString icon;
    StepGroup group = StepGroup::Data;
    bool hasIn = true;
    bool isUnknown = false; ///< of a type that this Signalbox does not have
    QList<Port> ports;
    bool hasError = false; ///< whether it has the way out `error` …
    bool isErrorLinked = false; ///< … and whether that is used
    QString problems; ///< one a line; empty: none
    std::optional<State> state; ///< in the run that is shown

    bool operator==(const StepLook &) const = default;
};

/// Without problems and state, which come from elsewhere.
StepLook lookOf(const Rule &rule, const Step &step, const StepCatalog &catalog);

/// Where things are in a step, in its own coordinates: (0, 0) is its upper left corner. Pure.
namespace stepgeometry {

constexpr qreal width = 192;
constexpr qreal baseHeight = 56;
constexpr qreal portSpacing = 24;
constexpr qreal portRadius = 5;
constexpr qreal portReach = 12; ///< how near the pointer has to be

qreal height(qsizetype ports);
inline QRectF body(const StepLook &look)
{
    return {0, 0, width, height(look.ports.size())};
}
QPointF inPort(const StepLook &look);
QPointF outPort(const StepLook &look, qsizetype index);
QPointF errorPort(const StepLook &look);
/// Null: the step has no such way out.
std::optional<QPointF> outPort(const StepLook &look, const QString &port);

} // namespace stepgeometry

} // namespace signalbox
