// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/event/event.h"
#include "core/expression/value.h"
#include "core/rule/rule.h"
#include "core/rule/steptype.h"
#include "core/schedule/schedule.h"
#include "core/trigger/boarditem.h"
#include "core/webhook/endpoint.h"

#include <functional>
#include <optional>

namespace signalbox {

/// Which events can fire a trigger. The router indexes these, so that rules that cannot match cost nothing.
struct EventPattern
{
    QString type = {}; ///< exact, or with `*` for any characters; empty: none, it is not filled in yet
    QString source = {}; ///< exact; empty: any
    QString subject = {}; ///< exact; empty: any
    QString hook = {}; ///< path below /hook/ through which it came, whatever its source says; empty: any

    bool operator==(const EventPattern &) const = default;
};

/// "RULE/STEP": the subject of events that mean one trigger of one rule.
inline QString triggerSubject(const Rule &rule, const Step &step)
{
    return rule.id.value + u'/' + step.id.value;
}

/// A kind of trigger: its descriptor and what the engine has to do for it. All functions are pure. Those
/// about sources (schedule, endpoint, board) are set only where the trigger has such a source, and say
/// nothing for a config that validation would refuse.
struct TriggerType : StepType
{
    /// The events that can fire this step of this rule.
    std::function<EventPattern(const Rule &rule, const Step &step)> listensTo;
    /// A closer look at an event of that pattern; not set: every one fires. Made once for a published rule.
    std::function<std::function<bool(const Value &data)>(const QJsonObject &config)> filterOf;

    std::function<std::optional<Schedule>(const QJsonObject &config)> scheduleOf;
    std::function<std::optional<WebhookEndpoint>(const QJsonObject &config)> endpointOf;
    std::function<std::optional<BoardItem>(const Rule &rule, const Step &step)> boardItemOf;
};

/// Every trigger type, in the order of the palette: the table of contents of what can start a rule.
/// Made at the first call; texts are in the language of that moment. Any thread.
const QList<TriggerType> &triggerTypes();
const TriggerType *findTriggerType(const QString &id);

} // namespace signalbox
