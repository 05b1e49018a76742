// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QCoreApplication>
#include <QFrame>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int cardWidth = 72 * Theme::unit;
constexpr int mostRows = 11; // seen at once

/// Icon, title with the matched letters strong, and at the end what kind of thing it is and its keys.
class EntryDelegate : public QStyledItemDelegate
{
public:
    EntryDelegate(const ThemeManager &themes, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_themes(themes)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {0, Theme::rowHeight}; // as wide as the list
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto &theme = m_themes.theme();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.accentSoft);
            painter->drawRoundedRect(option.rect.adjusted(6, 1, -6, -1), Theme::radius, Theme::radius);
        }
        auto area = option.rect.adjusted(2 * Theme::unit, 0, -2 * Theme::unit, 0);
        const auto place = [&](const QRect &logical) {
            return QStyle::visualRect(option.direction, option.rect, logical);
        };
        const QRect icon(area.left(), area.center().y() - 8, 16, 16);
        painter->drawPixmap(place(icon).topLeft(),
            m_themes.pixmap(index.data(PaletteModel::IconRole).toString(), theme.muted, icon.width(),
                painter->device()->devicePixelRatioF()));
        area.setLeft(icon.right() + 12);

        const auto end = [&](const QString &text) {
            if (text.isEmpty())
                return;
            painter->setFont(theme.smallFont);
            painter->setPen(theme.muted);
            const auto width = painter->fontMetrics().horizontalAdvance(text) + 2;
            painter->drawText(place(QRect(area.right() - width, area.top(), width, area.height())),
                Qt::AlignTrailing | Qt::AlignVCenter, text);
            area.setRight(area.right() - width - Theme::unit);
        };
        end(index.data(PaletteModel::GroupRole).toString());
        end(index.data(PaletteModel::ShortcutRole).toString());
        paintTitle(painter, place(area), index);
        painter->restore();
    }

private:
    void paintTitle(QPainter *painter, const QRect &area, const QModelIndex &index) const
    {
        const auto &theme = m_themes.theme();
        const auto title = singleLine(index.data().toString());
        const auto positions = index.data(PaletteModel::PositionsRole).value<QList<int>>();
        painter->setPen(theme.text);
        painter->setFont(theme.textFont);
        const auto shown = painter->fontMetrics().elidedText(title, Qt::ElideRight, area.width());
        // Letter by letter would break scripts that join letters, and right-to-left; there it is plain.
        if (positions.isEmpty() || shown != title || title.isRightToLeft()) {
            painter->drawText(area, Qt::AlignLeading | Qt::AlignVCenter, shown);
            return;
        }
        auto strong = theme.textFont;
        strong.setBold(true);
        auto x = area.left();
        for (qsizetype from = 0; from < title.size();) {
            const bool matched = positions.contains(int(from));
            auto to = from + 1;
            while (to < title.size() && positions.contains(int(to)) == matched)
                ++to;
            painter->setFont(matched ? strong : theme.textFont);
            const auto part = title.mid(from, to - from);
            painter->drawText(QRect(x, area.top(), area.right() - x, area.height()),
                Qt::AlignLeft | Qt::AlignVCenter, part);
            x += painter->fontMetrics().horizontalAdvance(part);
            from = to;
        }
    }

    const ThemeManager &m_themes;
};

} // namespace

CommandPalette::CommandPalette(const ThemeManager &themes, QWidget *parent)
    : Overlay(themes, parent)
    , m_model(new PaletteModel(this))
    , m_input(new QLineEdit)
    , m_list(new QListView)
    , m_nothing(new QLabel(tr("Nothing has such a name.")))
{
    setAccessibleName(tr("Command palette"));
    m_input->setObjectName(u"paletteInput"_s);
    m_input->setPlaceholderText(tr("Go to a page, rule or table, press a button, do something …"));
    m_input->setAccessibleName(tr("Command or name"));
    m_input->setClearButtonEnabled(true);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("What fits"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new EntryDelegate(themes, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus); // the keys go on being typed; Up and Down are passed on
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_nothing->setProperty("role", u"muted"_s);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setFixedHeight(Theme::rowHeight);
    m_nothing->hide();

    auto *layout = new QVBoxLayout(card());
    layout->setContentsMargins(1, 1, 1, Theme::unit);
    layout->setSpacing(Theme::unit / 2);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(Theme::unit, Theme::unit, Theme::unit, 0);
    head->addWidget(m_input);
    layout->addLayout(head);
    layout->addWidget(m_nothing);
    layout->addWidget(m_list);
    card()->setFixedWidth(cardWidth);

    m_input->installEventFilter(this);
    connect(m_input, &QLineEdit::textEdited, this, &CommandPalette::onTyped);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::onTyped);
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    connect(m_list, &QListView::entered, m_list, &QListView::setCurrentIndex);
}

void CommandPalette::setEntries(QList<PaletteEntry> entries)
{
    const auto chosen = m_list->currentIndex().data().toString();
    m_model->setEntries(std::move(entries));
    selectFirst();
    // What came later (rules, tables) must not move the choice from under the fingers.
    for (int row = 0; !chosen.isEmpty() && row < m_model->rowCount(); ++row) {
        if (m_model->entryAt(row).title == chosen) {
            m_list->setCurrentIndex(m_model->index(row));
            break;
        }
    }
}

void CommandPalette::open()
{
    Overlay::open();
    m_input->clear();
    m_model->setTyped({});
    selectFirst();
    m_input->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::onTyped()
{
    m_model->setTyped(m_input->text());
    selectFirst();
}

void CommandPalette::selectFirst()
{
    m_list->setCurrentIndex(m_model->index(0));
    m_list->scrollToTop();
    m_nothing->setVisible(m_model->rowCount() == 0);
    m_list->setFixedHeight(std::min(m_model->rowCount(), mostRows) * Theme::rowHeight);
    placeCard();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_input || event->type() != QEvent::KeyPress)
        return Overlay::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down: { // from the last to the first and back
        const auto rows = m_model->rowCount();
        if (rows > 0) {
            const auto step = key->key() == Qt::Key_Down ? 1 : rows - 1;
            m_list->setCurrentIndex(m_model->index((m_list->currentIndex().row() + step) % rows));
        }
        return true;
    }
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QCoreApplication::sendEvent(m_list, event);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex());
        return true;
    default:
        return false;
    }
}

void CommandPalette::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const auto run = m_model->entryAt(index.row()).run; // closing may bring other entries
    close();
    run();
}

} // namespace signalbox
