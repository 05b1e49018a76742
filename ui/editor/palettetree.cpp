// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/palettetree.h"

#include "ui/editor/typedelegate.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMimeData>

namespace signalbox {

using namespace Qt::StringLiterals;

QString stepTypeMime()
{
    return u"application/x-signalbox-step-type"_s;
}

QString groupTitle(StepGroup group)
{
    switch (group) {
    case StepGroup::Trigger:
        return PaletteTree::tr("Triggers");
    case StepGroup::Decision:
        return PaletteTree::tr("Decisions");
    case StepGroup::Flow:
        return PaletteTree::tr("Flow");
    case StepGroup::Data:
        return PaletteTree::tr("Data");
    case StepGroup::Outside:
        return PaletteTree::tr("Outside");
    case StepGroup::People:
        return PaletteTree::tr("People");
    }
    Q_UNREACHABLE();
}

QList<const StepType *> matchingTypes(const StepCatalog &catalog, const QString &text)
{
    const auto wanted = text.trimmed();
    QList<const StepType *> byRank[3];
    for (const auto &type : catalog.types()) {
        const auto contains
            = [&](const QString &place) { return place.contains(wanted, Qt::CaseInsensitive); };
        if (type.title.startsWith(wanted, Qt::CaseInsensitive)
            || type.id.startsWith(wanted, Qt::CaseInsensitive))
            byRank[0] += &type;
        else if (type.title.contains(u' ' + wanted, Qt::CaseInsensitive))
            byRank[1] += &type;
        else if (contains(type.title) || contains(type.id) || contains(type.help))
            byRank[2] += &type;
    }
    return byRank[0] + byRank[1] + byRank[2];
}

QString StepOffer::choice() const
{
    return variant ? type->id + u'#' + variant->id : type->id;
}

QList<StepOffer> matchingOffers(const StepCatalog &catalog, const QString &text)
{
    QList<StepOffer> first, offers, last;
    for (const auto *type : matchingTypes(catalog, text))
        offers += StepOffer{type, nullptr};
    const auto wanted = text.trimmed();
    if (wanted.isEmpty())
        return offers;
    for (const auto &type : catalog.types()) {
        for (const auto &variant : type.variants) {
            if (variant.title.startsWith(wanted, Qt::CaseInsensitive))
                first += StepOffer{&type, &variant};
            else if (variant.title.contains(wanted, Qt::CaseInsensitive)
                || variant.help.contains(wanted, Qt::CaseInsensitive))
                last += StepOffer{&type, &variant};
        }
    }
    return first + offers + last;
}

PaletteTree::PaletteTree(const StepCatalog &catalog, const ThemeManager &themes, QWidget *parent)
    : QTreeWidget(parent)
    , m_catalog(catalog)
    , m_themes(themes)
{
    setHeaderHidden(true);
    setIndentation(0);
    setRootIsDecorated(false);
    setFrameShape(NoFrame);
    setExpandsOnDoubleClick(false);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setItemDelegate(new TypeDelegate(themes, this));
    setAccessibleName(tr("Step types"));
    connect(this, &QTreeWidget::itemDoubleClicked, this, [this](QTreeWidgetItem *item) {
        if (const auto type = item->data(0, TypeDelegate::TypeRole).toString(); !type.isEmpty())
            emit chosen(type);
    });
    connect(&themes, &ThemeManager::changed, this, [this] { viewport()->update(); });
    fill();
}

void PaletteTree::setFilter(const QString &text)
{
    m_filter = text;
    fill();
}

void PaletteTree::fill()
{
    clear();
    QHash<StepGroup, QTreeWidgetItem *> groups;
    const auto offers = matchingOffers(m_catalog, m_filter);
    for (const auto &offer : offers) {
        const auto *type = offer.type;
        auto *&group = groups[type->group];
        if (!group) {
            group = new QTreeWidgetItem(this, {groupTitle(type->group)});
            group->setFlags(Qt::ItemIsEnabled);
            group->setData(0, TypeDelegate::GroupRole, int(type->group));
        }
        auto *item = new QTreeWidgetItem(group, {offer.title()});
        item->setFlags(
            Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren);
        item->setData(0, TypeDelegate::TypeRole, offer.choice());
        item->setData(0, TypeDelegate::HelpRole, offer.help());
        item->setData(0, TypeDelegate::IconRole, type->icon);
        item->setData(0, TypeDelegate::GroupRole, int(type->group));
        item->setToolTip(0, offer.help());
        item->setData(0, Qt::AccessibleTextRole, offer.title());
        item->setData(0, Qt::AccessibleDescriptionRole, offer.help());
    }
    expandAll();
    if (!m_filter.isEmpty() && !offers.isEmpty())
        setCurrentItem(itemOf(offers.first().choice()));
}

QTreeWidgetItem *PaletteTree::itemOf(const QString &type) const
{
    for (int g = 0; g < topLevelItemCount(); ++g) {
        auto *group = topLevelItem(g);
        for (int i = 0; i < group->childCount(); ++i) {
            if (group->child(i)->data(0, TypeDelegate::TypeRole).toString() == type)
                return group->child(i);
        }
    }
    return nullptr;
}

QStringList PaletteTree::mimeTypes() const
{
    return {stepTypeMime()};
}

QMimeData *PaletteTree::mimeData(const QList<QTreeWidgetItem *> &items) const
{
    if (items.isEmpty())
        return nullptr;
    auto *mime = new QMimeData;
    mime->setData(stepTypeMime(), items.first()->data(0, TypeDelegate::TypeRole).toString().toUtf8());
    return mime;
}

void PaletteTree::resizeEvent(QResizeEvent *event)
{
    QTreeWidget::resizeEvent(event);
    scheduleDelayedItemsLayout(); // rows have one line or two, by the width
}

void PaletteTree::keyPressEvent(QKeyEvent *event)
{
    const auto type = currentItem() ? currentItem()->data(0, TypeDelegate::TypeRole).toString() : QString();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !type.isEmpty()) {
        emit chosen(type);
        return;
    }
    QTreeWidget::keyPressEvent(event);
}

} // namespace signalbox
