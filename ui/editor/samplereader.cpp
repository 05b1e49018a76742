// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/samplereader.h"

#include "core/base/futures.h"
#include "core/event/eventtypes.h"
#include "core/rule/stepcopy.h"
#include "ui/editor/ruledocument.h"

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Larger data is no help while somebody types, and would take the window's time.
constexpr qsizetype largestSample = qsizetype(256) * 1024;
constexpr int runsLookedAt = 5;
constexpr int eventsOffered = 20;
constexpr int eventsLookedAt = 200; // in which those of one source or subject are looked for

std::optional<Value> sampleOf(const QByteArray &json)
{
    if (json.isEmpty() || json.size() > largestSample)
        return {};
    const auto value = Value::fromJson(json);
    return value ? std::optional(*value) : std::nullopt;
}

bool fits(const EventPattern &pattern, const Event &head)
{
    return (pattern.source.isEmpty() || pattern.source == head.source)
        && (pattern.subject.isEmpty() || pattern.subject == head.subject)
        && (pattern.hook.isEmpty() || head.source == u"/hook/"_s + pattern.hook);
}

bool isByHand(Reader &reader, Sequence sequence)
{
    const auto event = sequence > 0 ? reader.event(sequence) : Result<Event>(Event());
    return event && event->type == eventtype::ruleRun;
}

Result<QList<Event>> fitting(Reader &reader, const QList<EventPattern> &patterns)
{
    QList<Event> found;
    for (const auto &pattern : patterns) {
        if (pattern.type.isEmpty())
            continue; // not filled in yet
        EventFilter filter;
        filter.type = pattern.type == u"*" ? QString() : pattern.type;
        const auto heads = reader.eventHeads(filter, 0, Page::Older, eventsLookedAt);
        if (!heads)
            return Failure(heads.error());
        int taken = 0;
        for (const auto &head : *heads) {
            if (taken < eventsOffered && fits(pattern, head) && !found.contains(head)) {
                found += head;
                ++taken;
            }
        }
    }
    std::ranges::sort(found, std::ranges::greater(), &Event::sequence);
    return found.mid(0, eventsOffered);
}

void leaveOutLargeData(Event &event)
{
    if (event.data && event.data->size() > largestSample)
        event.data.reset();
}

/// None: there is no event of that type.
Result<std::optional<Event>> newest(Reader &reader, const QString &type)
{
    EventFilter filter;
    filter.type = type;
    auto events = reader.events(filter, 0, Page::Older, 1);
    if (!events)
        return Failure(events.error());
    if (events->isEmpty())
        return std::nullopt;
    leaveOutLargeData(events->first());
    return events->first();
}

/// The newest run counts, one of the chosen event before it; steps that it did not come to are filled in from
/// those before it.
Result<Sequence> readOutputs(Reader &reader, const RuleId &rule, Sequence chosen, RuleSamples &samples)
{
    Sequence newest = 0;
    QList<RunFilter> filters{{.state = {}, .rule = rule, .event = 0}};
    if (chosen > 0)
        filters.prepend({.state = {}, .rule = rule, .event = chosen});
    for (const auto &filter : filters) {
        const auto runs = reader.runs(filter, {}, Page::Older, runsLookedAt);
        if (!runs)
            return Failure(runs.error());
        for (const auto &head : *runs) {
            const auto run = reader.run(head.id);
            if (!run)
                continue;
            newest = newest > 0 ? newest : run->event;
            for (const auto &step : run->steps) {
                const auto drawn = drawnStep(step.step);
                if (samples.outputs.contains(drawn))
                    continue;
                if (const auto output = sampleOf(step.delivered()))
                    samples.outputs.insert(drawn, *output);
            }
        }
    }
    return newest;
}

} // namespace

SampleReader::SampleReader(const Context &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &SampleReader::ask);
    connect(&context.store, &Store::runsChanged, this, &SampleReader::refresh);
}

void SampleReader::refresh()
{
    if (!m_timer.isActive())
        m_timer.start();
}

void SampleReader::setDocument(RuleDocument *document)
{
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    m_chosen = 0;
    m_found = 0;
    emit read({});
    if (!document)
        return;
    connect(document, &RuleDocument::changed, this, [this] {
        if (question() != m_asked)
            refresh();
    });
    ask();
}

void SampleReader::choose(Sequence event)
{
    m_chosen = event;
    m_found = 0;
    ask();
}

SampleReader::Question SampleReader::question() const
{
    if (!m_document)
        return {};
    const auto &rule = m_document->rule();
    Question question{rule.id, {}, {}, m_chosen, m_found};
    for (const auto &step : rule.steps) {
        if (const auto awaited = step.config.value(u"type"_s).toString();
            step.type == u"wait-for-event" && !awaited.isEmpty())
            question.awaited.insert(step.id, awaited);
        const auto *type = findTriggerType(step.type);
        if (type && type->listensTo)
            question.patterns += type->listensTo(rule, step);
    }
    return question;
}

Result<RuleSamples> SampleReader::answer(Reader &reader, const Question &question)
{
    RuleSamples samples;
    const auto ofRun = readOutputs(reader, question.rule, question.chosen, samples);
    if (!ofRun)
        return Failure(ofRun.error());
    auto could = fitting(reader, question.patterns);
    auto all = reader.eventHeads({}, 0, Page::Older, eventsOffered);
    if (!could || !all)
        return Failure(could ? all.error() : could.error());
    samples.fitting = *std::move(could);
    samples.others = *std::move(all);
    for (auto it = question.awaited.begin(); it != question.awaited.end(); ++it) {
        const auto event = newest(reader, *it);
        if (!event)
            return Failure(event.error());
        if (*event)
            samples.awaited.insert(it.key(), **event);
    }
    auto wanted = question.chosen;
    if (wanted == 0 && (question.found == 0 || isByHand(reader, *ofRun)))
        wanted = *ofRun;
    if (wanted == 0)
        wanted = question.found;
    if (wanted == 0 && !samples.fitting.isEmpty())
        wanted = samples.fitting.first().sequence;
    if (wanted == 0)
        return samples;
    auto event = reader.event(wanted);
    if (!event)
        return question.chosen > 0 ? Result<RuleSamples>(Failure(event.error())) : samples;
    leaveOutLargeData(*event);
    samples.event = *std::move(event);
    samples.isChosen = question.chosen > 0;
    return samples;
}

void SampleReader::ask()
{
    if (m_isAsked || !m_document)
        return;
    m_isAsked = true;
    m_asked = question();
    const auto future
        = m_context.readers.ask([asked = m_asked](Reader &reader) { return answer(reader, asked); });
    whenReady(future, this, [this, asked = m_asked](const Result<RuleSamples> &samples) {
        m_isAsked = false;
        if (asked != question()) {
            ask();
        } else if (samples) {
            m_found = samples->event ? samples->event->sequence : 0;
            m_asked.found = m_found; // no other question
            emit read(*samples);
        } else if (asked.chosen > 0) {
            m_chosen = 0;
            emit failed(samples.error().message);
            ask();
        }
    });
}

} // namespace signalbox
