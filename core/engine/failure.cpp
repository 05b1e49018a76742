// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/failure.h"

#include "core/base/json.h"
#include "core/event/eventtypes.h"

namespace signalbox {

using namespace Qt::StringLiterals;

Event runFailedEvent(const Run &run, const StepId &step, const RuleId &handler)
{
    Event event;
    event.type = eventtype::runFailed;
    event.source = u"/rules/"_s + run.rule.value;
    event.subject = run.rule.value;
    event.dataContentType = u"application/json"_s;
    QJsonObject data{{u"rule"_s, run.rule.value}, {u"run"_s, run.id.value}, {u"step"_s, step.value},
        {u"error"_s, run.error}};
    if (!handler.isEmpty())
        data.insert(u"onFailure"_s, handler.value);
    event.data = toCompactJson(data);
    event.causation = {run.id, step, run.event};
    return event;
}

RuleId handlerOf(const Event &event)
{
    // What came in through a hook is nobody's failed run, whatever it says.
    if (event.type != eventtype::runFailed || !event.request.isEmpty() || !event.data)
        return {};
    const auto data = parseJsonObject(*event.data);
    return data ? RuleId(data->value(u"onFailure"_s).toString()) : RuleId();
}

} // namespace signalbox
