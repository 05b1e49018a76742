// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/context.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace signalbox {

/// How the engine is, in a shape and words.
struct EngineLook
{
    QString icon;
    QColor color;
    QString words; ///< "Running · 127.0.0.1:8787 · 12 events/s"
    QString trouble; ///< a sentence each line; empty: nothing is wrong
};

EngineLook lookOf(const EngineStatus &status, double eventsPerSecond, const Theme &theme);

/// The engine's light at the top right: state, listener and pace; pressing it shows the rest, the button
/// beside it pauses everything and resumes it. Object names: "engine", "enginePause". Thread: window.
class EngineLight : public QWidget
{
    Q_OBJECT

public:
    EngineLight(const Context &context, Navigator &navigator, QWidget *parent = nullptr);

    const EngineStatus &status() const { return m_status; }

public slots:
    void togglePause();

signals:
    void statusShown(const signalbox::EngineStatus &status); ///< after the light changed
    void listenerSettingsWanted();

private:
    void setStatus(const EngineStatus &status);
    void measure();
    void refresh();
    QMenu *makeMenu();

    Context m_context;
    Navigator &m_navigator;
    EngineStatus m_status;
    QToolButton *m_state;
    QToolButton *m_pause;
    QLabel *m_details;
    QAction *m_copyAddress;
    QAction *m_pauseAction;
    QTimer m_pace; ///< a second; rests while nothing comes
    Sequence m_lastSeen = 0;
    double m_eventsPerSecond = 0;
    int m_quietSeconds = 0;
};

} // namespace signalbox
