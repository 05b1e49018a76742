// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QToolButton;

namespace signalbox {

class ThemeManager;

/// What the window has to say, at its foot: a word that goes by itself, and an error that stays until it is
/// closed; both can be there at once, so that neither hides the other. Object names: "said", "saidError",
/// "closeError". Thread: window.
class MessageLine : public QWidget
{
    Q_OBJECT

public:
    explicit MessageLine(const ThemeManager &themes, QWidget *parent = nullptr);

public slots:
    void say(const QString &text, bool error);

private:
    QFrame *makeRow(QLabel *icon, QLabel *text);
    void restyle();
    void showRows();

    const ThemeManager &m_themes;
    QLabel *m_icon, *m_text, *m_errorIcon, *m_errorText;
    QFrame *m_row, *m_errorRow;
    QToolButton *m_close;
    QTimer m_rest;
};

} // namespace signalbox
