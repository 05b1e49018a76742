// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/run.h"
#include "core/trigger/boarditem.h"
#include "ui/widgets/page.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace signalbox {

class LinkRow;
class ValueForm;

/// One button or form on the board: starts its rule and shows how the last run of it went. A tick shows only
/// once the event is on disk. Object names: the card's own is `RULE/STEP`; in it `press` or `submit`, `start`
/// and `cancel` below a button's questions, `webPage`, `state` (the last run, pressed to see it), and the
/// fields' own names. Thread: window.
class BoardCard : public QFrame
{
    Q_OBJECT

public:
    BoardCard(const Context &context, Navigator &navigator, BoardItem item, QWidget *parent = nullptr);

    const BoardItem &item() const { return m_item; }

    /// The newest run of this trigger; its state stands at the foot of the card. One that began before what
    /// was pressed last is passed over.
    void showRun(const Run &run);
    void refreshTimes(); ///< "5 s ago" has become "6 s ago"

    /// As a click: asks the questions first, if there are any.
    void start();

private:
    void buildButton();
    void buildForm();
    void buildFoot();
    void submit();
    void send(const QJsonObject &values);
    void answered(const Result<Appended> &done);
    void showRefusal(const Error &error);
    void setFormOpen(bool open);
    void openWebPage();
    void showFoot();
    void restyle();

    /// What the foot says beside the last run.
    enum class Stage { Idle, Sending, Accepted, Refused };

    Context m_context;
    Navigator &m_navigator;
    BoardItem m_item;
    QPushButton *m_button = nullptr;
    QWidget *m_questions = nullptr; ///< of a button, unfolded below it
    ValueForm *m_form = nullptr;
    QLabel *m_icon = nullptr; ///< of a form
    QLabel *m_title = nullptr; ///< of a form
    QToolButton *m_web = nullptr; ///< of a form that is a web page too
    QLabel *m_problem = nullptr;
    LinkRow *m_state = nullptr;
    std::optional<Run> m_lastRun;
    Sequence m_accepted = 0; ///< the event of what was pressed last
    Stage m_stage = Stage::Idle;
};

} // namespace signalbox
