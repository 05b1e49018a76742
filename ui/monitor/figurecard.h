// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace signalbox {

class ThemeManager;

/// A number with its name above and a remark below. Thread: window.
class FigureCard : public QFrame
{
    Q_OBJECT

public:
    FigureCard(const ThemeManager &themes, const QString &title, QWidget *parent = nullptr);

    void setFigure(const QString &value, const QString &remark = {});
    void setAlarming(bool alarming); ///< the number in the colour of a failure

    QString value() const;

private:
    void restyle();

    const ThemeManager &m_themes;
    QLabel *m_title;
    QLabel *m_value;
    QLabel *m_remark;
    bool m_alarming = false;
};

} // namespace signalbox
