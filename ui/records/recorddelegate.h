// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/rowdelegate.h"

namespace signalbox {

struct DataField;

/// Editors for the cells of a RecordModel: a status offers only the changes that are allowed from where it
/// is; a status is drawn as a chip, and what was refused is marked. Thread: window.
class RecordDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    QWidget *createEditor(
        QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    CellLook lookOf(const QModelIndex &index) const override;
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    void paintChip(QPainter *painter, const QStyleOptionViewItem &option, const DataField &field,
        const QString &text) const;
};

/// What a status may be changed to, and what it is; of a choice all there are.
QStringList choicesFrom(const DataField &field, const QString &current);

} // namespace signalbox
