// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rulefragment.h"

#include "core/base/json.h"
#include "core/rule/rulefile.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

const QString stepsFormat = u"signalbox/steps"_s;

QString renamedIn(const QString &text, const QHash<StepId, StepId> &renamed)
{
    static const QRegularExpression reference(u"\\bsteps\\.([a-z][a-z0-9_]*)"_s);
    QString out;
    qsizetype end = 0;
    for (auto matches = reference.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const StepId old(match.captured(1));
        out += text.mid(end, match.capturedStart(1) - end) + renamed.value(old, old).value;
        end = match.capturedEnd(1);
    }
    return out + text.mid(end);
}

/// `isExpression`: the text itself is one; else only what stands in braces is.
QJsonValue renamedIn(const QJsonValue &value, const QHash<StepId, StepId> &renamed, bool isExpression)
{
    if (value.isString()) {
        const auto text = value.toString();
        return isExpression || text.contains(u"{{"_s) ? renamedIn(text, renamed) : text;
    }
    if (value.isArray()) {
        QJsonArray array;
        for (const auto &item : value.toArray())
            array += renamedIn(item, renamed, false);
        return array;
    }
    if (value.isObject()) {
        auto object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            *it = renamedIn(it.value(), renamed, false);
        return object;
    }
    return value;
}

} // namespace

RuleFragment fragmentOf(const Rule &rule, const QList<StepId> &steps)
{
    RuleFragment fragment;
    for (const auto &step : rule.steps) {
        if (!steps.contains(step.id))
            continue;
        fragment.steps += step;
        if (rule.layout.contains(step.id))
            fragment.layout.insert(step.id, rule.layout.value(step.id));
    }
    for (const auto &link : rule.links) {
        if (steps.contains(link.from) && steps.contains(link.to))
            fragment.links += link;
    }
    return fragment;
}

QString toText(const RuleFragment &fragment)
{
    Rule rule;
    rule.steps = fragment.steps;
    rule.links = fragment.links;
    rule.layout = fragment.layout;
    auto object = toJson(rule);
    object.insert(u"format"_s, stepsFormat);
    for (const auto &key : {u"id"_s, u"name"_s, u"description"_s, u"folder"_s, u"enabled"_s})
        object.remove(key);
    return QString::fromUtf8(QJsonDocument(object).toJson());
}

Result<RuleFragment> fragmentFromText(const QString &text)
{
    auto object = parseJsonObject(text.toUtf8());
    if (!object)
        return Failure(object.error());
    if (object->value(u"format"_s).toString() == stepsFormat) {
        object->insert(u"format"_s, u"signalbox/rule"_s);
        object->insert(u"id"_s, u"fragment"_s);
    }
    const auto rule = readRule(*object);
    if (!rule)
        return Failure(rule.error());
    QList<StepId> all;
    for (const auto &step : rule->steps)
        all += step.id;
    return fragmentOf(*rule, all);
}

RuleFragment withFreeIds(const RuleFragment &fragment, const Rule &rule, const StepCatalog &catalog)
{
    Rule grown = rule; // so that the new ids are free among each other, too
    QHash<StepId, StepId> renamed;
    for (const auto &step : fragment.steps) {
        // An id that is a number further than the one copied stays readable: http, http2, http3.
        auto wish = step.id.value;
        if (grown.step(step.id)) {
            while (!wish.isEmpty() && wish.back().isDigit())
                wish.chop(1);
        }
        auto copy = step;
        copy.id = grown.freeStepId(wish);
        renamed.insert(step.id, copy.id);
        grown.steps += copy;
    }
    RuleFragment result;
    for (auto step : fragment.steps) {
        const auto *type = catalog.find(step.type);
        for (auto it = step.config.begin(); it != step.config.end(); ++it) {
            const auto *field = type ? type->field(it.key()) : nullptr;
            *it = renamedIn(it.value(), renamed, field && field->kind == FieldKind::Expression);
        }
        if (fragment.layout.contains(step.id))
            result.layout.insert(renamed.value(step.id), fragment.layout.value(step.id));
        step.id = renamed.value(step.id);
        result.steps += step;
    }
    for (const auto &link : fragment.links)
        result.links += Link{renamed.value(link.from), renamed.value(link.to), link.port};
    return result;
}

} // namespace signalbox
