// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/livestates.h"

namespace signalbox {

using namespace std::chrono_literals;

LiveStates::LiveStates(QObject *parent)
    : QObject(parent)
{
    m_frame.setSingleShot(true);
    m_frame.setInterval(16ms);
    connect(&m_frame, &QTimer::timeout, this, &LiveStates::tell);
}

std::optional<State> LiveStates::state(const StepId &step) const
{
    if (step == m_trigger && !step.isEmpty())
        return State::Succeeded;
    const auto found = m_states.find(step);
    return found == m_states.end() ? std::nullopt : std::optional(*found);
}

void LiveStates::show(const Run &run)
{
    m_run = run.id;
    m_trigger = run.trigger;
    m_isPinned = true;
    m_states.clear();
    for (const auto &step : run.steps)
        m_states.insert(step.step, step.state);
    touch();
}

void LiveStates::follow(const RunId &run, const StepId &step, State state)
{
    if (run != m_run) {
        // Ids of runs sort by time; a latecomer of an older run must not take the lights of a newer one.
        if (m_isPinned || run < m_run)
            return;
        m_run = run;
        m_trigger = {};
        m_states.clear();
    }
    m_states.insert(step, state);
    touch();
}

void LiveStates::clear()
{
    m_run = {};
    m_trigger = {};
    m_isPinned = false;
    m_states.clear();
    touch();
}

void LiveStates::setTrigger(const RunId &run, const StepId &trigger)
{
    if (run != m_run)
        return;
    m_trigger = trigger;
    touch();
}

void LiveStates::touch()
{
    if (!m_frame.isActive())
        m_frame.start();
}

void LiveStates::tell()
{
    emit changed();
    if (m_run != m_toldRun) {
        m_toldRun = m_run;
        if (!m_run.isEmpty() && !m_isPinned)
            emit runChanged(m_run);
    }
}

} // namespace signalbox
