// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QStringList>

namespace signalbox {

// In a run, the steps in the body of an `each` are there once for each item, named after the step as drawn:
// `post#0`, `post#1` …, in a body within a body `post#0#1`. No step of a rule has a # in its id.

inline StepId stepCopy(const StepId &step, qsizetype item)
{
    return StepId(step.value + u'#' + QString::number(item));
}

/// The step of the rule that this one of a run is, or is a copy of.
inline StepId drawnStep(const StepId &step)
{
    return StepId(step.value.section(u'#', 0, 0));
}

/// For a person, who counts from 1: "2", "1.2" in a body within a body; empty: no copy.
inline QString itemOfCopy(const StepId &step)
{
    QStringList items = step.value.split(u'#').mid(1);
    for (auto &item : items)
        item = QString::number(item.toInt() + 1);
    return items.join(u'.');
}

} // namespace signalbox
