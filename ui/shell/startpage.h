// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace signalbox {

class ChoiceCard;
class ExampleShop;
class ThemeManager;

/// In place of the board while there is no rule: what this program is for, and two ways to begin. Object
/// names: "startExample", "startRule". Thread: window.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    StartPage(const ThemeManager &themes, ExampleShop &shop, QWidget *parent = nullptr);

signals:
    void newRuleWanted();

private:
    void restyle();

    const ThemeManager &m_themes;
    QLabel *m_logo;
    QLabel *m_title;
    QLabel *m_text;
    ChoiceCard *m_example;
};

} // namespace signalbox
