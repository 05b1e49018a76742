// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/surroundings.h"
#include "ui/widgets/context.h"

#include <QObject>

namespace signalbox {

class RuleShelf;

/// Keeps Surroundings as the store and the engine have them. Thread: window.
class SurroundingsReader : public QObject
{
    Q_OBJECT

public:
    SurroundingsReader(const Context &context, const RuleShelf &shelf, QObject *parent = nullptr);

    const Surroundings &surroundings() const { return m_surroundings; }

public slots:
    void readConnections(); ///< of itself too, when the store says so; the vault says nothing when it opens
    void readEventTypes(); ///< those of the newest events, and what Signalbox itself emits

private:
    void readTables();
    void takeRules();

    Context m_context;
    const RuleShelf &m_shelf;
    Surroundings m_surroundings;
};

} // namespace signalbox
