// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace signalbox {

struct Theme;
class ThemeManager;

/// Paints an on/off switch into `area` (32 by 18 is its natural size); on and off differ in place and in the
/// sign on it, not in colour alone.
void paintSwitch(QPainter &painter, const QRectF &area, bool isOn, bool isEnabled, const Theme &theme);
QSize switchSize();

/// An on/off switch that only asks: it moves when it is told that what it stands for has changed. Thread:
/// window.
class ToggleSwitch : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ToggleSwitch(const ThemeManager &themes, QWidget *parent = nullptr);

    bool isOn() const { return m_isOn; }
    void setOn(bool isOn);

    QSize sizeHint() const override;

signals:
    void wanted(bool on); ///< clicked: it should be `on`

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeManager &m_themes;
    bool m_isOn = false;
};

} // namespace signalbox
