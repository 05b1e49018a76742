// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/valueform.h"

#include "core/base/numbertext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/dateedit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

QString titleOf(const DataField &field)
{
    return field.label.isEmpty() ? field.name : field.label;
}

} // namespace

ValueForm::ValueForm(QList<DataField> fields, QWidget *parent)
    : QWidget(parent)
    , m_fields(std::move(fields))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit / 2);
    for (const auto &field : std::as_const(m_fields)) {
        Row row{field, makeEditor(field), new QLabel(this)};
        row.editor->setObjectName(field.name);
        row.editor->setAccessibleName(titleOf(field));
        if (field.kind != DataField::Kind::Checkbox) {
            auto *label = new QLabel(field.required ? tr("%1 *").arg(titleOf(field)) : titleOf(field), this);
            label->setTextFormat(Qt::PlainText);
            label->setBuddy(row.editor);
            label->setProperty("role", u"label"_s);
            layout->addWidget(label);
        }
        layout->addWidget(row.editor);
        row.problem->setTextFormat(Qt::PlainText);
        row.problem->setWordWrap(true);
        row.problem->setProperty("role", u"problem"_s);
        row.problem->hide();
        layout->addWidget(row.problem);
        layout->addSpacing(Theme::unit / 2);
        m_rows += row;
    }
    clear();
}

QWidget *ValueForm::makeEditor(const DataField &field)
{
    switch (field.kind) {
    case DataField::Kind::Text:
    case DataField::Kind::Number: {
        auto *edit = new QLineEdit(this);
        if (field.kind == DataField::Kind::Number)
            edit->setInputMethodHints(Qt::ImhFormattedNumbersOnly);
        connect(edit, &QLineEdit::textEdited, this, [this, edit] { onEdited(edit); });
        return edit;
    }
    case DataField::Kind::Choice:
    case DataField::Kind::Status: {
        auto *box = new QComboBox(this);
        if (!field.required)
            box->addItem(tr("—"), QString());
        for (const auto &choice : field.choices)
            box->addItem(choice, choice);
        connect(box, &QComboBox::activated, this, [this, box] { onEdited(box); });
        return box;
    }
    case DataField::Kind::Checkbox: {
        auto *box = new QCheckBox(titleOf(field), this);
        connect(box, &QCheckBox::clicked, this, [this, box] { onEdited(box); });
        return box;
    }
    case DataField::Kind::Date: {
        auto *edit = new DateEdit(this);
        connect(edit, &QDateEdit::dateChanged, this, [this, edit] { onEdited(edit); });
        return edit;
    }
    }
    Q_UNREACHABLE();
}

QJsonValue ValueForm::valueOf(const Row &row)
{
    switch (row.field.kind) {
    case DataField::Kind::Text:
    case DataField::Kind::Number: {
        const auto text = static_cast<QLineEdit *>(row.editor)->text();
        if (text.isEmpty())
            return QJsonValue::Undefined;
        if (row.field.kind == DataField::Kind::Text)
            return text;
        bool ok = false;
        double number = QLocale().toDouble(text, &ok);
        if (!ok)
            number = QLocale::c().toDouble(text, &ok);
        return ok ? QJsonValue(number) : QJsonValue(text);
    }
    case DataField::Kind::Choice:
    case DataField::Kind::Status: {
        const auto choice = static_cast<QComboBox *>(row.editor)->currentData().toString();
        return choice.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(choice);
    }
    case DataField::Kind::Checkbox:
        return static_cast<QCheckBox *>(row.editor)->isChecked();
    case DataField::Kind::Date: {
        const auto day = static_cast<DateEdit *>(row.editor)->day();
        return day.isValid() ? QJsonValue(day.toString(Qt::ISODate)) : QJsonValue(QJsonValue::Undefined);
    }
    }
    Q_UNREACHABLE();
}

void ValueForm::setValue(const Row &row, const QJsonValue &value)
{
    switch (row.field.kind) {
    case DataField::Kind::Text:
        static_cast<QLineEdit *>(row.editor)->setText(value.toVariant().toString());
        break;
    case DataField::Kind::Number:
        static_cast<QLineEdit *>(row.editor)
            ->setText(value.isDouble() ? numberText(value.toDouble()) : value.toString());
        break;
    case DataField::Kind::Choice:
    case DataField::Kind::Status: {
        auto *box = static_cast<QComboBox *>(row.editor);
        box->setCurrentIndex(std::max(0, box->findData(value.toString())));
        break;
    }
    case DataField::Kind::Checkbox:
        static_cast<QCheckBox *>(row.editor)->setChecked(value.toBool());
        break;
    case DataField::Kind::Date:
        static_cast<DateEdit *>(row.editor)->setDay(QDate::fromString(value.toString(), Qt::ISODate));
        break;
    }
}

QJsonObject ValueForm::values() const
{
    QJsonObject values;
    for (const auto &row : m_rows) {
        if (const auto value = valueOf(row); !value.isUndefined())
            values.insert(row.field.name, value);
    }
    return values;
}

void ValueForm::setValues(const QJsonObject &values)
{
    for (const auto &row : std::as_const(m_rows))
        setValue(row, values.value(row.field.name));
}

void ValueForm::clear()
{
    for (const auto &row : std::as_const(m_rows))
        setValue(row, row.field.fallback);
    showProblems({});
}

void ValueForm::focusFirst()
{
    if (!m_rows.isEmpty())
        m_rows.first().editor->setFocus();
}

CheckedValues ValueForm::check()
{
    auto checked = checkValues(m_fields, values());
    showProblems(checked.problems);
    return checked;
}

void ValueForm::setProblem(const Row &row, const QString &problem)
{
    row.problem->setText(problem);
    row.problem->setVisible(!problem.isEmpty());
    row.editor->setAccessibleDescription(problem);
}

void ValueForm::onEdited(const QWidget *editor)
{
    if (const auto row = std::ranges::find(m_rows, editor, &Row::editor); row != m_rows.end())
        setProblem(*row, {});
    emit edited();
}

void ValueForm::showProblems(const QList<FieldProblem> &problems)
{
    QWidget *first = nullptr;
    for (const auto &row : std::as_const(m_rows)) {
        const auto found = std::ranges::find(problems, row.field.name, &FieldProblem::field);
        const bool isBad = found != problems.end();
        setProblem(row, isBad ? found->message : QString());
        if (isBad && !first)
            first = row.editor;
    }
    if (first)
        first->setFocus();
}

void ValueForm::keyPressEvent(QKeyEvent *event)
{
    // The editors pass on a Return that they have no use for themselves.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        emit submitted();
    else
        QWidget::keyPressEvent(event);
}

} // namespace signalbox
