// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/ruleshelf.h"

#include "core/base/futures.h"
#include "ui/editor/livestates.h"
#include "ui/editor/ruledocument.h"

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

RuleShelf::RuleShelf(const Context &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(400ms);
    connect(&m_saveTimer, &QTimer::timeout, this, &RuleShelf::saveAll);
    // Many changes at once (an import, the example) are one question.
    m_reloadTimer.setSingleShot(true);
    m_reloadTimer.setInterval(30ms);
    connect(&m_reloadTimer, &QTimer::timeout, this, &RuleShelf::reload);
    connect(&context.store, &Store::rulesChanged, this, [this] {
        if (!m_reloadTimer.isActive())
            m_reloadTimer.start();
    });
    connect(&context.engine, &Engine::stepChanged, this,
        [this](const RunId &run, const RuleId &rule, const StepId &step, State state) {
            if (auto *states = m_states.value(rule))
                states->follow(run, step, state);
        });
    reload();
}

RuleShelf::~RuleShelf()
{
    // Nobody is left to hear the answers; the engine outlives the window's pages and saves all the same.
    for (const auto &rule : std::as_const(m_dirty))
        m_context.engine.saveDraft(m_documents.value(rule)->rule());
}

const StoredRule *RuleShelf::stored(const RuleId &rule) const
{
    const auto found
        = std::ranges::find_if(m_rules, [&](const StoredRule &stored) { return stored.draft.id == rule; });
    return found == m_rules.end() ? nullptr : &*found;
}

void RuleShelf::reload()
{
    whenReady(m_context.readers.ask([](Reader &reader) { return reader.rules(); }), this,
        [this, asked = ++m_asked](const Result<QList<StoredRule>> &rules) {
            if (rules)
                take(*rules, asked);
            else
                emit failed({}, rules.error());
        });
}

/// Whether an answer asked for at `asked` can know less about the rule than we do: it has edits or a save
/// under way, or was saved since.
bool RuleShelf::isAhead(const RuleId &rule, quint64 asked) const
{
    return m_dirty.contains(rule) || m_saving.value(rule) > 0 || m_savedAt.value(rule) >= asked;
}

void RuleShelf::take(const QList<StoredRule> &rules, quint64 asked)
{
    const auto before = std::exchange(m_rules, rules);
    m_isLoaded = true;
    m_taken = asked;
    QList<RuleId> gone;
    for (const auto &known : before) {
        const auto id = known.draft.id;
        if (stored(id))
            continue;
        if (m_documents.contains(id) && isAhead(id, asked))
            m_rules += known; // just made: not on disk when that was read
        else
            gone += id;
    }
    for (auto it = m_documents.begin(); it != m_documents.end(); ++it) {
        const auto *known = stored(it.key());
        if (!known || isAhead(it.key(), asked))
            continue;
        auto theirs = known->draft;
        theirs.enabled = (*it)->rule().enabled;
        if (theirs != (*it)->rule()) {
            (*it)->replace(theirs); // somebody else changed it
            m_dirty.remove(it.key()); // it is what is stored
        }
    }
    emit changed();
    for (const auto &rule : gone)
        forget(rule); // whoever showed it has been told
}

void RuleShelf::forget(const RuleId &rule)
{
    m_dirty.remove(rule);
    m_states.remove(rule);
    if (auto *document = m_documents.take(rule))
        document->deleteLater();
}

RuleDocument *RuleShelf::addDocument(const Rule &rule)
{
    auto *document = new RuleDocument(rule, m_context.catalog, this);
    m_documents.insert(rule.id, document);
    auto *states = new LiveStates(document);
    m_states.insert(rule.id, states);
    connect(states, &LiveStates::runChanged, this, [this, states](const RunId &run) {
        whenReady(m_context.readers.ask([run](Reader &reader) { return reader.run(run); }), states,
            [states, run](const Result<Run> &found) {
                if (found)
                    states->setTrigger(run, found->trigger);
            });
    });
    connect(document, &RuleDocument::changed, this, [this, id = rule.id] { onEdited(id); });
    return document;
}

RuleDocument *RuleShelf::open(const RuleId &rule)
{
    if (auto *document = m_documents.value(rule))
        return document;
    const auto *known = stored(rule);
    return known ? addDocument(known->draft) : nullptr;
}

LiveStates *RuleShelf::states(const RuleId &rule)
{
    return m_states.value(rule);
}

Rule RuleShelf::current(const RuleId &rule) const
{
    if (const auto *document = m_documents.value(rule))
        return document->rule();
    const auto *known = stored(rule);
    return known ? known->draft : Rule();
}

bool RuleShelf::isDraft(const RuleId &rule) const
{
    const auto *known = stored(rule);
    // Until what is stored was read again after an edit, the edit counts.
    return !known || known->version == 0 || known->hasDraftChanges || isAhead(rule, m_taken);
}

void RuleShelf::onEdited(const RuleId &rule)
{
    m_dirty.insert(rule);
    m_saveTimer.start();
    emit draftChanged(rule);
}

RuleId RuleShelf::freeId(const QString &name) const
{
    const auto base = ruleIdFromName(name);
    RuleId id(base);
    for (int n = 2; stored(id) || m_documents.contains(id); ++n)
        id = RuleId(u"%1-%2"_s.arg(base).arg(n));
    return id;
}

RuleId RuleShelf::create(Rule rule)
{
    rule.id = freeId(rule.name);
    return add(std::move(rule));
}

RuleId RuleShelf::import(Rule rule)
{
    auto *document = open(rule.id);
    if (!document)
        return add(std::move(rule));
    rule.enabled = document->rule().enabled;
    document->replace(rule);
    return rule.id;
}

RuleId RuleShelf::add(Rule rule)
{
    rule.enabled = false;
    addDocument(rule);
    m_dirty.insert(rule.id);
    // The list shows it at once, not only when it is on disk.
    StoredRule fresh;
    fresh.draft = rule;
    fresh.hasDraftChanges = true;
    fresh.changed = m_context.clock.now();
    m_rules += fresh;
    emit changed();
    save(rule.id);
    return rule.id;
}

RuleId RuleShelf::duplicate(const RuleId &rule)
{
    auto copy = current(rule);
    copy.name = tr("%1 (copy)").arg(copy.name);
    return create(copy);
}

void RuleShelf::save(const RuleId &rule)
{
    auto *document = m_documents.value(rule);
    if (!document || !m_dirty.remove(rule))
        return;
    ++m_saving[rule];
    whenReady(m_context.engine.saveDraft(document->rule()), this, [this, rule](const Result<void> &saved) {
        --m_saving[rule];
        m_savedAt.insert(rule, m_asked);
        if (!saved) {
            m_dirty.insert(rule); // stays unsaved; the next edit, or closing, tries again
            emit failed(rule, saved.error());
        }
        emit draftChanged(rule);
        reload();
    });
}

void RuleShelf::saveAll()
{
    m_saveTimer.stop();
    const auto dirty = m_dirty;
    for (const auto &rule : dirty)
        save(rule);
}

void RuleShelf::publish(const RuleId &rule)
{
    auto *document = open(rule);
    if (!document)
        return;
    m_dirty.remove(rule); // publishing saves the draft, too
    ++m_saving[rule];
    // A rule that was never live is switched on by its first Publish: that is what is meant by it. Later the
    // switch stays as it is.
    const auto *known = stored(rule);
    const auto enable = known && known->version > 0 ? std::optional<bool>() : std::optional(true);
    const bool isOn = enable.value_or(known && known->enabled);
    whenReady(m_context.engine.publish(document->rule(), enable), this,
        [this, rule, isOn](const Result<int> &version) {
            --m_saving[rule];
            m_savedAt.insert(rule, m_asked);
            if (version) {
                emit published(rule, *version, isOn);
            } else {
                m_dirty.insert(rule);
                m_saveTimer.start();
                emit failed(rule, version.error());
            }
            emit draftChanged(rule);
            reload();
        });
}

void RuleShelf::setEnabled(const RuleId &rule, bool enabled)
{
    const auto *known = stored(rule);
    if (enabled && known && known->version == 0) {
        publish(rule);
        return;
    }
    whenReady(m_context.engine.setEnabled(rule, enabled), this, [this, rule](const Result<void> &done) {
        if (!done)
            emit failed(rule, done.error());
        reload(); // also when it failed: the switch goes back
    });
}

void RuleShelf::remove(const RuleId &rule)
{
    m_dirty.remove(rule);
    whenReady(m_context.engine.removeRule(rule), this, [this, rule](const Result<void> &done) {
        if (!done) {
            emit failed(rule, done.error());
            return;
        }
        reload();
    });
}

} // namespace signalbox
