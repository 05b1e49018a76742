// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/rule/run.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace signalbox {

/// How the steps of one rule stand in one run: the second input of the scene, beside the document. The scene
/// only reads it. Thread: window.
class LiveStates : public QObject
{
    Q_OBJECT

public:
    explicit LiveStates(QObject *parent = nullptr);

    const RunId &run() const { return m_run; }
    std::optional<State> state(const StepId &step) const;
    const StepId &trigger() const { return m_trigger; }
    bool isEmpty() const { return m_states.isEmpty(); }

    /// Shows a run as it is stored, until clear() or another one.
    void show(const Run &run);
    /// A step that changed just now. A run newer than the one that is followed takes its place, unless a
    /// stored one was asked for with show().
    void follow(const RunId &run, const StepId &step, State state);
    void clear();
    /// What fired, of this run; dropped if it is no longer the one that is followed.
    void setTrigger(const RunId &run, const StepId &trigger);

signals:
    /// States are different; at most once a frame, however many steps went by in it.
    void changed();
    void runChanged(const signalbox::RunId &run); ///< another run is followed; as often as changed()

private:
    void touch();
    void tell();

    QTimer m_frame;
    RunId m_run;
    RunId m_toldRun;
    StepId m_trigger;
    bool m_isPinned = false;
    QHash<StepId, State> m_states;
};

} // namespace signalbox
