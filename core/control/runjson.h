// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"
#include "core/rule/rule.h"
#include "core/rule/run.h"

#include <QByteArray>

namespace signalbox {

/// A run as `run list` prints it:
/// {"id","rule","ruleVersion","event":{…},"state","started","finished","error"}. `rule` is the version that
/// it ran: with it, as `run show`, also "steps", whose input and output are copied as stored.
QByteArray runJson(const Run &run, const Event &event, const Rule *rule = nullptr);

} // namespace signalbox
