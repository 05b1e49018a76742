// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/call.h"
#include "core/engine/eventview.h"
#include "core/event/cloudevents.h"
#include "core/expression/expression.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Commands)
};

Exit eventEmit(const Call &call)
{
    Event event;
    event.type = call.text(u"type"_s);
    event.source = call.params.value(u"source"_s).toString(u"/command-line"_s);
    event.subject = call.text(u"subject"_s);
    event.id = EventId(call.text(u"id"_s));
    const auto data = call.json(u"data"_s);
    if (!data)
        return call.failed(data.error());
    if (!data->isEmpty()) {
        event.dataContentType = u"application/json"_s;
        event.data = *data;
    }
    const auto done = call.engine.emitEvent(event).result();
    if (!done)
        return call.failed(done.error());
    const auto stored = call.reader.event(done->sequence);
    if (!stored)
        return call.failed(stored.error());
    call.output.line(toCloudEventJson(*stored));
    return Exit::Done;
}

/// An event that lacks what the filter asks about is not one that it selects.
bool isSelected(const Event &event, const Expression &filter)
{
    const EventView view(event);
    Scope scope;
    scope.set("event", view.value());
    scope.set("request", view.request());
    const auto value = filter.evaluate(scope);
    return value && value->kind() == Value::Kind::Bool && value->toBool();
}

Exit eventList(const Call &call)
{
    const auto limit = call.limit();
    if (!limit)
        return call.failed(limit.error());
    bool numeric = true;
    const auto afterText = call.params.value(u"after"_s).toString(u"0"_s);
    Sequence after = afterText.toLongLong(&numeric);
    if (!numeric || after < 0)
        return call.failed(
            {Error::Code::InvalidInput, Tr::tr("--after takes the sequence of an event, a number."), {}});
    std::optional<Expression> filter;
    if (call.params.contains(u"filter"_s)) {
        auto compiled = Expression::compile(call.text(u"filter"_s));
        if (!compiled)
            return call.failed({Error::Code::InvalidInput, u"--filter: "_s + compiled.error().message,
                compiled.error().context});
        filter = *compiled;
    }
    EventFilter wanted;
    wanted.type = call.text(u"type"_s);
    wanted.text = call.text(u"search"_s);
    int left = *limit;
    while (left > 0 && !call.output.isClosed()) {
        const int count = filter ? Call::pageSize : std::min(left, Call::pageSize);
        const auto events = call.reader.events(wanted, after, Page::Newer, count);
        if (!events)
            return call.failed(events.error());
        if (events->isEmpty())
            break;
        after = events->last().sequence;
        for (const auto &event : *events) {
            if (left == 0)
                break;
            if (filter && !isSelected(event, *filter))
                continue;
            call.output.line(toCloudEventJson(event, call.flag(u"withRequest"_s)));
            --left;
        }
    }
    return Exit::Done;
}

} // namespace

CommandTable eventCommands()
{
    return {
        {u"event.emit"_s, {eventEmit}},
        {u"event.list"_s, {eventList, true}},
    };
}

} // namespace signalbox
