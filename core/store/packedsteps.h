// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/rule/run.h"

namespace signalbox {

/// The steps of a run as bytes, as they stand in its row: numbers in groups of seven bits, the lowest first,
/// texts and bytes behind their length. A row of its own for each step costs ten times as much (measured).
QByteArray packSteps(const QList<StepRun> &steps);
/// Corrupt: it is not what packSteps has made.
Result<QList<StepRun>> unpackSteps(const QByteArray &packed);

} // namespace signalbox
