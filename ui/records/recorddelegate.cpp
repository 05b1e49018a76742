// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/recorddelegate.h"

#include "core/base/numbertext.h"
#include "ui/records/recordmodel.h"
#include "ui/records/statuscolors.h"
#include "ui/theme/theme.h"
#include "ui/widgets/dateedit.h"

#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QTimer>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

const DataField *fieldAt(const QModelIndex &index)
{
    const auto *model = qobject_cast<const RecordModel *>(index.model());
    return model ? model->field(index.column()) : nullptr;
}

bool isChoice(const DataField *field)
{
    return field && (field->kind == DataField::Kind::Choice || field->kind == DataField::Kind::Status);
}

} // namespace

QStringList choicesFrom(const DataField &field, const QString &current)
{
    // As in decide() (core/record/record.h): a workflow that names no beginning begins anywhere, and a state
    // that is none of the table's any more may be left.
    const auto begins = [](const auto &transition) { return transition.from.isEmpty(); };
    const auto isFree = field.kind != DataField::Kind::Status || field.transitions.isEmpty()
        || (current.isEmpty() ? std::ranges::none_of(field.transitions, begins)
                              : !field.choices.contains(current));
    if (isFree)
        return field.choices;
    QStringList allowed;
    for (const auto &choice : field.choices) {
        const bool reachable = std::ranges::any_of(field.transitions,
            [&](const auto &transition) { return transition.from == current && transition.to == choice; });
        if (reachable || choice == current)
            allowed += choice;
    }
    return allowed;
}

QWidget *RecordDelegate::createEditor(
    QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const auto *field = fieldAt(index);
    if (!field)
        return nullptr;
    QWidget *editor = nullptr;
    if (isChoice(field)) {
        auto *box = new QComboBox(parent);
        const auto current = index.data(Qt::EditRole).toString();
        if (!field->required && field->kind == DataField::Kind::Choice)
            box->addItem({}); // a status cannot be taken away
        box->addItems(choicesFrom(*field, current));
        // Choosing is the whole edit; no second step to confirm it. Later, since the list takes Return before
        // shortcuts do (QComboBoxPrivateContainer::eventFilter): given back the focus at once, the grid would
        // take the same Return for a wish to edit the cell.
        connect(
            box, &QComboBox::activated, box,
            [this, box] {
                auto *self = const_cast<RecordDelegate *>(this);
                emit self->commitData(box);
                emit self->closeEditor(box);
            },
            Qt::QueuedConnection);
        QTimer::singleShot(0, box, &QComboBox::showPopup);
        editor = box;
    } else if (field->kind == DataField::Kind::Date) {
        editor = new DateEdit(parent);
    } else {
        editor = new QLineEdit(parent);
    }
    editor->setAccessibleName(field->label.isEmpty() ? field->name : field->label);
    return editor;
}

void RecordDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const auto value = index.data(Qt::EditRole);
    if (auto *box = qobject_cast<QComboBox *>(editor)) {
        box->setCurrentIndex(box->findText(value.toString()));
    } else if (auto *date = qobject_cast<DateEdit *>(editor)) {
        date->setDay(value.toDate());
    } else if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        const auto *field = fieldAt(index);
        line->setText(field && field->kind == DataField::Kind::Number && value.typeId() == QMetaType::Double
                ? numberText(value.toDouble())
                : value.toString());
    }
}

void RecordDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (const auto *box = qobject_cast<QComboBox *>(editor)) {
        model->setData(index, box->currentText());
    } else if (const auto *date = qobject_cast<DateEdit *>(editor)) {
        model->setData(index, date->day());
    } else if (const auto *line = qobject_cast<QLineEdit *>(editor)) {
        const auto *field = fieldAt(index);
        bool ok = false;
        const auto number = QLocale().toDouble(line->text(), &ok);
        model->setData(index,
            field && field->kind == DataField::Kind::Number && ok ? QVariant(number)
                                                                  : QVariant(line->text()));
    }
}

CellLook RecordDelegate::lookOf(const QModelIndex &index) const
{
    const auto &theme = themes().theme();
    if (index.data(RecordModel::ProblemRole).isValid())
        return {theme.text, u"failed"_s, theme.danger};
    return {fieldAt(index) ? theme.text : theme.muted, {}, {}};
}

void RecordDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    RowDelegate::initStyleOption(option, index);
    if (const auto *field = fieldAt(index); field && field->kind == DataField::Kind::Status)
        option->text.clear(); // the chip says it
}

void RecordDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    RowDelegate::paint(painter, option, index);
    const auto *field = fieldAt(index);
    if (const auto text = index.data().toString();
        field && field->kind == DataField::Kind::Status && !text.isEmpty()) {
        auto place = option;
        if (index.data(RecordModel::ProblemRole).isValid())
            place.rect.setLeft(place.rect.left() + Theme::iconSize + Theme::unit);
        paintChip(painter, place, *field, text);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->save();
        painter->setPen(QPen(themes().theme().accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -1, -2));
        painter->restore();
    }
}

void RecordDelegate::paintChip(
    QPainter *painter, const QStyleOptionViewItem &option, const DataField &field, const QString &text) const
{
    const auto &theme = themes().theme();
    const auto color = statusColor(theme, field, text);
    const auto &metrics = option.fontMetrics;
    const int width = std::min(metrics.horizontalAdvance(text) + 30, option.rect.width() - 12);
    QRect chip(option.rect.left() + Theme::unit, option.rect.center().y() - 10, width, 21);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    auto fill = color;
    fill.setAlphaF(theme.dark ? 0.22f : 0.13f);
    painter->setPen(Qt::NoPen);
    painter->setBrush(fill);
    painter->drawRoundedRect(chip, 10, 10);
    painter->setBrush(color);
    painter->drawEllipse(QPointF(chip.left() + 10.5, chip.center().y() + 0.5), 3, 3);
    painter->setPen(theme.text);
    const auto inner = chip.adjusted(18, 0, -10, 0);
    painter->drawText(
        inner, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(text, Qt::ElideRight, inner.width() + 1));
    painter->restore();
}

} // namespace signalbox
