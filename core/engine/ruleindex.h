// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/compiledrule.h"
#include "core/engine/eventview.h"

#include <QHash>

#include <optional>

namespace signalbox {

/// A rule that an event starts.
struct RuleMatch
{
    std::shared_ptr<const CompiledRule> rule;
    int trigger = -1;
    QString error; ///< the trigger's condition could not be evaluated; the event starts nothing then
};

/// Whether the event starts the rule by this trigger; asks the trigger's pattern, filter and condition, one
/// after the other. The rule's step must be a trigger.
std::optional<RuleMatch> matchTrigger(
    const std::shared_ptr<const CompiledRule> &rule, int trigger, const EventView &event);

/// Finds the triggers that an event may start by a few look-ups, however many there are: first by the most
/// telling exact part of their pattern (hook, subject, source, type), or by the pattern of their type; then
/// by a value that their condition asks for (Expression::requirements()). Of those found matchTrigger()
/// decides, so the index never changes what matches. One difference remains: where a required value is
/// another one, a condition that would reach a limit of its steps counts as false. Thread: one at a time.
class RuleIndex
{
public:
    RuleIndex() = default;
    /// All triggers of the rules.
    explicit RuleIndex(const std::vector<std::shared_ptr<const CompiledRule>> &rules);

    /// What the event starts, in the order of rules and of their triggers.
    std::vector<RuleMatch> match(const EventView &event) const;

private:
    struct Entry
    {
        std::shared_ptr<const CompiledRule> rule;
        int trigger;
        EventPattern pattern;
    };
    using Places = std::vector<int>; // in m_entries

    /// Triggers that ask for values in one place of the event. An event without that place may start any of
    /// them, or none for a reason that must be told.
    struct Question
    {
        QStringList path;
        QHash<QByteArray, Places> byValue;
    };

    struct Bucket
    {
        Places open; // ask for no value
        std::vector<Question> questions;
    };

    using Weights = QHash<QByteArray, int>;

    void add(Bucket &bucket, int place, const Weights &weights);
    static void collect(const Bucket &bucket, const EventView &event, Places &found);

    std::vector<Entry> m_entries;
    QHash<QString, Bucket> m_byKey;
    QHash<QString, Bucket> m_byPrefix; ///< of types "prefix*"
    qsizetype m_longestPrefix = 0;
    std::vector<std::pair<QString, Bucket>> m_byPattern; ///< of types with stars elsewhere
};

} // namespace signalbox
