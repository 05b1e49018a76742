// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/runmachine.h"
#include "core/rule/stepcopy.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

// The items of `each`: how a body is copied, and how its items go on and end.

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(RunItems)
};

// Each is a row, and every outcome looks through all of them. Lists within lists reach it soonest.
constexpr qsizetype mostCopies = 10'000;

} // namespace

bool RunMachine::isEach(int step) const
{
    return m_rule->steps[size_t(step)].step.type == u"each";
}

bool RunMachine::hasErrorWay(int step) const
{
    return std::ranges::any_of(
        m_rule->steps[size_t(step)].out, [](const CompiledStep::Way &way) { return way.port == u"error"; });
}

/// The steps that are reached from its port `item`.
QList<int> RunMachine::bodyOf(int each) const
{
    QList<int> body;
    const auto follow = [&](int step) {
        for (const auto &way : m_rule->steps[size_t(step)].out) {
            if ((step != each || way.port == u"item") && !body.contains(way.step))
                body += way.step;
        }
    };
    follow(each);
    for (qsizetype i = 0; i < body.size(); ++i)
        follow(body.at(i));
    return body;
}

QList<int> RunMachine::copiesOf(const Items &items, int item) const
{
    return items.copies.mid(item * items.bodySize, items.bodySize);
}

QString RunMachine::whyTooMany(int each, const Value &list) const
{
    const auto items = m_items.find(each);
    const auto had = items == m_items.end() ? 0 : items->second.copies.size();
    const auto needed = qsizetype(list.items().size()) * bodyOf(each).size();
    const auto drawn = qsizetype(m_rule->rule.steps.size());
    if (qsizetype(m_steps.size()) - drawn - had + needed <= mostCopies)
        return {};
    return Tr::tr("The list needs %1 steps, and with those of other lists a run can have %2.")
        .arg(needed)
        .arg(mostCopies);
}

/// Copies the body for each item of the list, as far as there are no copies yet, and begins anew.
void RunMachine::open(int each, const Value &list)
{
    auto &items = m_items[each];
    items.list.assign(list.items().begin(), list.items().end());
    items.released = 0;
    const auto body = bodyOf(each);
    items.bodySize = body.size();
    const auto count = items.list.size();
    const auto had = body.isEmpty() ? count : size_t(items.copies.size() / body.size());
    if (had < count) {
        auto rule = std::make_shared<CompiledRule>(*m_rule);
        rule->steps.reserve(rule->steps.size() + (count - had) * size_t(body.size()));
        for (size_t item = had; item < count; ++item) {
            const auto first = int(rule->steps.size());
            const auto moved = [&](std::vector<CompiledStep::Way> &ways) {
                std::erase_if(ways, [&](const CompiledStep::Way &way) {
                    return way.step != each && !body.contains(way.step);
                });
                for (auto &way : ways) {
                    if (way.step != each)
                        way.step = first + int(body.indexOf(way.step));
                }
            };
            for (const int from : body) {
                auto copy = rule->steps[size_t(from)];
                copy.step.id = stepCopy(copy.step.id, qsizetype(item));
                moved(copy.in);
                moved(copy.out);
                rule->steps.push_back(std::move(copy));
                items.copies += int(rule->steps.size()) - 1;
            }
        }
        m_rule = std::move(rule);
        const auto size = m_rule->steps.size();
        const auto before = m_steps.size();
        m_steps.resize(size);
        m_touched.resize(size);
        m_changed.resize(size);
        m_outputs.resize(size);
        m_places.resize(size);
        m_isPattern.resize(size);
        for (auto i = before; i < size; ++i) {
            m_steps[i].step = m_rule->steps[i].step.id;
            m_places[i] = {each, int(had + (i - before) / size_t(body.size()))};
        }
        for (auto i = before; i < size; ++i) {
            if (isEach(int(i))) {
                for (const int step : bodyOf(int(i)))
                    m_isPattern[size_t(step)] = true;
            }
        }
    }
    for (qsizetype n = 0; n < items.copies.size(); ++n) {
        const auto i = size_t(items.copies.at(n));
        const bool isUsed = size_t(n / items.bodySize) < count && !m_isPattern[i];
        m_steps[i] = {.step = m_steps[i].step, .state = isUsed ? State::Queued : State::Skipped};
        m_outputs[i].reset();
        m_changed[i] = m_changed[i] || m_touched[i];
    }
}

/// Ends what has not begun or only waits; what runs ends by itself.
void RunMachine::endSteps(const QList<int> &steps)
{
    for (const int step : steps) {
        auto &row = m_steps[size_t(step)];
        if (row.state == State::Waiting) {
            row.due.reset();
            row.finished = m_latest;
            set(step, State::Cancelled);
            if (const auto inner = m_items.find(step); inner != m_items.end())
                endSteps(inner->second.copies);
        } else if (row.state == State::Queued) {
            row.state = State::Skipped;
            m_changed[size_t(step)] = m_touched[size_t(step)];
        }
    }
}

/// Why the item failed; empty: it has not.
QString RunMachine::itemError(const Items &items, int item) const
{
    for (const int step : copiesOf(items, item)) {
        const auto &row = m_steps[size_t(step)];
        if (row.state == State::Failed && !hasErrorWay(step))
            return row.error.isEmpty() ? Tr::tr("It failed.") : row.error;
    }
    return {};
}

bool RunMachine::isLost(int step) const
{
    for (auto place = m_places[size_t(step)]; place.each >= 0; place = m_places[size_t(place.each)]) {
        if (isFinished(stepRun(place.each).state) || !itemError(m_items.at(place.each), place.item).isEmpty())
            return true;
    }
    return m_failing || m_cancelled;
}

/// What `collect` says, or what the last step put out on the way that the item took.
Result<Value> RunMachine::itemResult(int each, int item) const
{
    if (const auto collect = step(each).later.find("collect"); collect != step(each).later.end())
        return collect->second.evaluate(scope({each, item}));
    const auto copies = copiesOf(m_items.at(each), item);
    for (auto it = copies.crbegin(); it != copies.crend(); ++it) {
        const auto &row = m_steps[size_t(*it)];
        const auto &out = m_rule->steps[size_t(*it)].out;
        const bool isLast
            = row.state == State::Succeeded && std::ranges::none_of(out, [&](const CompiledStep::Way &way) {
                  return resolve({*it, way.port}, way.step) == Link::Delivered;
              });
        if (isLast)
            return m_outputs[size_t(*it)].value_or(Value());
    }
    return Value();
}

/// Of an `each` that is over: what has to be done again for the items to get on.
QList<int> RunMachine::brokenItemsOf(int each) const
{
    QList<int> found;
    const auto items = m_items.find(each);
    if (items == m_items.end() || !isFinished(stepRun(each).state))
        return found;
    for (const int copy :
        items->second.copies.first(qsizetype(items->second.list.size()) * items->second.bodySize)) {
        const auto state = stepRun(copy).state;
        if (state == State::Cancelled || state == State::Skipped
            || (state == State::Failed && !hasErrorWay(copy)))
            found += copy;
    }
    return found;
}

/// Whether something that its list may come from is among these.
bool RunMachine::isListNew(int each, const QList<int> &again) const
{
    const auto place = m_places[size_t(each)];
    return std::ranges::any_of(m_rule->steps[size_t(each)].in,
        [&](const CompiledStep::Way &way) { return way.step != place.each && again.contains(way.step); });
}

bool RunMachine::settleItems()
{
    bool moved = false;
    for (const auto &[each, items] : m_items) {
        if (m_steps[size_t(each)].state == State::Waiting)
            moved = settleItems(each) || moved;
    }
    return moved;
}

/// Begins items, or ends the `each` when there is nothing more to wait for. Whether anything changed.
bool RunMachine::settleItems(int each)
{
    auto &items = m_items.at(each);
    const auto count = int(items.list.size());
    const auto atOnce = std::max(1, step(each).setting(u"atOnce"_s).toInt(1));
    const auto onError = step(each).setting(u"onError"_s).toString();
    int underWay = 0;
    for (int item = 0; item < items.released; ++item) {
        const auto error = itemError(items, item);
        if (!error.isEmpty() && onError != u"skip" && onError != u"collect") {
            fail(each, Tr::tr("Item %1 of %2: %3").arg(item + 1).arg(count).arg(error), m_latest);
            return true;
        }
        const auto copies = copiesOf(items, item);
        if (!error.isEmpty())
            endSteps(copies);
        underWay += std::ranges::any_of(copies, [&](int copy) { return !isFinished(stepRun(copy).state); });
    }
    if (items.released < count && underWay < atOnce) {
        items.released = std::min(count, items.released + atOnce - underWay);
        return true;
    }
    if (underWay > 0)
        return false;
    std::vector<Value> results;
    int failed = 0;
    for (int item = 0; item < count; ++item) {
        auto error = itemError(items, item);
        if (error.isEmpty()) {
            const auto result = itemResult(each, item);
            if (result) {
                results.push_back(*result);
                continue;
            }
            error = result.error().message;
            if (onError != u"skip" && onError != u"collect") {
                fail(each, Tr::tr("Item %1 of %2: %3").arg(item + 1).arg(count).arg(error), m_latest);
                return true;
            }
        }
        ++failed;
        if (onError == u"collect")
            results.push_back(Value::map({{"error", Value::fromText(error)}}));
    }
    deliver(each,
        Value::map({{"results", Value::list(std::move(results))}, {"failed", Value::integer(failed)}}),
        u"out"_s, m_latest);
    return true;
}

} // namespace signalbox
