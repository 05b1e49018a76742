// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace signalbox {

class ThemeManager;

/// A large button that explains itself: icon, title, a few lines below. Thread: window.
class ChoiceCard : public QAbstractButton
{
    Q_OBJECT

public:
    ChoiceCard(const ThemeManager &themes, const QString &icon, const QString &title, const QString &text,
        QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const ThemeManager &m_themes;
    QString m_icon;
    QString m_text;
};

} // namespace signalbox
