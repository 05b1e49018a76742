// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/runmachine.h"

#include "core/rule/stepcopy.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(RunMachine)
};

/// A place in the log that a member of an output is; 0: it is none.
Sequence placeIn(const Value &output, std::string_view key)
{
    const auto *place = output.find(key);
    return place && place->kind() == Value::Kind::Int ? place->toInt() : 0;
}

} // namespace

RunMachine::RunMachine(
    std::shared_ptr<const CompiledRule> rule, Run run, std::shared_ptr<const EventView> event)
    : m_rule(std::move(rule))
    , m_run(std::move(run))
    , m_event(std::move(event))
{
    m_failing = m_run.state == State::Queued && !m_run.error.isEmpty();
    const auto count = m_rule->steps.size();
    m_steps.resize(count);
    m_touched.resize(count);
    m_changed.resize(count);
    m_outputs.resize(count);
    m_places.resize(count);
    m_isPattern.resize(count);
    m_latest = m_run.created;
    for (size_t i = 0; i < count; ++i) {
        m_steps[i].step = m_rule->steps[i].step.id;
        if (isEach(int(i))) {
            for (const int step : bodyOf(int(i)))
                m_isPattern[size_t(step)] = true;
        }
    }
    for (size_t i = 0; i < count; ++i) {
        if (m_isPattern[i])
            m_steps[i].state = State::Skipped;
    }
    for (const auto &row : std::exchange(m_run.steps, {})) {
        const int index = m_rule->indexOf(row.step);
        if (index < 0)
            continue;
        // The row of an `each` comes before those of its items.
        if (isEach(index) && (row.state == State::Waiting || isFinished(row.state))) {
            const auto input = Value::fromJson(row.input).value_or(Value());
            if (const auto *list = input.find("items");
                list && (row.port == u"item" || row.state == State::Succeeded))
                open(index, *list);
        }
        const auto i = size_t(index);
        m_steps[i] = row;
        m_touched[i] = true;
        if (const auto place = m_places[i]; place.each >= 0 && row.state != State::Queued) {
            auto &released = m_items[place.each].released;
            released = std::max(released, place.item + 1);
        }
        if (!row.output.isEmpty())
            m_outputs[i] = Value::fromJson(row.output).value_or(Value());
        m_failing = m_failing || failsRun(index);
    }
    for (size_t i = 0; i < count; ++i) {
        auto &step = m_steps[i];
        if (!m_rule->steps[i].trigger || m_touched[i])
            continue;
        // A trigger that did not fire is resolved and did not deliver.
        const bool fired = step.step == m_run.trigger;
        step.state = fired ? State::Succeeded : State::Skipped;
        step.port = fired ? u"out"_s : QString();
        if (fired) {
            step.started = step.finished = m_run.created;
            m_touched[i] = m_changed[i] = true;
        }
    }
}

RunMachine::Link RunMachine::resolve(const CompiledStep::Way &in, int step) const
{
    const auto &from = m_steps[size_t(in.step)];
    if (const auto place = m_places[size_t(step)]; place.each == in.step && in.port == u"item") {
        if (place.item < m_items.at(in.step).released)
            return Link::Delivered;
        return isFinished(from.state) ? Link::Dead : Link::Open;
    }
    if (from.state == State::Succeeded)
        return from.port == in.port ? Link::Delivered : Link::Dead;
    if (from.state == State::Failed && in.port == u"error")
        return Link::Delivered;
    return isFinished(from.state) ? Link::Dead : Link::Open;
}

QList<int> RunMachine::ready()
{
    QList<int> found;
    if (m_failing || m_cancelled)
        return found;
    // Skipping a step can skip the next, so look again until nothing moves; rules are small.
    for (bool moved = true; moved;) {
        moved = settleItems();
        found.clear();
        if (m_failing) // an `each` that has just stopped
            return found;
        for (size_t i = 0; i < m_steps.size(); ++i) {
            if (m_rule->steps[i].trigger || m_steps[i].state != State::Queued)
                continue;
            bool open = false, delivered = false;
            for (const auto &way : m_rule->steps[i].in) {
                const auto link = resolve(way, int(i));
                open = open || link == Link::Open;
                delivered = delivered || link == Link::Delivered;
            }
            if (open)
                continue;
            if (delivered) {
                found += int(i);
            } else {
                set(int(i), State::Skipped);
                moved = true;
            }
        }
    }
    return found;
}

bool RunMachine::failsRun(int step) const
{
    return m_steps[size_t(step)].state == State::Failed && !hasErrorWay(step)
        && m_places[size_t(step)].each < 0;
}

QList<int> RunMachine::inState(State state) const
{
    QList<int> found;
    for (size_t i = 0; i < m_steps.size(); ++i) {
        if (m_steps[i].state == state)
            found += int(i);
    }
    return found;
}

QList<int> RunMachine::interrupted() const
{
    return inState(State::Running);
}

QList<int> RunMachine::inDoubt() const
{
    return inState(State::InDoubt);
}

QList<int> RunMachine::broken() const
{
    auto found = inState(State::Cancelled);
    for (const int step : inState(State::Failed)) {
        if (failsRun(step))
            found += step;
    }
    return found;
}

/// What is seen from a place: the steps as drawn, and the copies of the items that it is in.
Value RunMachine::stepsValue(Place place) const
{
    const auto isSeen = [&](Place other) {
        for (auto at = place; at.each >= 0; at = m_places[size_t(at.each)]) {
            if (at.each == other.each && at.item == other.item)
                return true;
        }
        return other.each < 0;
    };
    std::vector<std::pair<std::string, Value>> steps;
    for (size_t i = 0; i < m_steps.size(); ++i) {
        const auto &row = m_steps[i];
        if ((row.state != State::Succeeded && row.state != State::Failed) || !isSeen(m_places[i]))
            continue;
        std::vector<std::pair<std::string, Value>> members;
        members.emplace_back("state", Value::fromText(stateName(row.state)));
        if (m_rule->steps[i].trigger)
            members.emplace_back("output", m_event->data());
        else if (m_outputs[i])
            members.emplace_back("output", *m_outputs[i]);
        if (!row.error.isEmpty())
            members.emplace_back("error", Value::fromText(row.error));
        steps.emplace_back(drawnStep(row.step).value.toStdString(), Value::map(std::move(members)));
    }
    return Value::map(std::move(steps));
}

Scope RunMachine::scope(Place place) const
{
    Scope scope;
    m_event->nameIn(scope);
    scope.set("steps", [this, place]() -> Result<Value> { return stepsValue(place); });
    if (place.each >= 0) {
        scope.set("item",
            [this, place]() -> Result<Value> { return m_items.at(place.each).list[size_t(place.item)]; });
        scope.set("index", [place]() -> Result<Value> { return Value::integer(place.item); });
    }
    scope.set("trigger", [this]() -> Result<Value> {
        const auto *step = m_rule->rule.step(m_run.trigger);
        return Value::map({{"id", Value::fromText(m_run.trigger.value)},
            {"name", Value::fromText(step ? step->name : QString())},
            {"type", Value::fromText(step ? step->type : QString())}});
    });
    scope.set("run", [this]() -> Result<Value> {
        return Value::map({{"id", Value::fromText(m_run.id.value)},
            {"created", Value::fromText(toRfc3339(m_run.created))}});
    });
    scope.set("rule", [this]() -> Result<Value> {
        return Value::map({{"id", Value::fromText(m_rule->rule.id.value)},
            {"name", Value::fromText(m_rule->rule.name)}, {"version", Value::integer(m_rule->version)}});
    });
    return scope;
}

Result<Value> RunMachine::render(int index) const
{
    const auto names = scope(m_places[size_t(index)]);
    std::vector<std::pair<std::string, Value>> input;
    for (const auto &[key, content] : step(index).fields) {
        Result<Value> value;
        if (const auto *literal = std::get_if<Value>(&content))
            value = *literal;
        else if (const auto *expression = std::get_if<Expression>(&content))
            value = expression->evaluate(names);
        else
            value = std::get<JsonTemplate>(content).render(names);
        if (!value) {
            auto error = value.error();
            error.context = QString::fromStdString(key);
            return Failure(error);
        }
        input.emplace_back(key, *value);
    }
    return Value::map(std::move(input));
}

StepWork RunMachine::work(int index, const Value &input, Instant now) const
{
    const auto &step = m_rule->steps[size_t(index)].step;
    return {.rule = m_run.rule,
        .run = m_run.id,
        .step = step.id,
        .title = step.name,
        .attempt = std::max(1, m_steps[size_t(index)].attempts),
        .now = now,
        .config = step.config,
        .input = input,
        .idempotencyKey = m_run.id.value + u'-' + step.id.value,
        .event = m_run.event};
}

void RunMachine::set(int step, State state)
{
    const auto i = size_t(step);
    m_steps[i].state = state;
    m_touched[i] = m_changed[i] = true;
}

void RunMachine::start(int index, const Value &input, Instant now)
{
    m_latest = now;
    auto &row = m_steps[size_t(index)];
    ++row.attempts;
    row.input = input.toJson();
    row.due.reset();
    if (!row.started)
        row.started = now;
    set(index, State::Running);
}

void RunMachine::deliver(int index, const Value &output, const QString &port, Instant now)
{
    m_latest = now;
    if (isEach(index) && port == u"item") {
        if (const auto many = whyTooMany(index, output); !many.isEmpty()) {
            fail(index, many, now);
            return;
        }
        open(index, output);
        m_steps[size_t(index)].port = port;
        set(index, State::Waiting);
        return;
    }
    auto &row = m_steps[size_t(index)];
    row.output = output.toJson();
    row.port = port;
    row.error.clear();
    row.finished = now;
    row.due.reset();
    m_outputs[size_t(index)] = output;
    set(index, State::Succeeded);
}

void RunMachine::fail(int index, const QString &error, Instant now)
{
    m_latest = now;
    auto &row = m_steps[size_t(index)];
    row.error = error;
    row.finished = now;
    row.due.reset();
    if (!row.started)
        row.started = now;
    set(index, State::Failed);
    if (const auto items = m_items.find(index); items != m_items.end())
        endSteps(items->second.copies);
    if (hasErrorWay(index)) {
        m_outputs[size_t(index)] = Value::map({{"error", Value::fromText(error)}});
        return;
    }
    if (const auto place = m_places[size_t(index)]; place.each >= 0) {
        endSteps(copiesOf(m_items.at(place.each), place.item));
        return; // its `each` says what comes of it
    }
    m_failing = true;
    m_run.error = error;
    // What only waits would keep a run open that is lost already.
    for (size_t i = 0; i < m_steps.size(); ++i) {
        if (m_steps[i].state == State::Waiting) {
            m_steps[i].due.reset();
            m_steps[i].finished = now;
            set(int(i), State::Cancelled);
        }
    }
}

void RunMachine::wait(int index, Instant due, const Value &output)
{
    auto &row = m_steps[size_t(index)];
    row.due = due;
    row.output = output.toJson();
    m_outputs[size_t(index)] = output;
    set(index, State::Waiting);
}

void RunMachine::waitForEvent(int index, Instant due, Sequence after)
{
    wait(index, due, Value::map({{"after", Value::integer(after)}}));
}

void RunMachine::call(int index, Instant due)
{
    wait(index, due, Value());
}

void RunMachine::called(int index, Sequence event)
{
    m_steps[size_t(index)].output = Value::map({{"event", Value::integer(event)}}).toJson();
}

Sequence RunMachine::awaitedPlace(int index, std::string_view key) const
{
    const auto &row = m_steps[size_t(index)];
    if (row.state != State::Waiting || row.output.isEmpty())
        return 0;
    return placeIn(Value::fromJson(row.output).value_or(Value()), key);
}

Sequence RunMachine::awaitedAfter(int index) const
{
    return awaitedPlace(index, "after");
}

Sequence RunMachine::calledBy(int index) const
{
    return awaitedPlace(index, "event");
}

Result<bool> RunMachine::takes(int index, const EventView &awaited) const
{
    const auto &step = m_rule->steps[size_t(index)];
    if (const auto condition = step.later.find("condition"); condition != step.later.end()) {
        auto names = scope(m_places[size_t(index)]);
        names.set("awaited", [&awaited]() -> Result<Value> { return awaited.value(); });
        const auto fits = condition->second.evaluate(names);
        if (!fits)
            return Failure(fits.error());
        if (fits->kind() != Value::Kind::Bool)
            return failure(Error::Code::InvalidInput,
                Tr::tr("\"Only if\" gave %1, not true or false.").arg(fits->toText().left(80)));
        if (!fits->toBool())
            return false;
    }
    // Places in the log are compared only where the event fits, which few do.
    const auto isTaken = [&](size_t other) {
        return m_steps[other].state == State::Succeeded && m_rule->steps[other].step.type == step.step.type
            && m_outputs[other] && placeIn(*m_outputs[other], "sequence") == awaited.event().sequence;
    };
    for (size_t other = 0; other < m_steps.size(); ++other) {
        if (isTaken(other))
            return false;
    }
    return true;
}

void RunMachine::retryAt(int index, Instant due, const QString &error)
{
    auto &row = m_steps[size_t(index)];
    row.due = due;
    row.error = error;
    set(index, State::Waiting);
}

void RunMachine::hold(int index, const QString &why)
{
    m_steps[size_t(index)].error = why;
    set(index, State::InDoubt);
}

void RunMachine::putBack(int index)
{
    auto &row = m_steps[size_t(index)];
    if (--row.attempts == 0)
        row.started.reset();
    set(index, State::Queued);
}

void RunMachine::skip(int index, Instant now)
{
    m_latest = now;
    m_steps[size_t(index)].finished = now;
    set(index, State::Skipped);
}

void RunMachine::confirm(int index, Instant now)
{
    deliver(index, Value(), u"out"_s, now);
}

void RunMachine::redo(const QList<int> &steps)
{
    QList<int> again;
    const auto take = [&](int step) {
        if (!again.contains(step) && !m_isPattern[size_t(step)])
            again += step;
    };
    for (const int step : steps)
        take(step);
    for (qsizetype done = 0; done < again.size(); ++done) {
        const int index = again.at(done);
        for (const auto &way : m_rule->steps[size_t(index)].out)
            take(way.step);
        if (const int each = m_places[size_t(index)].each; each >= 0)
            take(each);
        for (const int copy : brokenItemsOf(index))
            take(copy);
    }
    QList<int> closed;
    for (const int index : std::as_const(again)) {
        const auto i = size_t(index);
        m_outputs[i].reset();
        const bool isOpen
            = m_items.contains(index) && (m_steps[i].port == u"item" || m_steps[i].state == State::Succeeded);
        if (isOpen && !isListNew(index, again)) { // what was done of its items stays
            m_steps[i].error.clear();
            m_steps[i].output.clear();
            m_steps[i].finished.reset();
            m_steps[i].port = u"item"_s;
            set(index, State::Waiting);
            continue;
        }
        if (m_items.contains(index))
            closed += m_items.at(index).copies;
        // A step that has not come up needs no row that says so.
        if (m_touched[i]) {
            m_steps[i] = {.step = m_steps[i].step};
            set(index, State::Queued);
        } else {
            m_steps[i].state = State::Queued;
        }
    }
    for (qsizetype done = 0; done < closed.size(); ++done) {
        const auto i = size_t(closed.at(done));
        if (const auto inner = m_items.find(int(i)); inner != m_items.end())
            closed += inner->second.copies;
        m_steps[i] = {.step = m_steps[i].step, .state = State::Skipped};
        m_changed[i] = m_touched[i];
    }
    m_cancelled = false;
    m_failing = !broken().isEmpty();
    if (!m_failing)
        m_run.error.clear();
    m_run.finished.reset();
    m_run.state = overallState();
}

void RunMachine::cancel(Instant now, const QString &why)
{
    m_cancelled = true;
    if (!why.isEmpty())
        m_run.error = why;
    endAll(now);
}

void RunMachine::expire(Instant now, const QString &why)
{
    m_failing = true;
    m_run.error = why;
    endAll(now);
}

void RunMachine::endAll(Instant now)
{
    for (size_t i = 0; i < m_steps.size(); ++i) {
        auto &row = m_steps[i];
        if (isFinished(row.state) || (row.state == State::Queued && !m_touched[i]))
            continue;
        row.finished = now;
        row.due.reset();
        set(int(i), State::Cancelled);
    }
}

State RunMachine::overallState() const
{
    if (m_cancelled)
        return State::Cancelled;
    bool running = false, waiting = false, inDoubt = false, toCome = false;
    for (const auto &row : m_steps) {
        running = running || row.state == State::Running;
        waiting = waiting || row.state == State::Waiting;
        inDoubt = inDoubt || row.state == State::InDoubt;
        toCome = toCome || (row.state == State::Queued && !m_failing);
    }
    if (running)
        return State::Running;
    if (inDoubt)
        return State::InDoubt;
    if (waiting)
        return State::Waiting;
    if (toCome) // the next step has been found and not started yet
        return State::Running;
    return m_failing ? State::Failed : State::Succeeded;
}

bool RunMachine::isOver() const
{
    return isFinished(m_run.state);
}

QList<StepRun> RunMachine::takeChanges(Instant now)
{
    m_run.state = overallState();
    if (!m_run.started)
        m_run.started = now;
    if (isOver() && !m_run.finished)
        m_run.finished = now;
    QList<StepRun> changes;
    for (size_t i = 0; i < m_steps.size(); ++i) {
        if (m_changed[i])
            changes += m_steps[i];
        m_changed[i] = false;
    }
    return changes;
}

void RunMachine::touch(const QList<StepRun> &rows)
{
    for (const auto &row : rows)
        m_changed[size_t(m_rule->indexOf(row.step))] = true;
}

} // namespace signalbox
