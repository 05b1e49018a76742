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
    const auto types = matchingTypes(m_catalog, m_filter);
    for (const auto *type : types) {
        auto *&group = groups[type->group];
        if (!group) {
            group = new QTreeWidgetItem(this, {groupTitle(type->group)});
            group->setFlags(Qt::ItemIsEnabled);
            group->setData(0, TypeDelegate::GroupRole, int(type->group));
        }
        auto *item = new QTreeWidgetItem(group, {type->title});
        item->setFlags(
            Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren);
        item->setData(0, TypeDelegate::TypeRole, type->id);
        item->setData(0, TypeDelegate::HelpRole, type->help);
        item->setData(0, TypeDelegate::IconRole, type->icon);
        item->setData(0, TypeDelegate::GroupRole, int(type->group));
        item->setToolTip(0, type->help);
        item->setData(0, Qt::AccessibleTextRole, type->title);
        item->setData(0, Qt::AccessibleDescriptionRole, type->help);
    }
    expandAll();
    if (!m_filter.isEmpty() && !types.isEmpty())
        setCurrentItem(itemOf(types.first()->id));
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
