// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/failure.h"

#include "core/base/json.h"
#include "core/event/eventtypes.h"

namespace signalbox {

using namespace Qt::StringLiterals;

Event runFailedEvent(const Run &run, const StepId &step)
{
    Event event;
    event.type = eventtype::runFailed;
    event.source = u"/rules/"_s + run.rule.value;
    event.subject = run.rule.value;
    event.dataContentType = u"application/json"_s;
    event.data = toCompactJson(QJsonObject{{u"rule"_s, run.rule.value}, {u"run"_s, run.id.value},
        {u"step"_s, step.value}, {u"error"_s, run.error}});
    event.causation = {run.id, step, run.event};
    return event;
}

} // namespace signalbox
