// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rulesamples.h"

#include "core/base/json.h"
#include "core/engine/eventview.h"
#include "core/trigger/trigger.h"
#include "ui/editor/rulegraph.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// A menu is for choosing, not for reading a document.
constexpr int mostLevels = 4;
constexpr int mostMembers = 40;
constexpr int previewLength = 40;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(References)
};

using Members = std::vector<std::pair<std::string, Value>>;

Reference referenceTo(const QString &title, const QString &path, const Value &value, int level = 0)
{
    Reference reference{title, path, {}, {}};
    const bool isInside = level < mostLevels;
    if (value.isMap()) {
        for (const auto &entry : value.entries()) {
            if (!isInside || reference.members.size() >= mostMembers)
                break;
            const auto key = entry.key.toQString();
            reference.members += referenceTo(key, memberPath(path, key), entry.value, level + 1);
        }
    } else if (value.isList()) {
        if (isInside && !value.items().empty())
            reference.members += referenceTo(
                Tr::tr("first of the list"), path + u"[0]"_s, value.items().front(), level + 1);
    } else if (!value.isNull()) {
        reference.preview = value.toText().left(previewLength);
    }
    return reference;
}

/// Names of the fields that a form or a button asks for are members of its event's data.
QJsonValue askedFor(const Step &step, const StepType &type)
{
    QJsonObject data;
    for (const auto &field : type.fields) {
        if (field.kind != FieldKind::FormFields && field.kind != FieldKind::Questions)
            continue;
        for (const auto &entry : step.config.value(field.key).toArray())
            data.insert(entry.toObject().value(u"name"_s).toString(), u"…"_s);
    }
    data.remove(QString());
    return data.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(data);
}

/// The trigger whose event is looked at: the step itself, or the rule's first.
const Step *triggerOf(const Rule &rule, const StepId &id, const StepCatalog &catalog)
{
    const Step *first = nullptr;
    for (const auto &step : rule.steps) {
        const auto *type = catalog.find(step.type);
        if (!type || !type->isTrigger())
            continue;
        if (step.id == id)
            return &step;
        first = first ? first : &step;
    }
    return first;
}

Event exampleEvent(const Rule &rule, const Step &trigger, const StepType &type)
{
    Event event;
    event.id = EventId(u"example"_s);
    const auto *kind = findTriggerType(type.id);
    const auto pattern = kind && kind->listensTo ? kind->listensTo(rule, trigger) : EventPattern();
    event.type = pattern.type.contains(u'*') ? QString() : pattern.type;
    event.source = pattern.source;
    event.subject = pattern.subject;
    event.time = fromRfc3339(u"2026-11-23T15:04:05Z"_s).value_or(Instant());
    const auto asked = askedFor(trigger, type);
    event.data = toCompactJson(asked.isUndefined() ? type.example(trigger.config) : asked);
    if (!pattern.hook.isEmpty())
        event.request = {{u"method"_s, u"POST"_s}, {u"path"_s, u"/hook/"_s + pattern.hook},
            {u"query"_s, QJsonObject()}, {u"headers"_s, QJsonObject()}};
    return event;
}

/// The innermost `each` for whose items the step is done; null: none.
const Step *eachAround(const Rule &rule, const StepId &step)
{
    const Step *found = nullptr;
    for (const auto &id : inFlowOrder(rule)) {
        const auto *each = rule.step(id);
        if (each->type != u"each" || leadsTo(rule, step, id))
            continue;
        const auto links = rule.linksFrom(id);
        if (std::ranges::any_of(links,
                [&](const Link &link) { return link.port == u"item" && leadsTo(rule, link.to, step); }))
            found = each;
    }
    return found;
}

/// Null: there is no such list, or nothing in it.
Value firstItem(const Rule &rule, const Step &each, const StepCatalog &catalog, const RuleSamples &samples)
{
    const auto list = evaluateOn(each.config.value(u"items"_s).toString(), CodeKind::Expression,
        sampleFor(rule, each.id, catalog, samples));
    return list && list->isList() && !list->items().empty() ? list->items().front() : Value();
}

Value awaitedEvent(const Step &step, const RuleSamples &samples)
{
    Event example;
    example.type = step.config.value(u"type"_s).toString();
    return EventView(samples.awaited.value(step.id, example)).value();
}

Value stepValue(const Value &output)
{
    return Value::map(Members{{"state", Value::fromText(u"succeeded"_s)}, {"output", output}});
}

} // namespace

ExpressionSample sampleFor(
    const Rule &rule, const StepId &step, const StepCatalog &catalog, const RuleSamples &samples)
{
    const auto *trigger = triggerOf(rule, step, catalog);
    if (!samples.event && !trigger)
        return {};
    const auto *triggerType = trigger ? catalog.find(trigger->type) : nullptr;
    const bool hasOwn
        = triggerType && triggerType->field(u"sample"_s) && trigger->config.contains(u"sample"_s);
    const auto *event = samples.event && (samples.isChosen || !hasOwn) ? &*samples.event : nullptr;
    auto sample = ExpressionSample::ofEvent(event ? *event : exampleEvent(rule, *trigger, *triggerType));
    sample.title = event ? Tr::tr("event #%1").arg(event->sequence)
        : hasOwn         ? Tr::tr("sample of \"%1\"").arg(titleOf(*trigger, catalog))
                         : Tr::tr("example of \"%1\"").arg(triggerType->title);
    if (trigger && trigger->id == step)
        return sample;
    const auto text = [](const QString &content) { return Value::fromText(content); };
    Members steps;
    for (const auto &id : inFlowOrder(rule)) {
        const auto &other = *rule.step(id);
        const auto *type = catalog.find(other.type);
        if (id == step || !leadsTo(rule, id, step))
            continue;
        const auto *data = sample.find("event")->find("data");
        Value output;
        if (type && type->isTrigger())
            output = data ? *data : Value();
        else if (samples.outputs.contains(id))
            output = samples.outputs.value(id);
        else if (type)
            output = Value::fromQJson(type->exampleOutput);
        steps.emplace_back(id.value.toStdString(), stepValue(output));
        sample.labels.insert(u"steps."_s + id.value, titleOf(other, catalog));
    }
    sample.set("steps", Value::map(std::move(steps)));
    const auto *own = rule.step(step);
    if (own && own->type == u"wait-for-event")
        sample.set("awaited", awaitedEvent(*own, samples));
    if (const auto *each = eachAround(rule, step)) {
        sample.set("item", firstItem(rule, *each, catalog, samples));
        sample.set("index", Value::integer(0));
    }
    if (trigger)
        sample.set("trigger",
            Value::map(Members{{"id", text(trigger->id.value)}, {"name", text(trigger->name)},
                {"type", text(trigger->type)}}));
    sample.set("rule",
        Value::map(
            Members{{"id", text(rule.id.value)}, {"name", text(rule.name)}, {"version", Value::integer(1)}}));
    sample.set(
        "run", Value::map(Members{{"id", text(u"…"_s)}, {"created", text(u"2026-11-23T15:04:05.000Z"_s)}}));
    return sample;
}

QList<Reference> referencesFor(const ExpressionSample &sample)
{
    QList<Reference> references;
    if (const auto *event = sample.find("event")) {
        const auto *data = event->find("data");
        references = {referenceTo(Tr::tr("Data of the event"), u"event.data"_s, data ? *data : Value()),
            {Tr::tr("The event itself"), u"event"_s, {},
                {{Tr::tr("type"), u"event.type"_s, {}, {}}, {Tr::tr("source"), u"event.source"_s, {}, {}},
                    {Tr::tr("subject"), u"event.subject"_s, {}, {}},
                    {Tr::tr("time"), u"event.time"_s, {}, {}}, {Tr::tr("id"), u"event.id"_s, {}, {}}}}};
    }
    if (const auto *request = sample.find("request"); request && request->isMap())
        references += referenceTo(Tr::tr("The request"), u"request"_s, *request);
    if (const auto *awaited = sample.find("awaited"))
        references += referenceTo(Tr::tr("The event that is awaited"), u"awaited"_s, *awaited);
    if (const auto *item = sample.find("item"))
        references += referenceTo(Tr::tr("The item of the list"), u"item"_s, *item);
    const auto *steps = sample.find("steps");
    for (const auto &entry : steps ? steps->entries() : std::span<const MapEntry>()) {
        const auto path = u"steps."_s + entry.key.toQString();
        const auto *output = entry.value.find("output");
        references
            += referenceTo(sample.labels.value(path, path), path + u".output"_s, output ? *output : Value());
    }
    return references;
}

} // namespace signalbox
