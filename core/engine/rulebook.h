// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ruleindex.h"
#include "core/store/reader.h"

#include <QHash>

namespace signalbox {

/// The rules that are on, ready to run, and which event starts which: an event is matched by a few look-ups,
/// however many rules there are. Thread: engine.
class RuleBook
{
public:
    using Match = RuleMatch;

    explicit RuleBook(Reader &reader)
        : m_reader(reader)
    {
    }

    /// Reads all rules anew. What cannot be compiled although it is on is left out; its message is returned.
    Result<QStringList> reload();

    const QList<StoredRule> &rules() const { return m_stored; }
    const std::vector<std::shared_ptr<const CompiledRule>> &enabled() const { return m_enabled; }

    /// A version of a rule, for a run that started with it. NotFound, InvalidInput.
    Result<std::shared_ptr<const CompiledRule>> version(const RuleId &id, int version);

    /// What the event starts. An event that the engine made of something that happened to a rule (its failed
    /// run, its start by hand) does not start that rule; and what came in through a hook starts only hooks'
    /// rules where it has a type of Signalbox's own, so that nobody outside presses a button.
    std::vector<Match> match(const EventView &event) const { return m_index.match(event); }

private:
    Reader &m_reader;
    QList<StoredRule> m_stored;
    std::vector<std::shared_ptr<const CompiledRule>> m_enabled;
    RuleIndex m_index; ///< of the enabled
    QHash<std::pair<RuleId, int>, std::shared_ptr<const CompiledRule>> m_versions;
};

} // namespace signalbox
