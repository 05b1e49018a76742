// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/run.h"
#include "ui/widgets/context.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace signalbox {

class LiveStates;

/// The last runs of one rule; the chosen one is shown on the canvas. Object names: "runHistory",
/// "showRunButton", "followLiveButton". Thread: window.
class HistoryPanel : public QWidget
{
    Q_OBJECT

public:
    HistoryPanel(const Context &context, Navigator &navigator, QWidget *parent = nullptr);

    void setRule(const RuleId &rule, LiveStates *states);
    void showRun(const RunId &run); ///< on the canvas

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Entry
    {
        Run run;
        QString eventType;
    };

    void read();
    void fill(const QList<Entry> &entries);
    void follow();
    void updateButtons();

    Context m_context;
    Navigator &m_navigator;
    RuleId m_rule;
    QPointer<LiveStates> m_states;
    QTreeWidget *m_list;
    QLabel *m_note;
    QPushButton *m_open;
    QPushButton *m_live;
    QTimer m_timer;
    RunId m_shown;
    bool m_isAsked = false;
    bool m_isStale = true;
};

} // namespace signalbox
