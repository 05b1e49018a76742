// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/handstarts.h"

#include "core/base/futures.h"
#include "core/base/json.h"
#include "core/event/eventtypes.h"

#include <QJsonArray>
#include <QPointer>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

template <typename T> QFuture<Result<T>> refused(Error error)
{
    return QtFuture::makeReadyFuture<Result<T>>(Failure(std::move(error)));
}

QString problemsJson(const QList<FieldProblem> &problems)
{
    QJsonArray array;
    for (const auto &problem : problems)
        array += QJsonObject{{u"field"_s, problem.field}, {u"message"_s, problem.message}};
    return QString::fromUtf8(toCompactJson(array));
}

std::optional<BoardItem> boardItem(const CompiledRule &rule, const CompiledStep &step)
{
    if (!step.trigger || !step.trigger->boardItemOf)
        return {};
    return step.trigger->boardItemOf(rule.rule, step.step);
}

} // namespace

QList<BoardItem> HandStarts::board() const
{
    QList<BoardItem> items;
    for (const auto &rule : m_rules.enabled()) {
        for (const auto &step : rule->steps) {
            if (const auto item = boardItem(*rule, step))
                items += *item;
        }
    }
    std::ranges::sort(items, {}, [](const BoardItem &item) { return std::pair(item.page, item.title); });
    return items;
}

Result<BoardItem> HandStarts::find(BoardItem::Kind kind, const RuleId &rule, const StepId &step) const
{
    const auto notFound = [&](const QString &message) {
        return failure(Error::Code::NotFound, message, rule.value + u'/' + step.value);
    };
    for (const auto &compiled : m_rules.enabled()) {
        if (compiled->rule.id != rule)
            continue;
        const int index = compiled->indexOf(step);
        const auto item = index < 0 ? std::nullopt : boardItem(*compiled, compiled->steps[size_t(index)]);
        if (item && item->kind == kind)
            return *item;
        return notFound((kind == BoardItem::Kind::Button ? tr("The rule \"%1\" has no button \"%2\".")
                                                         : tr("The rule \"%1\" has no form \"%2\"."))
                            .arg(compiled->rule.name, step.value));
    }
    for (const auto &stored : m_rules.rules()) {
        if (stored.draft.id == rule)
            return notFound(tr("The rule \"%1\" is switched off.").arg(stored.draft.name));
    }
    return notFound(tr("There is no rule \"%1\".").arg(rule.value));
}

QFuture<Result<Appended>> HandStarts::press(BoardItem::Kind kind, const RuleId &rule, const StepId &step,
    const QJsonObject &values, const EventId &id)
{
    const auto item = find(kind, rule, step);
    if (!item)
        return refused<Appended>(item.error());
    // Without questions of its own a button passes on whatever it is given.
    const bool isFree = kind == BoardItem::Kind::Button && item->fields.isEmpty();
    const auto checked = isFree ? CheckedValues{values, {}} : checkValues(item->fields, values);
    if (!checked.problems.isEmpty())
        return refused<Appended>(
            {Error::Code::InvalidInput, describe(checked.problems), problemsJson(checked.problems)});
    Event event;
    event.id = id;
    event.type = kind == BoardItem::Kind::Button ? eventtype::buttonPressed : eventtype::formSubmitted;
    event.source = u"/board"_s;
    event.subject = rule.value + u'/' + step.value;
    event.dataContentType = u"application/json"_s;
    event.data = toCompactJson(checked.values);
    return append(event);
}

QFuture<Result<Appended>> HandStarts::append(const Event &event)
{
    return mapped(m_store.append({event}), [](const Result<QList<Appended>> &appended) {
        return appended.map([](const QList<Appended> &all) { return all.first(); });
    });
}

Result<std::shared_ptr<const CompiledRule>> HandStarts::published(const RuleId &rule)
{
    const auto stored = m_reader.rule(rule);
    if (!stored)
        return Failure(stored.error());
    if (stored->version == 0)
        return failure(Error::Code::InvalidInput,
            tr("The rule \"%1\" has not been published yet.").arg(stored->draft.name), rule.value);
    return m_rules.version(rule, stored->version);
}

QFuture<Result<RunId>> HandStarts::run(const RuleId &rule, const StepId &trigger, const QByteArray &dataJson)
{
    if (const auto good = Value::fromJson(dataJson); !dataJson.isEmpty() && !good)
        return refused<RunId>(good.error());
    const auto compiled = published(rule);
    if (!compiled)
        return refused<RunId>(compiled.error());
    const int index = trigger.isEmpty() ? (*compiled)->firstTrigger() : (*compiled)->indexOf(trigger);
    if (index < 0 || !(*compiled)->steps[size_t(index)].trigger)
        return refused<RunId>({Error::Code::NotFound,
            trigger.isEmpty() ? tr("The rule \"%1\" has no trigger.").arg(rule.value)
                              : tr("The rule \"%1\" has no trigger \"%2\".").arg(rule.value, trigger.value),
            rule.value});
    const auto fired = (*compiled)->steps[size_t(index)].step.id;

    Event event;
    event.id = EventId(m_ids.next());
    event.type = eventtype::ruleRun;
    event.source = u"/rules/"_s + rule.value;
    event.subject = rule.value + u'/' + fired.value;
    event.time = m_store.clock().now();
    if (!dataJson.isEmpty()) {
        event.dataContentType = u"application/json"_s;
        event.data = dataJson;
    }
    Run run{.id = RunId(m_ids.next()), .rule = rule, .ruleVersion = (*compiled)->version};
    run.trigger = fired;
    run.created = event.time;
    return mapped(m_store.startRun(event, run),
        [runner = QPointer(&m_runner), event, run, compiled = *compiled](
            const Result<Appended> &appended) mutable -> Result<RunId> {
            if (!appended)
                return Failure(appended.error());
            event.sequence = run.event = appended->sequence;
            if (runner) // else the engine has stopped meanwhile, and takes the row up when it starts again
                runner->take(run, compiled, std::make_shared<const EventView>(event));
            return run.id;
        });
}

QFuture<Result<void>> HandStarts::decide(const RunId &run, const StepId &step, Runner::Decision decision)
{
    auto stored = m_reader.run(run);
    if (!stored)
        return refused<void>(stored.error());
    const auto rule = m_rules.version(stored->rule, stored->ruleVersion);
    if (!rule)
        return refused<void>(rule.error());
    auto event = m_reader.event(stored->event);
    if (!event)
        return refused<void>(event.error());
    return m_runner.decide(
        std::move(*stored), *rule, std::make_shared<const EventView>(std::move(*event)), step, decision);
}

} // namespace signalbox
