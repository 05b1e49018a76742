// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace signalbox {

class ThemeManager;

/// What a page shows while it has nothing: what belongs here, and the first steps, in its middle.
/// Thread: window.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const ThemeManager &themes, const QString &icon, const QString &title, const QString &text,
        QWidget *parent = nullptr);

    /// A button below the text; the first one is the main one. The button, so that it can be given an object
    /// name.
    QPushButton *addAction(const QString &text, std::function<void()> action);

    void setText(const QString &title, const QString &text);

private:
    void restyle();
    void fitText();

    const ThemeManager &m_themes;
    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QHBoxLayout *m_actions;
};

} // namespace signalbox
