// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/runjson.h"

#include "core/base/json.h"
#include "core/rule/stepcopy.h"

namespace signalbox {

namespace {

/// One JSON object, member by member; values that are JSON already go in as they are.
class Writer
{
public:
    void raw(const char *key, const QByteArray &json)
    {
        m_out += m_out.size() > 1 ? ",\"" : "\"";
        m_out += key;
        m_out += "\":" + (json.isEmpty() ? QByteArray("null") : json);
    }
    void text(const char *key, const QString &value)
    {
        QByteArray json;
        appendJsonString(json, value);
        raw(key, json);
    }
    void textOrNull(const char *key, const QString &value)
    {
        if (value.isEmpty())
            raw(key, {});
        else
            text(key, value);
    }
    void number(const char *key, qint64 value) { raw(key, QByteArray::number(value)); }
    void time(const char *key, const std::optional<Instant> &value)
    {
        textOrNull(key, value ? toRfc3339(*value) : QString());
    }
    QByteArray done() const { return m_out + '}'; }

private:
    QByteArray m_out = "{";
};

/// JSON as it came may be laid out in lines; inside its strings there are none.
QByteArray inOneLine(QByteArray json)
{
    return json.replace('\n', ' ').replace('\r', ' ');
}

QByteArray stepJson(const StepRun &step, const Rule &rule, const Run &run, const Event &event)
{
    const auto *known = rule.step(drawnStep(step.step));
    Writer out;
    out.text("id", step.step.value);
    out.text("type", known ? known->type : QString());
    out.text("state", stateName(step.state));
    out.number("attempts", step.attempts);
    out.raw("input", step.input);
    // What a trigger delivers is the event's data; it is stored once, with the event.
    if (step.step != run.trigger)
        out.raw("output", step.delivered());
    else if (event.hasJsonData())
        out.raw("output", inOneLine(*event.data));
    else
        out.textOrNull("output", QString::fromUtf8(event.data.value_or(QByteArray())));
    out.textOrNull("error", step.error);
    out.time("started", step.started);
    out.time("finished", step.finished);
    if (step.due)
        out.time("due", step.due);
    return out.done();
}

} // namespace

QByteArray runJson(const Run &run, const Event &event, const Rule *rule)
{
    Writer of;
    of.text("id", event.id.value);
    of.text("source", event.source);
    of.text("type", event.type);
    of.number("sequence", run.event);

    Writer out;
    out.text("id", run.id.value);
    out.text("rule", run.rule.value);
    out.number("ruleVersion", run.ruleVersion);
    out.raw("event", of.done());
    out.text("state", stateName(run.state));
    out.time("started", run.started);
    out.time("finished", run.finished);
    out.textOrNull("error", run.error);
    if (rule) {
        QByteArray steps = "[";
        for (const auto &step : run.steps)
            steps += (steps.size() > 1 ? "," : "") + stepJson(step, *rule, run, event);
        out.raw("steps", steps + ']');
    }
    return out.done();
}

} // namespace signalbox
