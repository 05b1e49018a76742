// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/run.h"
#include "core/trigger/boarditem.h"
#include "ui/widgets/page.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace signalbox {

class ValueForm;

/// One button or form on the board: starts its rule and shows how the last run of it went.
/// Thread: window.
class BoardCard : public QFrame
{
    Q_OBJECT

public:
    BoardCard(const Context &context, Navigator &navigator, BoardItem item, QWidget *parent = nullptr);

    const BoardItem &item() const { return m_item; }

    /// The newest run of this trigger; its state stands at the foot of the card.
    void showRun(const Run &run);

public slots:
    /// As a click: asks the questions first, if there are any.
    void start();

private:
    void buildButton();
    void buildForm();
    QWidget *makeFoot();
    void send(const QJsonObject &values);
    void showState(const QString &text, const QString &icon, const QColor &color);
    void setFormOpen(bool open);

    Context m_context;
    Navigator &m_navigator;
    BoardItem m_item;
    QPushButton *m_button = nullptr;
    QWidget *m_questions = nullptr; ///< of a button, unfolded below it
    ValueForm *m_form = nullptr;
    QLabel *m_stateIcon = nullptr;
    QPushButton *m_state = nullptr;
    RunId m_lastRun;
};

} // namespace signalbox
