// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace signalbox {

class ExampleShop;
class ThemeManager;

/// A strip above the board while the example is there: what it is, and the click that takes it away. Object
/// name of the button: "removeExample". Thread: window.
class ExampleBar : public QWidget
{
    Q_OBJECT

public:
    ExampleBar(const ThemeManager &themes, ExampleShop &shop, QWidget *parent = nullptr);

    void setOnBoard(bool onBoard); ///< other pages are not told again

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void updateVisible();

    const ThemeManager &m_themes;
    ExampleShop &m_shop;
    bool m_onBoard = true;
};

} // namespace signalbox
