// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rulesamples.h"

#include "ui/editor/rulegraph.h"
#include "ui/editor/valuetext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

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

/// A member as CEL writes it: by name where that is one, else in brackets.
QString memberOf(const QString &path, const QString &key)
{
    static const QRegularExpression name(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    if (name.match(key).hasMatch())
        return path + u'.' + key;
    auto quoted = key;
    quoted.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return path + u"[\""_s + quoted + u"\"]"_s;
}

Reference referenceTo(const QString &title, const QString &path, const QJsonValue &value, int level = 0)
{
    Reference reference{title, path, {}, {}};
    const bool isInside = level < mostLevels;
    if (value.isObject()) {
        const auto object = value.toObject();
        for (auto it = object.begin(); isInside && it != object.end(); ++it) {
            if (reference.members.size() >= mostMembers)
                break;
            reference.members += referenceTo(it.key(), memberOf(path, it.key()), it.value(), level + 1);
        }
    } else if (value.isArray()) {
        const auto array = value.toArray();
        if (isInside && !array.isEmpty())
            reference.members
                += referenceTo(Tr::tr("first of the list"), path + u"[0]"_s, array.first(), level + 1);
    } else if (!value.isUndefined()) {
        reference.preview = textOfValue(value).left(previewLength);
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

QJsonValue eventDataOf(const Rule &rule, const StepCatalog &catalog, const RuleSamples &samples)
{
    if (!samples.eventData.isUndefined())
        return samples.eventData;
    for (const auto &step : rule.steps) {
        const auto *type = catalog.find(step.type);
        if (!type || !type->isTrigger())
            continue;
        const auto asked = askedFor(step, *type);
        return asked.isUndefined() ? type->exampleOutput : asked;
    }
    return QJsonValue::Undefined;
}

} // namespace

QList<Reference> referencesFor(
    const Rule &rule, const StepId &step, const StepCatalog &catalog, const RuleSamples &samples)
{
    QList<Reference> references{
        referenceTo(Tr::tr("Data of the event"), u"event.data"_s, eventDataOf(rule, catalog, samples)),
        {Tr::tr("The event itself"), u"event"_s, {},
            {{Tr::tr("type"), u"event.type"_s, {}, {}}, {Tr::tr("source"), u"event.source"_s, {}, {}},
                {Tr::tr("subject"), u"event.subject"_s, {}, {}}, {Tr::tr("time"), u"event.time"_s, {}, {}},
                {Tr::tr("id"), u"event.id"_s, {}, {}}}}};
    for (const auto &id : inFlowOrder(rule)) {
        const auto &other = *rule.step(id);
        const auto *type = catalog.find(other.type);
        if (id == step || (type && type->isTrigger()) || !leadsTo(rule, id, step))
            continue;
        const auto sample = samples.outputs.contains(id) ? samples.outputs.value(id)
            : type                                       ? type->exampleOutput
                                                         : QJsonValue(QJsonValue::Undefined);
        references += referenceTo(titleOf(other, catalog), u"steps.%1.output"_s.arg(id.value), sample);
    }
    return references;
}

} // namespace signalbox
