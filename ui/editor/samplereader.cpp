// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/samplereader.h"

#include "core/base/futures.h"
#include "core/base/json.h"

namespace signalbox {

using namespace std::chrono_literals;

namespace {

// Larger data is no help in a menu, and would take the reader's time.
constexpr qsizetype largestSample = qsizetype(256) * 1024;
constexpr int runsLookedAt = 5;

QJsonValue sampleOf(const QByteArray &json)
{
    if (json.isEmpty() || json.size() > largestSample)
        return QJsonValue::Undefined;
    return parseJson(json).value_or(QJsonValue(QJsonValue::Undefined));
}

Result<RuleSamples> samplesOf(Reader &reader, const RuleId &rule)
{
    RuleSamples samples;
    const auto runs = reader.runs({.state = {}, .rule = rule, .event = 0}, {}, Page::Older, runsLookedAt);
    if (!runs)
        return Failure(runs.error());
    // The newest run counts; steps that it did not come to are filled in from those before it.
    for (const auto &head : *runs) {
        const auto run = reader.run(head.id);
        if (!run)
            continue;
        if (samples.eventData.isUndefined()) {
            const auto event = reader.event(run->event);
            if (event && event->hasJsonData() && event->data)
                samples.eventData = sampleOf(*event->data);
        }
        for (const auto &step : run->steps) {
            if (const auto output = sampleOf(step.output);
                !output.isUndefined() && !samples.outputs.contains(step.step))
                samples.outputs.insert(step.step, output);
        }
    }
    return samples;
}

} // namespace

SampleReader::SampleReader(const Context &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &SampleReader::ask);
    connect(&context.store, &Store::runsChanged, this, [this] {
        if (!m_timer.isActive())
            m_timer.start();
    });
}

void SampleReader::setRule(const RuleId &rule)
{
    m_rule = rule;
    emit read({});
    ask();
}

void SampleReader::ask()
{
    if (m_isAsked || m_rule.isEmpty())
        return;
    m_isAsked = true;
    const auto answer
        = m_context.readers.ask([rule = m_rule](Reader &reader) { return samplesOf(reader, rule); });
    whenReady(answer, this, [this, rule = m_rule](const Result<RuleSamples> &samples) {
        m_isAsked = false;
        if (rule != m_rule)
            ask();
        else if (samples)
            emit read(*samples);
    });
}

} // namespace signalbox
