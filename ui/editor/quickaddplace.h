// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"

#include <QPointF>

#include <optional>

namespace signalbox {

/// Where a step is to be added, and how it hangs together with what is there. A plain value.
struct QuickAddPlace
{
    QPointF at; ///< left upper corner, in the scene
    std::optional<Link> from; ///< comes after this way out (`to` is not looked at)
    StepId before; ///< leads to this step
    std::optional<Link> inside; ///< is put on this wire

    /// Whether something leads into the new step, so that it cannot be a trigger.
    bool needsIn() const { return from.has_value() || inside.has_value(); }
    /// Whether it leads to something, so that it has to have a way out.
    bool needsOut() const { return !before.isEmpty() || inside.has_value(); }
};

} // namespace signalbox
