// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QPushButton;

namespace signalbox {

class KeysetTable;
class ThemeManager;

/// The view of a KeysetTable: rows of one height, one selected at a time. At the top it follows what comes
/// in; scrolled away or paused it stays where it is, whatever is inserted or dropped above, and a button at
/// its top says how many are new and leads back. A selected row that goes takes its selection with it.
/// Arrows, Page Up and Down, Home (the newest) and End move by rows. Thread: window.
class LiveTableView : public QTableView
{
    Q_OBJECT

public:
    explicit LiveTableView(const ThemeManager &themes, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override; ///< a KeysetTable
    KeysetTable *liveModel() const { return m_live; }

    bool isPaused() const { return m_paused; }
    void setPaused(bool paused);

    /// Covers the view while the model has no rows and is not loading. The view takes it over.
    void setPlaceholder(QWidget *placeholder);

    /// The column shows only while the view is this wide at least; for what a panel beside it shows as well.
    void setRoomFor(int column, int width);

    /// Selects the row and scrolls to it, in the middle if it was out of sight.
    void showRow(int row);
    void goToNewest();

signals:
    void pausedChanged(bool paused);
    void escaped(); ///< the Escape key was pressed in it

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;
    void updateGeometries() override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;

private:
    int rowHeight() const;
    void restyle();
    void updateMode();
    void updateVisibleRows();
    void updateNews();
    void updatePlaceholder();
    void updateColumns();
    void shift(int rows);

    const ThemeManager &m_themes;
    KeysetTable *m_live = nullptr;
    QPushButton *m_newsButton;
    QWidget *m_placeholder = nullptr;
    QHash<int, int> m_roomFor; ///< width by column
    bool m_paused = false;
};

} // namespace signalbox
