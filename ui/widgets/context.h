// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/settings.h"
#include "core/engine/engine.h"
#include "core/store/reader.h"
#include "core/store/storekeeper.h"
#include "ui/theme/theme.h"

#include <QObject>

namespace signalbox {

/// What every page is given. All outlive the pages.
struct Context
{
    Engine &engine;
    Store &store; ///< for its signals: appended, runsChanged, rulesChanged, tablesChanged, recordsChanged
    ReaderPool &readers;
    const StepCatalog &catalog;
    ThemeManager &themes;
    Settings &settings;
    const Clock &clock;
    StoreKeeper *keeper = nullptr; ///< none: nothing clears the store
};

/// Ways from one page to another. The main window connects them; a page only asks.
/// Thread: window.
class Navigator : public QObject
{
    Q_OBJECT

signals:
    void showEvent(signalbox::Sequence event); ///< Monitor, with this event open
    void showRun(const signalbox::RunId &run); ///< Runs, with this run open
    void showRule(const signalbox::RuleId &rule); ///< Rules, in the editor
    void showTable(const signalbox::TableId &table); ///< Records
    void newRule(); ///< Rules, an empty rule in the editor
    void newRuleFromEvent(const signalbox::Event &event);
    void tryExpressions(signalbox::Sequence event); ///< the expression console, with this event
    void newConnection(const QString &type); ///< Connections, an empty form of this kind (empty: of any)
    /// One line at the foot of the window for some seconds; `error` stays until it is closed.
    void say(const QString &text, bool error = false);
};

} // namespace signalbox
