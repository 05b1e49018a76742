// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace signalbox {

/// State of a run or of a step in it. `Skipped` is for steps only: no link into it delivered.
enum class State { Queued, Running, Waiting, Succeeded, Failed, Cancelled, InDoubt, Skipped };

/// "queued" … "in-doubt", "skipped"; the words of the command line and of the store.
QString stateName(State state);
std::optional<State> stateFromName(QStringView name);

inline bool isFinished(State state)
{
    return state == State::Succeeded || state == State::Failed || state == State::Cancelled
        || state == State::Skipped;
}

/// One execution of a step in a run.
struct StepRun
{
    StepId step = {};
    State state = State::Queued;
    int attempts = 0; ///< started so far, the running one included
    QByteArray input = {}; ///< the config after its expressions were filled in, JSON; empty: none yet
    QByteArray output = {}; ///< what it delivered, JSON; empty: nothing. Before that: what it needs to go on
    QString port = {}; ///< on which it delivered
    QString error = {}; ///< a sentence for a person
    std::optional<Instant> started = {};
    std::optional<Instant> finished = {};
    std::optional<Instant> due = {}; ///< when it goes on: the end of a wait, the next attempt

    /// `output` for others to see.
    QByteArray delivered() const { return state == State::Succeeded ? output : QByteArray(); }

    bool operator==(const StepRun &) const = default;
};

/// One execution of a rule. It keeps the version of the rule that it started with.
struct Run
{
    RunId id = {};
    RuleId rule = {};
    int ruleVersion = 0;
    Sequence event = 0; ///< what started it
    StepId trigger = {}; ///< which of the rule's triggers fired
    State state = State::Queued;
    QString error = {};
    Instant created = {};
    std::optional<Instant> started = {};
    std::optional<Instant> finished = {};
    /// Of a rule whose starts may have to wait or be dropped (RunPolicy): the value of its key. Such a run is
    /// queued until it is let in, and `error` says what it waits for or why it was dropped.
    std::optional<QString> key = {};
    QList<StepRun> steps = {}; ///< in the order in which they came up; empty in lists

    bool operator==(const Run &) const = default;
};

} // namespace signalbox
