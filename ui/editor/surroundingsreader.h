// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"
#include "ui/editor/surroundings.h"
#include "ui/widgets/context.h"

#include <QObject>
#include <QSet>

namespace signalbox {

class RuleShelf;

/// The types of the events that a rule makes, or that its senders are known to send. Pure.
QSet<QString> eventTypesOf(const Rule &rule);

/// Keeps Surroundings as the store and the engine have them. Thread: window.
class SurroundingsReader : public QObject
{
    Q_OBJECT

public:
    SurroundingsReader(const Context &context, const RuleShelf &shelf, QObject *parent = nullptr);

    const Surroundings &surroundings() const { return m_surroundings; }

public slots:
    void readConnections(); ///< of itself too, when the store says so; the vault says nothing when it opens
    /// Those of the newest events, those that rules know of, and what Signalbox itself emits.
    void readEventTypes();

private:
    void readTables();
    void takeRules();

    Context m_context;
    const RuleShelf &m_shelf;
    Surroundings m_surroundings;
};

} // namespace signalbox
