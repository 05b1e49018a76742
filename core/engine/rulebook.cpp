// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/rulebook.h"

#include "core/event/eventtypes.h"
#include "core/event/typepattern.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// Compiled versions kept for runs; more than this many are dropped and compiled again when asked for.
constexpr int keptVersions = 1000;

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

QString hookOf(const Event &event)
{
    const auto path = event.request.value(u"path"_s).toString();
    return path.startsWith(u"/hook/") ? path.mid(6) : QString();
}

/// Whether the event tells of this very rule.
bool isAbout(const Event &event, const RuleId &rule)
{
    return (event.type == eventtype::runFailed || event.type == eventtype::ruleRun)
        && event.source == u"/rules/"_s + rule.value;
}

/// Whether it came from outside under a type that only the engine itself gives.
bool isPretended(const Event &event)
{
    return !event.request.isEmpty() && event.type.startsWith(u"signalbox."_s)
        && event.type != eventtype::webhookReceived;
}

bool fits(const EventPattern &pattern, const Event &event, const QString &hook)
{
    return (!pattern.hook.isEmpty() || !isPretended(event))
        && (pattern.hook.isEmpty() || pattern.hook == hook)
        && (pattern.subject.isEmpty() || pattern.subject == event.subject)
        && (pattern.source.isEmpty() || pattern.source == event.source)
        && fitsPattern(pattern.type, event.type);
}

} // namespace

Result<QStringList> RuleBook::reload()
{
    auto rules = m_reader.rules();
    if (!rules)
        return Failure(rules.error());
    m_stored = *rules;
    m_enabled.clear();
    m_byKey.clear();
    m_byPattern.clear();
    QStringList troubles;
    for (const auto &stored : std::as_const(m_stored)) {
        if (!stored.enabled)
            continue;
        const auto compiled = version(stored.draft.id, stored.version);
        if (!compiled) {
            troubles += u"%1: %2"_s.arg(stored.draft.name, compiled.error().message);
            continue;
        }
        m_enabled.push_back(*compiled);
        index(*compiled);
    }
    return troubles;
}

void RuleBook::index(const std::shared_ptr<const CompiledRule> &rule)
{
    for (size_t i = 0; i < rule->steps.size(); ++i) {
        const auto &step = rule->steps[i];
        if (!step.trigger)
            continue;
        const Entry entry{rule, int(i), step.trigger->listensTo(rule->rule, step.step)};
        const auto &pattern = entry.pattern;
        if (!pattern.hook.isEmpty())
            m_byKey.insert(hookKey(pattern.hook), entry);
        else if (!pattern.subject.isEmpty())
            m_byKey.insert(subjectKey(pattern.subject), entry);
        else if (!pattern.source.isEmpty())
            m_byKey.insert(sourceKey(pattern.source), entry);
        else if (!isPattern(pattern.type))
            m_byKey.insert(typeKey(pattern.type), entry);
        else
            m_byPattern.push_back(entry);
    }
}

Result<std::shared_ptr<const CompiledRule>> RuleBook::version(const RuleId &id, int version)
{
    const std::pair key(id, version);
    if (const auto known = m_versions.value(key))
        return known;
    const auto rule = m_reader.ruleVersion(id, version);
    if (!rule)
        return Failure(rule.error());
    auto compiled = CompiledRule::compile(*rule, version);
    if (!compiled)
        return compiled;
    if (m_versions.size() >= keptVersions)
        m_versions.clear();
    m_versions.insert(key, *compiled);
    return compiled;
}

std::vector<RuleBook::Match> RuleBook::match(const EventView &view) const
{
    const auto &event = view.event();
    const auto hook = hookOf(event);
    std::vector<Match> found;
    const auto consider = [&](const Entry &entry) {
        if (!fits(entry.pattern, event, hook) || isAbout(event, entry.rule->rule.id))
            return;
        const auto &step = entry.rule->steps[size_t(entry.trigger)];
        if (step.filter && !step.filter(view.data()))
            return;
        Match match{entry.rule, entry.trigger, {}};
        if (step.condition) {
            Scope scope;
            scope.set("event", [&]() -> Result<Value> { return view.value(); });
            scope.set("request", [&]() -> Result<Value> { return view.request(); });
            const auto value = step.condition->evaluate(scope);
            if (!value)
                match.error = value.error().message;
            else if (value->kind() != Value::Kind::Bool)
                match.error
                    = QCoreApplication::translate("RuleBook", "\"Only if\" gave %1, not true or false.")
                          .arg(value->toText().left(80));
            else if (!value->toBool())
                return;
        }
        found.push_back(std::move(match));
    };
    const auto considerKey = [&](const QString &key) {
        for (auto [it, end] = m_byKey.equal_range(key); it != end; ++it)
            consider(*it);
    };
    if (!hook.isEmpty())
        considerKey(hookKey(hook));
    if (!event.subject.isEmpty())
        considerKey(subjectKey(event.subject));
    considerKey(sourceKey(event.source));
    considerKey(typeKey(event.type));
    for (const auto &entry : m_byPattern)
        consider(entry);
    return found;
}

} // namespace signalbox
