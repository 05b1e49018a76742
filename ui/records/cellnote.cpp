// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/cellnote.h"

#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QKeyEvent>
#include <QScrollBar>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int widest = 320;

}

CellNote::CellNote(const ThemeManager &themes, QAbstractItemView *view)
    : QLabel(view->viewport())
    , m_themes(themes)
    , m_view(view)
{
    setObjectName(u"cellNote"_s);
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setMargin(Theme::unit);
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("Click to close"));
    hide();
    view->installEventFilter(this);
    view->viewport()->installEventFilter(this);
    for (auto *bar : {view->verticalScrollBar(), view->horizontalScrollBar()})
        connect(bar, &QScrollBar::valueChanged, this, &CellNote::place);
    const auto *model = view->model();
    connect(model, &QAbstractItemModel::modelReset, this, &QWidget::hide);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(model, signal, this, &CellNote::place, Qt::QueuedConnection); // once the view knows of it
    connect(&themes, &ThemeManager::changed, this, &CellNote::restyle);
    restyle();
}

void CellNote::showAt(const QModelIndex &cell, const QString &text)
{
    m_cell = cell;
    setText(text);
    setAccessibleName(text);
    show();
    raise();
    place();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void CellNote::place()
{
    if (isHidden())
        return;
    const auto cell = m_cell.isValid() ? m_view->visualRect(m_cell) : QRect();
    if (!cell.isValid()) {
        hide();
        return;
    }
    const auto room = m_view->viewport()->rect();
    setFixedWidth(
        std::min({widest, room.width(), fontMetrics().horizontalAdvance(text()) + 3 * Theme::unit}));
    const auto height = heightForWidth(width());
    resize(width(), height);
    const auto below = cell.bottom() + 2;
    const auto isRoomBelow = below + height <= room.bottom();
    move(std::clamp(cell.left(), 0, std::max(0, room.width() - width())),
        isRoomBelow ? below : cell.top() - height - 2);
}

bool CellNote::eventFilter(QObject *watched, QEvent *event)
{
    if (isHidden())
        return false;
    if (event->type() == QEvent::Resize) {
        place();
    } else if (event->type() == QEvent::ChildAdded && watched == m_view->viewport()) {
        hide(); // an editor opens
    } else if (event->type() == QEvent::KeyPress && watched == m_view
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        hide();
        return true;
    }
    return false;
}

void CellNote::mousePressEvent(QMouseEvent *)
{
    hide();
}

void CellNote::restyle()
{
    const auto &theme = m_themes.theme();
    setStyleSheet(u"background: %1; color: %2; border: 1px solid %3; border-radius: %4px;"_s
                      .arg(theme.surface.name(), theme.text.name(), theme.danger.name())
                      .arg(Theme::radius));
}

} // namespace signalbox
