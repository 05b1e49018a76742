// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;

namespace signalbox {

/// Asks before something is lost, in the place where it was asked for; hidden while there is no question.
/// Escape and "Keep" answer no. Object names: `confirm` and `keep`, of its buttons. Thread: window.
class ConfirmBar : public QFrame
{
    Q_OBJECT

public:
    explicit ConfirmBar(QWidget *parent = nullptr);

    /// Shows the question and takes the focus; a question before it is answered no.
    void ask(const QString &question, const QString &yes, std::function<void()> action);
    void dismiss();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLabel *m_question;
    QPushButton *m_yes;
    QPushButton *m_no;
    std::function<void()> m_action;
};

} // namespace signalbox
