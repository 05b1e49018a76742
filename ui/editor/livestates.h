// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/rule/run.h"

#include <QHash>
#include <QObject>

namespace signalbox {

/// How the steps of one rule stand in one run: the second input of the scene, beside the document. The scene
/// only reads it. Thread: window.
class LiveStates : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    const RunId &run() const { return m_run; }
    std::optional<State> state(const StepId &step) const;
    bool isEmpty() const { return m_states.isEmpty(); }

    /// Shows a run as it is stored, until clear() or another one.
    void show(const Run &run);
    /// A step that changed just now. A run newer than the one that is followed takes its place, unless a
    /// stored one was asked for with show().
    void follow(const RunId &run, const StepId &step, State state);
    void clear();

signals:
    void changed(const signalbox::StepId &step);
    void reset(); ///< all of them may be different

private:
    RunId m_run;
    bool m_isPinned = false;
    QHash<StepId, State> m_states;
};

} // namespace signalbox
