// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/quickadd.h"

#include "ui/editor/palettetree.h"
#include "ui/editor/typedelegate.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize panelSize(272, 320);
constexpr qsizetype recentLimit = 5;

} // namespace

QuickAdd::QuickAdd(const StepCatalog &catalog, const ThemeManager &themes, QWidget *parent)
    : QFrame(parent)
    , m_catalog(catalog)
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_none(new QLabel(tr("No step has such a name."), this))
{
    setObjectName(u"quickAdd"_s);
    setProperty("card", true);
    setAutoFillBackground(true);
    resize(panelSize);
    m_search->setObjectName(u"quickAddSearch"_s);
    m_search->setPlaceholderText(tr("Add a step …"));
    m_search->setAccessibleName(tr("Add a step: type its name"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setObjectName(u"quickAddList"_s);
    m_list->setFrameShape(NoFrame);
    m_list->setItemDelegate(new TypeDelegate(themes, m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Step types that fit"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::unit, Theme::unit, Theme::unit, Theme::unit);
    layout->setSpacing(Theme::unit / 2);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_none, 1, Qt::AlignTop);
    m_none->setObjectName(u"quickAddNone"_s);
    m_none->setProperty("role", u"muted"_s);
    connect(m_search, &QLineEdit::textChanged, this, &QuickAdd::fill);
    connect(m_list, &QListWidget::itemClicked, this, &QuickAdd::choose);
    hide();
}

void QuickAdd::open(const QuickAddPlace &place, QPoint corner)
{
    m_place = place;
    move(corner);
    keepInside();
    m_search->clear();
    fill();
    show();
    raise();
    m_search->setFocus();
}

void QuickAdd::keepInside()
{
    const auto room = parentWidget()->size() - size();
    move(std::clamp(x(), 0, std::max(0, room.width())), std::clamp(y(), 0, std::max(0, room.height())));
}

void QuickAdd::close()
{
    if (isHidden())
        return;
    const bool hadFocus = isAncestorOf(focusWidget()) || m_search->hasFocus();
    hide();
    if (hadFocus)
        parentWidget()->setFocus();
}

bool QuickAdd::fits(const StepType &type) const
{
    return (!m_place.needsIn() || !type.isTrigger()) && (!m_place.needsOut() || !type.ports({}).isEmpty());
}

void QuickAdd::fill()
{
    m_list->clear();
    auto offers = matchingOffers(m_catalog, m_search->text());
    offers.removeIf([this](const StepOffer &offer) { return !fits(*offer.type); });
    const auto recency = [this](const StepOffer &offer) {
        const auto place = m_recent.indexOf(offer.choice());
        return place < 0 ? recentLimit : place;
    };
    if (m_search->text().isEmpty())
        std::ranges::stable_sort(offers, {}, recency);
    for (const auto &offer : offers) {
        auto *item = new QListWidgetItem(offer.title(), m_list);
        item->setData(TypeDelegate::TypeRole, offer.choice());
        item->setData(TypeDelegate::HelpRole, offer.help());
        item->setData(TypeDelegate::IconRole, offer.type->icon);
        item->setData(TypeDelegate::GroupRole, int(offer.type->group));
        item->setData(Qt::AccessibleDescriptionRole, offer.help());
    }
    m_list->setCurrentRow(0);
    m_list->setVisible(!offers.isEmpty());
    m_none->setVisible(offers.isEmpty());
}

void QuickAdd::choose()
{
    const auto *item = m_list->currentItem();
    if (!item)
        return;
    const auto type = item->data(TypeDelegate::TypeRole).toString();
    m_recent.removeOne(type);
    m_recent.prepend(type);
    m_recent.resize(std::min(m_recent.size(), recentLimit));
    close();
    emit chosen(type, m_place);
}

bool QuickAdd::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && !m_list->underMouse()) {
        hide();
        return false;
    }
    // Escape and Enter belong to this panel, whatever shortcuts the window has.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Escape:
            close();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            choose();
            return true;
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            QCoreApplication::sendEvent(m_list, event);
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace signalbox
