// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/completionpopup.h"

#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>

namespace signalbox {

namespace {

constexpr int detailRole = Qt::UserRole + 1;
constexpr int rowHeight = 3 * Theme::unit;
constexpr int leastWidth = 46 * Theme::unit;
constexpr int mostRows = 10;

class Delegate : public QStyledItemDelegate
{
public:
    Delegate(const ThemeManager &themes, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_themes(themes)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {leastWidth, rowHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto &theme = m_themes.theme();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme.accentSoft);
        const auto room = option.rect.adjusted(Theme::unit, 0, -Theme::unit, 0);
        const auto name = index.data(Qt::DisplayRole).toString();
        painter->setFont(theme.monoFont);
        painter->setPen(theme.text);
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeading, name);
        const auto used = painter->fontMetrics().horizontalAdvance(name) + 2 * Theme::unit;
        const auto rest = QStyle::visualRect(
            option.direction, room, room.adjusted(std::min(used, room.width()), 0, 0, 0));
        painter->setFont(theme.smallFont);
        painter->setPen(theme.muted);
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignTrailing,
            painter->fontMetrics().elidedText(
                index.data(detailRole).toString(), Qt::ElideRight, rest.width()));
    }

private:
    const ThemeManager &m_themes;
};

} // namespace

CompletionPopup::CompletionPopup(const ThemeManager &themes, QWidget *editor)
    : QCompleter(editor)
    , m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setWidget(editor);
    setCompletionMode(UnfilteredPopupCompletion);
    setMaxVisibleItems(mostRows);
    popup()->setObjectName(QStringLiteral("completions"));
    popup()->setAccessibleName(tr("What can stand here"));
    popup()->setItemDelegate(new Delegate(themes, popup()));
    connect(
        this, qOverload<const QModelIndex &>(&QCompleter::activated), this, [this](const QModelIndex &index) {
            if (index.row() >= 0 && index.row() < m_items.size())
                emit chosen(m_items[index.row()]);
        });
}

bool CompletionPopup::isOpen() const
{
    return popup()->isVisible();
}

void CompletionPopup::open(const QList<CompletionItem> &items, const QRect &place)
{
    m_items = items;
    m_model->clear();
    for (const auto &item : items) {
        auto *row = new QStandardItem(item.text);
        row->setData(item.detail, detailRole);
        row->setData(item.detail, Qt::AccessibleDescriptionRole);
        m_model->appendRow(row);
    }
    if (items.isEmpty()) {
        close();
        return;
    }
    auto room = place;
    room.setWidth(leastWidth + popup()->verticalScrollBar()->sizeHint().width());
    complete(room);
    popup()->setCurrentIndex(completionModel()->index(0, 0));
}

void CompletionPopup::close()
{
    popup()->hide();
}

} // namespace signalbox
