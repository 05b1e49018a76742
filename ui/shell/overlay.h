// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QFrame;

namespace signalbox {

class ThemeManager;

/// A card over its parent, which is dimmed behind it, covers it whole and follows its size. Escape or a click
/// beside the card closes it, and the focus goes back to where it was. Thread: window.
class Overlay : public QWidget
{
    Q_OBJECT

public:
    Overlay(const ThemeManager &themes, QWidget *parent);

    virtual void open();
    void close();

signals:
    void closed(); ///< also when something was chosen

protected:
    QFrame *card() const { return m_card; } ///< holds what the overlay shows; the subclass gives it a layout
    const ThemeManager &themes() const { return m_themes; }
    void placeCard(); ///< after what it holds has grown or shrunk

    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    const ThemeManager &m_themes;
    QFrame *m_card;
    QPointer<QWidget> m_focusBefore;
};

} // namespace signalbox
