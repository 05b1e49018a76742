// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/tableeditor.h"

#include "core/base/futures.h"
#include "ui/records/identifier.h"
#include "ui/records/tablefieldeditor.h"
#include "ui/widgets/confirmbar.h"
#include "ui/widgets/panelhead.h"
#include "ui/widgets/plaintext.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

QLabel *makeProblemLabel()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("role", u"problem"_s);
    label->hide();
    return label;
}

} // namespace

TableEditor::TableEditor(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(new QLabel)
    , m_name(new QLineEdit)
    , m_nameProblem(makeProblemLabel())
    , m_scroll(new QScrollArea)
    , m_fieldLayout(new QVBoxLayout)
    , m_problem(makeProblemLabel())
    , m_confirm(new ConfirmBar)
    , m_save(new QPushButton(tr("Save table")))
    , m_remove(new QPushButton(tr("Remove table")))
{
    auto *head = new PanelHead(context.themes, m_title);
    head->closeButton()->setObjectName(u"closeEditor"_s);
    m_name->setObjectName(u"tableName"_s);
    m_name->setAccessibleName(tr("Name of the table"));
    m_name->setPlaceholderText(tr("Name of the table, such as Orders"));
    auto *add = new QPushButton(tr("Add a field"));
    add->setObjectName(u"addField"_s);
    m_save->setObjectName(u"saveTable"_s);
    m_save->setProperty("primary", true);
    m_remove->setObjectName(u"removeTable"_s);
    m_remove->setProperty("flat", true);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, Theme::unit, 0);
    column->setSpacing(Theme::unit);
    column->addWidget(m_name);
    column->addWidget(m_nameProblem);
    m_fieldLayout->setSpacing(Theme::unit);
    column->addLayout(m_fieldLayout);
    column->addWidget(add, 0, Qt::AlignLeading);
    column->addStretch();
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *actions = new QHBoxLayout;
    actions->setSpacing(Theme::unit);
    actions->addWidget(m_save);
    actions->addStretch();
    actions->addWidget(m_remove);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::unit, Theme::unit, Theme::unit, Theme::unit);
    layout->setSpacing(Theme::unit);
    layout->addWidget(head);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_problem);
    layout->addWidget(m_confirm);
    layout->addLayout(actions);

    connect(head, &PanelHead::closed, this, &TableEditor::closed);
    connect(m_name, &QLineEdit::textEdited, m_nameProblem, &QWidget::hide);
    connect(m_name, &QLineEdit::returnPressed, this, &TableEditor::save);
    connect(add, &QPushButton::clicked, this, [this] {
        auto *field = addField({});
        placeFields();
        field->focusLabel();
        // Once it has its place.
        QMetaObject::invokeMethod(
            this, [this, field] { m_scroll->ensureWidgetVisible(field); }, Qt::QueuedConnection);
    });
    connect(m_save, &QPushButton::clicked, this, &TableEditor::save);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        m_confirm->ask(tr("Remove the table \"%1\" with all its records? This cannot be undone.")
                           .arg(singleLine(m_table.name, 80)),
            tr("Remove"), [this] { remove(); });
    });
}

void TableEditor::openNew(const QList<Table> &others)
{
    open({}, others);
}

void TableEditor::open(const Table &table, const QList<Table> &others)
{
    m_takenIds.clear();
    m_takenNames.clear();
    for (const auto &other : others) {
        if (other.id != table.id || table.id.isEmpty()) {
            m_takenIds.append(other.id.value);
            m_takenNames.append(other.name);
        }
    }
    fill(table);
    m_name->setFocus();
    m_name->selectAll();
}

void TableEditor::fill(const Table &table)
{
    m_table = table;
    const auto isNew = table.id.isEmpty();
    m_title->setText(isNew ? tr("New table") : tr("Table %1").arg(singleLine(table.name, 80)));
    m_name->setText(table.name);
    m_nameProblem->hide();
    m_problem->hide();
    m_confirm->dismiss();
    m_remove->setVisible(!isNew);
    qDeleteAll(std::exchange(m_fields, {}));
    for (const auto &field : table.fields)
        addField(field);
    if (table.fields.isEmpty())
        addField({});
    placeFields();
}

TableFieldEditor *TableEditor::addField(const DataField &field)
{
    auto *editor = new TableFieldEditor(m_context.themes, field);
    m_fields.append(editor);
    m_fieldLayout->addWidget(editor);
    editor->show(); // the layout does it later, and the focus can only go to what is shown
    connect(editor, &TableFieldEditor::edited, m_problem, &QWidget::hide);
    connect(editor, &TableFieldEditor::moveWanted, this, [this, editor](int by) { moveField(editor, by); });
    connect(editor, &TableFieldEditor::removeWanted, this, [this, editor] { removeField(editor); });
    return editor;
}

void TableEditor::moveField(TableFieldEditor *field, int by)
{
    const auto from = m_fields.indexOf(field);
    const auto to = from + by;
    if (to < 0 || to >= m_fields.size())
        return;
    m_fields.move(from, to);
    m_fieldLayout->removeWidget(field);
    m_fieldLayout->insertWidget(int(to), field);
    placeFields();
}

void TableEditor::removeField(TableFieldEditor *field)
{
    const auto take = [this, field] {
        m_fields.removeOne(field);
        field->setObjectName({});
        field->hide();
        field->deleteLater(); // one of its buttons may be what called
        placeFields();
        m_name->setFocus();
    };
    if (field->name().isEmpty())
        take();
    else
        m_confirm->ask(tr("Remove the field \"%1\"? Save then takes away what records hold in it.")
                           .arg(singleLine(field->label(), 80)),
            tr("Remove"), take);
}

void TableEditor::placeFields()
{
    for (qsizetype i = 0; i < m_fields.size(); ++i) {
        m_fields[i]->setObjectName(u"field"_s + QString::number(i));
        m_fields[i]->setPlace(i == 0, i == m_fields.size() - 1);
    }
}

Table TableEditor::entered() const
{
    Table table;
    table.name = m_name->text().trimmed();
    table.id
        = m_table.id.isEmpty() ? TableId(identifierFrom(table.name, m_takenIds, u"table"_s)) : m_table.id;
    QStringList names;
    for (const auto *editor : m_fields)
        names.append(editor->name());
    for (const auto *editor : m_fields) {
        auto field = editor->field();
        if (field.name.isEmpty()) {
            field.name = identifierFrom(field.label, names, u"field"_s);
            names.append(field.name);
        }
        table.fields.append(field);
    }
    return table;
}

bool TableEditor::check(const Table &table)
{
    if (table.name.isEmpty() || m_takenNames.contains(table.name, Qt::CaseInsensitive)) {
        m_nameProblem->setText(
            table.name.isEmpty() ? tr("The table needs a name.") : tr("Another table has this name."));
        m_nameProblem->show();
        m_name->setFocus();
        return false;
    }
    if (table.fields.isEmpty()) {
        showProblem(tr("A table needs one field at least."));
        return false;
    }
    const auto refuse = [this](qsizetype field, const QString &problem) {
        m_fields[field]->setProblem(problem);
        m_fields[field]->focusLabel();
        m_scroll->ensureWidgetVisible(m_fields[field]);
        return false;
    };
    QStringList labels;
    for (qsizetype i = 0; i < table.fields.size(); ++i) {
        const auto &label = table.fields[i].label;
        if (label.isEmpty())
            return refuse(i, tr("The field needs a name."));
        if (labels.contains(label, Qt::CaseInsensitive))
            return refuse(i, tr("Another field of this table has this name."));
        labels.append(label);
    }
    // The rest is what a table's definition may be, wherever it comes from.
    const auto read = tableFromJson(toJson(table));
    if (read)
        return true;
    bool isField = false;
    const auto field = read.error().context.section(u'.', 1, 1).toInt(&isField);
    if (isField && field < m_fields.size())
        return refuse(field, read.error().message);
    showProblem(read.error().message);
    return false;
}

void TableEditor::save()
{
    if (!m_save->isEnabled())
        return;
    m_problem->hide();
    m_confirm->dismiss();
    const auto table = entered();
    if (!check(table))
        return;
    m_save->setEnabled(false);
    whenReady(m_context.engine.saveTable(table), this, [this, table](const Result<void> &stored) {
        m_save->setEnabled(true);
        if (!stored) {
            showProblem(stored.error().message);
            return;
        }
        m_table = table;
        emit saved(table);
    });
}

void TableEditor::showProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->show();
    m_save->setAccessibleDescription(problem);
}

void TableEditor::remove()
{
    m_remove->setEnabled(false);
    whenReady(
        m_context.engine.removeTable(m_table.id), this, [this, id = m_table.id](const Result<void> &gone) {
            m_remove->setEnabled(true);
            if (gone)
                emit removed(id);
            else
                showProblem(gone.error().message);
        });
}

void TableEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace signalbox
