// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace signalbox {

class ThemeManager;

/// A large button in a colour of the theme: an icon and up to two lines of text. Thread: window.
class BoardButton : public QPushButton
{
    Q_OBJECT

public:
    /// `color` is a name of Theme::named(), `icon` of a line icon.
    BoardButton(const ThemeManager &themes, const QString &text, const QString &icon, const QString &color,
        QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    const ThemeManager &m_themes;
    QString m_text;
    QString m_iconName;
    QString m_color;
};

} // namespace signalbox
