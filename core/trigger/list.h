// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trigger/trigger.h"

/// One function for each trigger type, defined in the file of its name.
namespace signalbox {

TriggerType buttonTrigger();
TriggerType formTrigger();
TriggerType statusTrigger();
TriggerType scheduleTrigger();
TriggerType webhookTrigger();
TriggerType recordTrigger();
TriggerType eventTrigger();
TriggerType errorTrigger();

} // namespace signalbox
