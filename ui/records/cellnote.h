// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPersistentModelIndex>

class QAbstractItemView;

namespace signalbox {

class ThemeManager;

/// A sentence under a cell that says why what was entered there was not taken. Moves with the cell; goes when
/// it is clicked, when Escape is pressed in the view, when another cell is edited, and when the cell's row
/// changes or goes. Thread: window.
class CellNote : public QLabel
{
    Q_OBJECT

public:
    CellNote(const ThemeManager &themes, QAbstractItemView *view);

    void showAt(const QModelIndex &cell, const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void place();
    void restyle();

    const ThemeManager &m_themes;
    QAbstractItemView *m_view;
    QPersistentModelIndex m_cell;
};

} // namespace signalbox
