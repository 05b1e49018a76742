// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QColor>

namespace signalbox {

class ThemeManager;

/// A line that leads somewhere: icon, text, and at its end a remark. Pressed by mouse, Space or Enter.
/// Its text is only ever text; what does not fit is elided and stands in the tooltip. Thread: window.
class LinkRow : public QAbstractButton
{
    Q_OBJECT

public:
    explicit LinkRow(const ThemeManager &themes, QWidget *parent = nullptr);

    void setContent(const QString &text, const QString &remark = {});
    void setLineIcon(const QString &icon, const QColor &color);
    void setStrong(bool strong); ///< text as of a heading

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const ThemeManager &m_themes;
    QString m_text;
    QString m_remark;
    QString m_icon;
    QColor m_iconColor;
    bool m_strong = false;
};

} // namespace signalbox
