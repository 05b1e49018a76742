// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/context.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QTabWidget;
class QTableView;

namespace signalbox {

class JsonView;
class LinkRow;
class RuleNames;
class StepModel;

/// One run beside the list: what it did step by step, what went in and came out, and what can be done about
/// it. Stays live while it is seen. Object names: `steps` (the table), `stepTabs` with `stepInput`,
/// `stepOutput` and `stepError`, `cancelRun`, `runAgain`, `retryRun`, `confirmStep`, `pinRun`, `eventLink`,
/// `ruleLink`, `runError`, `closeRun`. Thread: window.
class RunPanel : public QWidget
{
    Q_OBJECT

public:
    RunPanel(const Context &context, Navigator &navigator, const RuleNames &names, QWidget *parent = nullptr);

    void open(const RunId &run);
    RunId run() const { return m_wanted; }

    QSize sizeHint() const override;

signals:
    void closed();
    void shown(); ///< the run that was asked for is there, or a sentence that says why not

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Content
    {
        Run run;
        Rule rule; ///< the version that it runs; empty if that is gone
        std::optional<Event> event; ///< head of what started it
        bool isPinned = false;
    };

    void read();
    void showContent(const Content &content);
    void showMissing(const QString &why);
    void showTimes();
    void showStep();
    void selectInterestingStep();
    void cancel();
    void runAgain();
    void pin(bool isPinned);
    void decide(const QFuture<Result<void>> &decided);

    Context m_context;
    Navigator &m_navigator;
    const RuleNames &m_names;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_place;
    QLabel *m_error;
    QPushButton *m_cancel;
    QPushButton *m_again;
    QPushButton *m_retry;
    QPushButton *m_confirm;
    QPushButton *m_pin;
    LinkRow *m_eventLink;
    LinkRow *m_ruleLink;
    StepModel *m_steps;
    QTableView *m_stepTable;
    QTabWidget *m_tabs;
    JsonView *m_input;
    JsonView *m_output;
    JsonView *m_stepError;
    QTimer m_refresh; ///< one look, however often runs change
    QTimer m_second;
    RunId m_wanted;
    std::optional<Content> m_content;
    std::optional<StepRun> m_shownStep; ///< as it stands in the tabs
    quint64 m_generation = 0; ///< of the run asked for, so that a late answer about another one is dropped
    bool m_asked = false;
};

} // namespace signalbox
