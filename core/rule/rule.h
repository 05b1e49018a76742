// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QPointF>
#include <QString>

namespace signalbox {

/// One node of a rule: what it does (`type`, an id from the step catalogue) and how (`config`).
struct Step
{
    StepId id = {}; ///< never changes, never shown where the name will do
    QString type = {};
    QString name = {};
    QJsonObject config = {};
    QJsonObject extra = {}; ///< keys of the file that this version does not know; kept on a round trip

    bool operator==(const Step &) const = default;
};

/// One edge: what `from` delivers on `port` starts `to`.
struct Link
{
    StepId from;
    StepId to;
    QString port = QStringLiteral("out");

    bool operator==(const Link &) const = default;
};

/// What the user draws: steps and links, a directed graph without cycles. A plain value: edited,
/// saved and executed as such. Whether it is complete and right, `core/rule/validation.h` says.
struct Rule
{
    RuleId id = {};
    QString name = {};
    QString description = {};
    QString folder = {};
    bool enabled = false; ///< in a file: what the author wanted; in the store: whether it runs
    QList<Step> steps = {};
    QList<Link> links = {};
    QJsonObject runs = {}; ///< how its runs go together (core/rule/runpolicy.h), as the user wrote it
    QHash<StepId, QPointF> layout = {}; ///< left upper corner of each step on the canvas, in pixels at zoom 1
    QJsonObject extra = {};

    const Step *step(const StepId &wanted) const;
    Step *step(const StepId &wanted);
    QList<Link> linksFrom(const StepId &wanted) const;
    QList<Link> linksTo(const StepId &wanted) const;

    /// A step id that is free in this rule, made from a type or name: "http", "http2" …
    StepId freeStepId(const QString &wish) const;

    bool operator==(const Rule &) const = default;
};

/// A rule id made from a name: "Order paid!" becomes "order-paid"; "rule" if nothing is left of it.
QString ruleIdFromName(const QString &name);

} // namespace signalbox
