// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/livetableview.h"

#include "ui/theme/theme.h"
#include "ui/widgets/keysettable.h"
#include "ui/widgets/timetext.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollBar>

namespace signalbox {

LiveTableView::LiveTableView(const ThemeManager &themes, QWidget *parent)
    : QTableView(parent)
    , m_themes(themes)
    , m_newsButton(new QPushButton(this))
{
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    horizontalHeader()->setStretchLastSection(false);

    m_newsButton->setObjectName(QStringLiteral("news"));
    m_newsButton->setFocusPolicy(Qt::NoFocus); // the Home key does the same
    m_newsButton->setCursor(Qt::PointingHandCursor);
    m_newsButton->hide();
    connect(m_newsButton, &QPushButton::clicked, this, &LiveTableView::goToNewest);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        updateMode();
        updateVisibleRows();
    });
    connect(&m_themes, &ThemeManager::changed, this, &LiveTableView::restyle);
    restyle();
}

void LiveTableView::setModel(QAbstractItemModel *model)
{
    if (m_live)
        m_live->disconnect(this);
    QTableView::setModel(model);
    m_live = qobject_cast<KeysetTable *>(model);
    if (!m_live)
        return;
    // After QTableView's own connections, so that its geometry knows of the rows already.
    connect(
        m_live, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
            if (first <= std::max(0, rowAt(0)) && verticalScrollBar()->value() > 0)
                shift(last - first + 1);
            updateVisibleRows();
            updatePlaceholder();
        });
    connect(m_live, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first, int last) {
        if (last < rowAt(0))
            shift(first - last - 1);
        updateVisibleRows();
        updatePlaceholder();
    });
    connect(m_live, &QAbstractItemModel::modelReset, this, [this] {
        scrollToTop();
        updateMode();
        updateVisibleRows();
        updatePlaceholder();
    });
    connect(m_live, &KeysetTable::loadingChanged, this, &LiveTableView::updatePlaceholder);
    connect(m_live, &KeysetTable::newsChanged, this, &LiveTableView::updateNews);
    connect(m_live, &KeysetTable::reloaded, this, &LiveTableView::updateNews);
    updateMode();
}

int LiveTableView::rowHeight() const
{
    return verticalHeader()->defaultSectionSize();
}

void LiveTableView::restyle()
{
    verticalHeader()->setDefaultSectionSize(Theme::rowHeight);
    viewport()->update();
}

void LiveTableView::shift(int rows)
{
    updateGeometries(); // else the scroll bar's range is still that of before
    verticalScrollBar()->setValue(verticalScrollBar()->value() + rows * rowHeight());
}

void LiveTableView::updateMode()
{
    if (!m_live)
        return;
    const auto isAtTop = verticalScrollBar()->value() == 0 && m_live->isAtNewest();
    m_live->setMode(!isVisible()   ? KeysetTable::Mode::Idle
            : m_paused || !isAtTop ? KeysetTable::Mode::Counting
                                   : KeysetTable::Mode::Following);
    updateNews();
}

void LiveTableView::updateVisibleRows()
{
    if (!m_live || !isVisible())
        return;
    const auto first = std::max(0, rowAt(0));
    const auto last = rowAt(viewport()->height() - 1);
    m_live->setVisibleRows(first, last < 0 ? m_live->rowCount() - 1 : last);
}

void LiveTableView::updateNews()
{
    if (!m_live)
        return;
    const auto news = m_live->news();
    m_newsButton->setVisible(news > 0 || !m_live->isAtNewest());
    if (news == 0)
        m_newsButton->setText(tr("↑ Newest"));
    else if (news >= KeysetTable::newsLimit)
        m_newsButton->setText(tr("↑ %1+ new").arg(countText(KeysetTable::newsLimit)));
    else
        m_newsButton->setText(tr("↑ %1 new").arg(countText(news)));
    m_newsButton->adjustSize();
    m_newsButton->move((width() - m_newsButton->width()) / 2, horizontalHeader()->height() + Theme::unit);
}

void LiveTableView::setPlaceholder(QWidget *placeholder)
{
    delete m_placeholder;
    m_placeholder = placeholder;
    m_placeholder->setParent(this);
    updatePlaceholder();
}

void LiveTableView::updatePlaceholder()
{
    if (!m_placeholder)
        return;
    m_placeholder->setGeometry(rect());
    m_placeholder->setVisible(
        m_live && m_live->rowCount() == 0 && !m_live->isLoading() && m_live->isLoaded());
}

void LiveTableView::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    updateMode();
    emit pausedChanged(paused);
}

void LiveTableView::setRoomFor(int column, int width)
{
    m_roomFor.insert(column, width);
    updateColumns();
}

void LiveTableView::updateColumns()
{
    for (auto it = m_roomFor.cbegin(); it != m_roomFor.cend(); ++it)
        setColumnHidden(it.key(), width() < it.value());
    auto *header = horizontalHeader();
    bool stretches = false;
    for (int column = 0; column < header->count(); ++column)
        stretches = stretches
            || (!header->isSectionHidden(column)
                && header->sectionResizeMode(column) == QHeaderView::Stretch);
    header->setStretchLastSection(!stretches); // rows go from edge to edge
}

void LiveTableView::showRow(int row)
{
    const auto index = m_live->index(row, 0);
    setCurrentIndex(index);
    if (!viewport()->rect().contains(visualRect(index)))
        scrollTo(index, PositionAtCenter);
}

void LiveTableView::goToNewest()
{
    setPaused(false);
    if (!m_live->isAtNewest())
        m_live->reload();
    scrollToTop();
}

void LiveTableView::showEvent(QShowEvent *event)
{
    QTableView::showEvent(event);
    updateMode();
    updateVisibleRows();
}

void LiveTableView::hideEvent(QHideEvent *event)
{
    QTableView::hideEvent(event);
    updateMode();
}

void LiveTableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    updateColumns();
    updateVisibleRows();
    updateNews();
    updatePlaceholder();
}

void LiveTableView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        emit escaped();
        return;
    }
    QTableView::keyPressEvent(event);
    // The focus makes the first row the current one without selecting it, and a key that leads to that row
    // would do nothing then.
    if (event->modifiers() == Qt::NoModifier && currentIndex().isValid() && !selectionModel()->hasSelection())
        selectRow(currentIndex().row());
}

void LiveTableView::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    // QAbstractItemView would select a neighbour, as if the user had chosen it.
    if (const auto row = currentIndex().row(); row >= first && row <= last)
        selectionModel()->clear();
    QTableView::rowsAboutToBeRemoved(parent, first, last);
}

void LiveTableView::updateGeometries()
{
    QTableView::updateGeometries();
    verticalScrollBar()->setSingleStep(rowHeight());
}

QModelIndex LiveTableView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const auto column = currentIndex().isValid() ? currentIndex().column() : 0;
    switch (action) {
    case MoveHome:
        goToNewest();
        return model()->index(0, column);
    case MoveEnd:
        return model()->index(model()->rowCount() - 1, column);
    case MoveLeft:
    case MoveRight:
        return currentIndex();
    default:
        return QTableView::moveCursor(action, modifiers);
    }
}

} // namespace signalbox
