// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/ruledocument.h"

#include "core/rule/runpolicy.h"
#include "ui/editor/rulecommand.h"
#include "ui/editor/rulegraph.h"

#include <QSet>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// Commands share what they did not change; this many are some megabytes for a very large rule.
constexpr int undoLimit = 500;

void removeLinksOf(Rule &rule, const StepId &step)
{
    rule.links.removeIf([&](const Link &link) { return link.from == step || link.to == step; });
}

void healAround(Rule &rule, const StepId &step)
{
    const auto before = rule.linksTo(step);
    const auto after = rule.linksFrom(step);
    for (const auto &in : before) {
        for (const auto &out : after) {
            // What happens on failure of a step that is gone never happens.
            const Link healed{in.from, out.to, in.port};
            if (out.port != u"error" && !rule.links.contains(healed))
                rule.links += healed;
        }
    }
}

} // namespace

RuleDocument::RuleDocument(Rule rule, const StepCatalog &catalog, QObject *parent)
    : QObject(parent)
    , m_rule(std::move(rule))
    , m_catalog(catalog)
{
    m_undoStack.setUndoLimit(undoLimit);
}

Step RuleDocument::makeStep(const QString &type) const
{
    const auto choice = m_catalog.choice(type);
    Step step;
    step.type = choice.type ? choice.type->id : type;
    step.id = m_rule.freeStepId(step.type);
    auto base = choice.type ? choice.type->title : type;
    if (choice.variant) {
        base = choice.variant->title;
        step.config = choice.variant->config;
    }
    step.name = base;
    const auto isTaken = [this](const QString &name) {
        return std::ranges::any_of(m_rule.steps, [&](const Step &other) { return other.name == name; });
    };
    for (int n = 2; isTaken(step.name); ++n)
        step.name = u"%1 %2"_s.arg(base).arg(n);
    return step;
}

void RuleDocument::addStep(
    const Step &step, QPointF at, const QList<Link> &links, const QList<Link> &replaced)
{
    Rule after = m_rule;
    after.links.removeIf([&](const Link &link) { return replaced.contains(link); });
    after.steps += step;
    after.layout.insert(step.id, at);
    for (const auto &link : links) {
        if (linkRefusal(after, m_catalog, link).isEmpty())
            after.links += link;
    }
    push(tr("Add \"%1\"").arg(titleOf(step, m_catalog)), after);
}

void RuleDocument::remove(const QList<StepId> &steps, const QList<Link> &links, bool heal)
{
    Rule after = m_rule;
    after.links.removeIf([&](const Link &link) { return links.contains(link); });
    for (const auto &step : steps) {
        if (heal)
            healAround(after, step);
        removeLinksOf(after, step);
        after.steps.removeIf([&](const Step &other) { return other.id == step; });
        after.layout.remove(step);
    }
    const auto *single = steps.size() == 1 ? m_rule.step(steps.first()) : nullptr;
    push(single               ? tr("Delete \"%1\"").arg(titleOf(*single, m_catalog))
            : steps.isEmpty() ? tr("Delete %n link(s)", nullptr, int(links.size()))
                              : tr("Delete %n step(s)", nullptr, int(steps.size())),
        after);
}

QString RuleDocument::addLink(const Link &link)
{
    if (auto refusal = linkRefusal(m_rule, m_catalog, link); !refusal.isEmpty())
        return refusal;
    Rule after = m_rule;
    after.links += link;
    push(tr("Link \"%1\" to \"%2\"")
             .arg(titleOf(*m_rule.step(link.from), m_catalog), titleOf(*m_rule.step(link.to), m_catalog)),
        after);
    return {};
}

void RuleDocument::insertIntoLink(const StepId &step, const Link &link, QPointF at)
{
    const auto *inserted = m_rule.step(step);
    if (!inserted || !m_rule.links.contains(link))
        return;
    Rule after = m_rule;
    after.layout.insert(step, at);
    after.links.removeOne(link);
    QList<Link> wanted{{link.from, step, link.port}};
    if (const auto ports = waysOut(after, *inserted, m_catalog); !ports.isEmpty())
        wanted += Link{step, link.to, ports.first().id};
    for (const auto &added : wanted) {
        if (!linkRefusal(after, m_catalog, added).isEmpty()) {
            moveSteps({{step, at}}); // it does not fit there; then it only lies there
            return;
        }
        after.links += added;
    }
    push(tr("Insert \"%1\"").arg(titleOf(*inserted, m_catalog)), after);
}

void RuleDocument::moveSteps(const QHash<StepId, QPointF> &places, const QString &text)
{
    Rule after = m_rule;
    QStringList moved;
    for (auto it = places.begin(); it != places.end(); ++it) {
        if (!m_rule.step(it.key()))
            continue;
        after.layout.insert(it.key(), it.value());
        moved += it.key().value;
    }
    moved.sort();
    push(text.isEmpty() ? tr("Move %n step(s)", nullptr, int(moved.size())) : text, after,
        text.isEmpty() ? u"move "_s + moved.join(u' ') : QString());
}

void RuleDocument::renameStep(const StepId &step, const QString &name)
{
    Rule after = m_rule;
    if (auto *renamed = after.step(step)) {
        renamed->name = name;
        push(tr("Rename to \"%1\"").arg(name), after, u"name "_s + step.value);
    }
}

/// Of a step that is set up otherwise than in the rule as it is: the links from ways out that it had.
void RuleDocument::dropLostLinks(Rule &after, const Step &changed) const
{
    const auto *type = m_catalog.find(changed.type);
    const auto *before = m_rule.step(changed.id);
    if (!type || !before)
        return;
    const auto has = [](const QList<Port> &ports, const QString &id) {
        return std::ranges::any_of(ports, [&](const Port &port) { return port.id == id; });
    };
    const auto portsBefore = waysOut(m_rule, *before, m_catalog), portsAfter = type->ports(changed.config);
    after.links.removeIf([&](const Link &link) {
        return link.from == changed.id && has(portsBefore, link.port) && !has(portsAfter, link.port);
    });
}

void RuleDocument::setWholeConfig(const StepId &step, const QJsonObject &config, const QString &text)
{
    Rule after = m_rule;
    auto *changed = after.step(step);
    if (!changed)
        return;
    changed->config = config;
    dropLostLinks(after, *changed);
    push(text, after);
}

void RuleDocument::setConfig(const StepId &step, const QString &key, const QJsonValue &value)
{
    Rule after = m_rule;
    auto *changed = after.step(step);
    if (!changed)
        return;
    if (value.isUndefined())
        changed->config.remove(key);
    else
        changed->config.insert(key, value);
    dropLostLinks(after, *changed);
    const auto *type = m_catalog.find(changed->type);
    const auto *field = type ? type->field(key) : nullptr;
    push(tr("Change %1 of \"%2\"")
             .arg(field && !field->label.isEmpty() ? field->label : key, titleOf(*changed, m_catalog)),
        after, u"config %1 %2"_s.arg(step.value, key));
}

void RuleDocument::setName(const QString &name)
{
    Rule after = m_rule;
    after.name = name;
    push(tr("Rename the rule"), after, u"rule name"_s);
}

void RuleDocument::setDescription(const QString &description)
{
    Rule after = m_rule;
    after.description = description;
    push(tr("Describe the rule"), after, u"rule description"_s);
}

void RuleDocument::setFolder(const QString &folder)
{
    Rule after = m_rule;
    after.folder = folder;
    push(tr("Change the folder"), after, u"rule folder"_s);
}

void RuleDocument::setRuns(const QString &key, const QJsonValue &value)
{
    Rule after = m_rule;
    if (value.isUndefined())
        after.runs.remove(key);
    else
        after.runs.insert(key, value);
    const auto *field = runPolicyType().field(key);
    push(tr("Change \"%1\" of the rule").arg(field ? field->label : key), after, u"rule runs "_s + key);
}

QList<StepId> RuleDocument::paste(const RuleFragment &fragment, QPointF offset)
{
    const auto fresh = withFreeIds(fragment, m_rule, m_catalog);
    Rule after = m_rule;
    QList<StepId> ids;
    for (const auto &step : fresh.steps) {
        after.steps += step;
        after.layout.insert(step.id, fresh.layout.value(step.id) + offset);
        ids += step.id;
    }
    after.links += fresh.links;
    push(tr("Paste %n step(s)", nullptr, int(ids.size())), after);
    return ids;
}

void RuleDocument::replace(const Rule &rule)
{
    push(tr("Take over the stored rule"), rule);
}

void RuleDocument::push(const QString &text, const Rule &after, const QString &mergeKey)
{
    if (after == m_rule)
        return;
    // QUndoStack merges whatever has the same key, also after the user did something that is no command.
    const bool mayMerge = !mergeKey.isEmpty() && mergeKey == m_mergeKey;
    m_mergeKey = mergeKey;
    if (!mayMerge)
        ++m_mergeRun;
    m_undoStack.push(new RuleCommand(
        *this, text, after, mergeKey.isEmpty() ? QString() : mergeKey + u'#' + QString::number(m_mergeRun)));
}

void RuleDocument::apply(const Rule &rule)
{
    const Rule before = std::exchange(m_rule, rule);
    const QSet<Link> linksBefore(before.links.begin(), before.links.end());
    const QSet<Link> linksAfter(m_rule.links.begin(), m_rule.links.end());
    for (const auto &link : before.links) {
        if (!linksAfter.contains(link))
            emit linkRemoved(link);
    }
    QHash<StepId, const Step *> stepsBefore;
    for (const auto &step : before.steps)
        stepsBefore.insert(step.id, &step);
    const Rule current = m_rule; // whoever listens may not change the document, but may ask long questions
    for (const auto &step : before.steps) {
        if (!current.step(step.id))
            emit stepRemoved(step.id);
    }
    for (const auto &step : current.steps) {
        const auto *known = stepsBefore.value(step.id);
        if (!known)
            emit stepAdded(step);
        else if (*known != step)
            emit stepChanged(step);
        if (known && before.layout.value(step.id) != current.layout.value(step.id))
            emit stepMoved(step.id, current.layout.value(step.id));
    }
    for (const auto &link : current.links) {
        if (!linksBefore.contains(link))
            emit linkAdded(link);
    }
    if (before.name != current.name || before.description != current.description
        || before.folder != current.folder)
        emit propertiesChanged();
    emit changed();
}

} // namespace signalbox
