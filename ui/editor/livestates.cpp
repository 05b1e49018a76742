// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/livestates.h"

namespace signalbox {

std::optional<State> LiveStates::state(const StepId &step) const
{
    const auto found = m_states.find(step);
    return found == m_states.end() ? std::nullopt : std::optional(*found);
}

void LiveStates::show(const Run &run)
{
    m_run = run.id;
    m_isPinned = true;
    m_states.clear();
    for (const auto &step : run.steps)
        m_states.insert(step.step, step.state);
    emit reset();
}

void LiveStates::follow(const RunId &run, const StepId &step, State state)
{
    if (run != m_run) {
        // Ids of runs sort by time; a latecomer of an older run must not take the lights of a newer one.
        if (m_isPinned || run < m_run)
            return;
        m_run = run;
        m_states.clear();
        emit reset();
    }
    m_states.insert(step, state);
    emit changed(step);
}

void LiveStates::clear()
{
    m_run = {};
    m_isPinned = false;
    m_states.clear();
    emit reset();
}

} // namespace signalbox
