// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/call.h"
#include "core/control/runjson.h"

#include <QCoreApplication>
#include <QSemaphore>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Commands)
};

/// Until the run has ended, needs a person, or nobody waits any more.
Exit waitForRun(const Call &call, const RunId &id)
{
    // Shared, since the store's thread may just be in the call when the connection ends.
    const auto news = std::make_shared<QSemaphore>();
    const auto connection = QObject::connect(
        &call.engine.store(), &Store::runsChanged, &call.engine.store(), [news] { news->release(); },
        Qt::DirectConnection);
    const auto disconnect = qScopeGuard([&] { QObject::disconnect(connection); });
    while (!call.output.isClosed()) {
        const auto run = call.reader.run(id);
        if (!run)
            return call.failed(run.error());
        if (isFinished(run->state) || run->state == State::InDoubt) {
            showRun(call, id);
            return run->state == State::Succeeded ? Exit::Done : Exit::Failed;
        }
        news->tryAcquire(1, 250); // looks up now and then, for a client that went away
        news->tryAcquire(news->available());
    }
    return Exit::Failed;
}

Exit ruleRun(const Call &call)
{
    const auto data = call.json(u"data"_s);
    if (!data)
        return call.failed(data.error());
    const auto run
        = call.engine.runRule(RuleId(call.text(u"id"_s)), StepId(call.text(u"trigger"_s)), *data).result();
    if (!run)
        return call.refused(run.error());
    if (call.flag(u"wait"_s))
        return waitForRun(call, *run);
    call.print({{u"run"_s, run->value}});
    return Exit::Done;
}

Exit runList(const Call &call)
{
    const auto limit = call.limit();
    if (!limit)
        return call.failed(limit.error());
    RunFilter filter;
    if (call.params.contains(u"state"_s)) {
        filter.state = stateFromName(call.text(u"state"_s));
        if (!filter.state)
            return call.failed({Error::Code::InvalidInput,
                Tr::tr("There is no run state \"%1\".").arg(call.text(u"state"_s)), {}});
    }
    filter.rule = RuleId(call.text(u"rule"_s));
    RunId after(call.text(u"after"_s));
    for (int left = *limit; left > 0 && !call.output.isClosed();) {
        const auto runs = call.reader.runs(filter, after, Page::Newer, std::min(left, Call::pageSize));
        if (!runs)
            return call.failed(runs.error());
        for (const auto &run : *runs)
            call.output.line(runJson(run, call.reader.event(run.event).value_or(Event())));
        if (runs->size() < std::min(left, Call::pageSize))
            break;
        left -= int(runs->size());
        after = runs->last().id;
    }
    return Exit::Done;
}

Exit runShow(const Call &call)
{
    return showRun(call, RunId(call.text(u"id"_s)));
}

Exit runCancel(const Call &call)
{
    const RunId id(call.text(u"id"_s));
    if (const auto done = call.engine.cancelRun(id).result(); !done)
        return call.refused(done.error());
    call.print({{u"run"_s, id.value}, {u"state"_s, stateName(State::Cancelled)}});
    return Exit::Done;
}

Exit runRetry(const Call &call)
{
    const RunId id(call.text(u"id"_s));
    if (const auto done = call.engine.retryRun(id, StepId(call.text(u"from"_s))).result(); !done)
        return call.refused(done.error());
    const auto run = call.reader.run(id);
    if (!run)
        return call.failed(run.error());
    call.print({{u"run"_s, id.value}, {u"state"_s, stateName(run->state)}});
    return Exit::Done;
}

} // namespace

CommandTable runCommands()
{
    return {
        {u"rule.run"_s, {ruleRun}},
        {u"run.list"_s, {runList, true}},
        {u"run.show"_s, {runShow, true}},
        {u"run.cancel"_s, {runCancel}},
        {u"run.retry"_s, {runRetry}},
    };
}

Exit showRun(const Call &call, const RunId &id)
{
    const auto run = call.reader.run(id);
    if (!run)
        return call.failed(run.error());
    const auto event = call.reader.event(run->event);
    const auto rule = call.reader.ruleVersion(run->rule, run->ruleVersion).value_or(Rule());
    call.output.line(runJson(*run, event.value_or(Event()), &rule));
    return Exit::Done;
}

} // namespace signalbox
