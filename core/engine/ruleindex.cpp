// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ruleindex.h"

#include "core/event/eventtypes.h"
#include "core/event/typepattern.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// The prefix keeps a hook named like a type apart from that type.
QString hookKey(const QString &hook)
{
    return u"hook\n"_s + hook;
}
QString subjectKey(const QString &subject)
{
    return u"subject\n"_s + subject;
}
QString sourceKey(const QString &source)
{
    return u"source\n"_s + source;
}
QString typeKey(const QString &type)
{
    return u"type\n"_s + type;
}

/// Whether the event tells of this very rule.
bool isAbout(const Event &event, const RuleId &rule)
{
    return (event.type == eventtype::runFailed || event.type == eventtype::ruleRun)
        && event.source == u"/rules/"_s + rule.value;
}

bool fits(const EventPattern &pattern, const EventView &view)
{
    const auto &event = view.event();
    return (!pattern.hook.isEmpty() || !isPretended(event))
        && (pattern.hook.isEmpty() || pattern.hook == view.hook())
        && (pattern.subject.isEmpty() || pattern.subject == event.subject)
        && (pattern.source.isEmpty() || pattern.source == event.source)
        && fitsPattern(pattern.type, event.type);
}

/// Equal values have equal keys; values with equal keys are mostly equal. Empty: a value that a filter is not
/// looked up by.
QByteArray keyOf(const Value &value)
{
    if (value.isString()) {
        const auto text = value.toStringView();
        return 's' + QByteArray(text.data(), qsizetype(text.size()));
    }
    if (value.kind() == Value::Kind::Bool)
        return value.toBool() ? "true" : "false";
    if (value.isNumber()) {
        // 1, 1u and 1.0 are equal, 0.0 and -0.0 too.
        const double number = value.toDouble() + 0.0;
        return 'n' + QByteArray(reinterpret_cast<const char *>(&number), sizeof number);
    }
    return {};
}

bool isReadable(const QStringList &path)
{
    return path.size() > 1 && (path.first() == u"event" || path.first() == u"request");
}

QByteArray weightKey(const RequiredValue &required)
{
    return required.path.join(u'\n').toUtf8() + '\0' + keyOf(required.value);
}

/// Null: there is no such place.
const Value *valueAt(const QStringList &path, const EventView &event)
{
    // Most ask for data, which is there without the map around it.
    const bool isData = path.size() > 2 && path[0] == u"event" && path[1] == u"data";
    const auto *value = isData ? &event.data() : path[0] == u"event" ? &event.value() : &event.request();
    for (qsizetype i = isData ? 2 : 1; value && i < path.size(); ++i)
        value = value->find(path[i].toStdString());
    return value;
}

QList<RequiredValue> requirementsOf(const CompiledStep &step)
{
    auto all = step.condition ? step.condition->requirements() : QList<RequiredValue>();
    all.removeIf([](const RequiredValue &required) {
        return !isReadable(required.path) || keyOf(required.value).isEmpty();
    });
    return all;
}

std::optional<RuleMatch> matchPattern(const std::shared_ptr<const CompiledRule> &rule, int trigger,
    const EventPattern &pattern, const EventView &view)
{
    const auto &event = view.event();
    const auto &step = rule->steps[size_t(trigger)];
    if (!fits(pattern, view) || isAbout(event, rule->rule.id))
        return {};
    if (step.filter && !step.filter(view.data()))
        return {};
    RuleMatch match{rule, trigger, {}};
    if (!step.condition)
        return match;
    Scope scope;
    view.nameIn(scope);
    const auto value = step.condition->evaluate(scope);
    if (!value)
        match.error = value.error().message;
    else if (value->kind() != Value::Kind::Bool)
        match.error = QCoreApplication::translate("RuleBook", "\"Only if\" gave %1, not true or false.")
                          .arg(value->toText().left(80));
    else if (!value->toBool())
        return {};
    return match;
}

} // namespace

std::optional<RuleMatch> matchTrigger(
    const std::shared_ptr<const CompiledRule> &rule, int trigger, const EventView &event)
{
    const auto &step = rule->steps[size_t(trigger)];
    return matchPattern(rule, trigger, step.trigger->listensTo(rule->rule, step.step), event);
}

RuleIndex::RuleIndex(const std::vector<std::shared_ptr<const CompiledRule>> &rules)
{
    // Of several values that a condition asks for the one that the fewest conditions ask for tells most.
    Weights weights;
    for (const auto &rule : rules) {
        for (size_t i = 0; i < rule->steps.size(); ++i) {
            const auto &step = rule->steps[i];
            if (!step.trigger)
                continue;
            m_entries.push_back({rule, int(i), step.trigger->listensTo(rule->rule, step.step)});
            for (const auto &required : requirementsOf(step))
                ++weights[weightKey(required)];
        }
    }
    for (size_t place = 0; place < m_entries.size(); ++place) {
        const auto &pattern = m_entries[place].pattern;
        const auto star = pattern.type.indexOf(u'*');
        if (!pattern.hook.isEmpty()) {
            add(m_byKey[hookKey(pattern.hook)], int(place), weights);
        } else if (!pattern.subject.isEmpty()) {
            add(m_byKey[subjectKey(pattern.subject)], int(place), weights);
        } else if (!pattern.source.isEmpty()) {
            add(m_byKey[sourceKey(pattern.source)], int(place), weights);
        } else if (star < 0) {
            add(m_byKey[typeKey(pattern.type)], int(place), weights);
        } else if (star == pattern.type.size() - 1) {
            m_longestPrefix = std::max(m_longestPrefix, star);
            add(m_byPrefix[pattern.type.left(star)], int(place), weights);
        } else {
            auto known = std::ranges::find(m_byPattern, pattern.type, &std::pair<QString, Bucket>::first);
            if (known == m_byPattern.end())
                known = m_byPattern.insert(known, {pattern.type, {}});
            add(known->second, int(place), weights);
        }
    }
}

void RuleIndex::add(Bucket &bucket, int place, const Weights &weights)
{
    const auto &entry = m_entries[size_t(place)];
    const auto required = requirementsOf(entry.rule->steps[size_t(entry.trigger)]);
    const auto weightOf = [&](const RequiredValue &value) { return weights.value(weightKey(value)); };
    const auto best = std::ranges::min_element(required, {}, weightOf);
    if (best == required.end()) {
        bucket.open.push_back(place);
        return;
    }
    auto question = std::ranges::find(bucket.questions, best->path, &Question::path);
    if (question == bucket.questions.end())
        question = bucket.questions.insert(question, {best->path, {}});
    question->byValue[keyOf(best->value)].push_back(place);
}

void RuleIndex::collect(const Bucket &bucket, const EventView &event, Places &found)
{
    const auto append
        = [&](const Places &places) { found.insert(found.end(), places.begin(), places.end()); };
    append(bucket.open);
    for (const auto &question : bucket.questions) {
        if (const auto *value = valueAt(question.path, event)) {
            const auto equal = question.byValue.constFind(keyOf(*value));
            if (equal != question.byValue.constEnd())
                append(*equal);
        } else {
            std::ranges::for_each(question.byValue, append);
        }
    }
}

std::vector<RuleMatch> RuleIndex::match(const EventView &view) const
{
    const auto &event = view.event();
    const auto &hook = view.hook();
    Places found;
    const auto collectFrom = [&](const QHash<QString, Bucket> &buckets, const QString &key) {
        if (const auto bucket = buckets.constFind(key); bucket != buckets.constEnd())
            collect(*bucket, view, found);
    };
    if (!hook.isEmpty())
        collectFrom(m_byKey, hookKey(hook));
    if (!event.subject.isEmpty())
        collectFrom(m_byKey, subjectKey(event.subject));
    collectFrom(m_byKey, sourceKey(event.source));
    collectFrom(m_byKey, typeKey(event.type));
    if (!m_byPrefix.isEmpty()) {
        for (qsizetype length = 0; length <= std::min(m_longestPrefix, event.type.size()); ++length)
            collectFrom(m_byPrefix, event.type.left(length));
    }
    for (const auto &[pattern, bucket] : m_byPattern) {
        if (fitsPattern(pattern, event.type))
            collect(bucket, view, found);
    }
    std::ranges::sort(found);
    std::vector<RuleMatch> matches;
    for (const int place : found) {
        const auto &entry = m_entries[size_t(place)];
        if (auto match = matchPattern(entry.rule, entry.trigger, entry.pattern, view))
            matches.push_back(std::move(*match));
    }
    return matches;
}

} // namespace signalbox
