// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/recordspage.h"

#include "core/base/futures.h"
#include "ui/records/cellnote.h"
#include "ui/records/recorddelegate.h"
#include "ui/records/recordform.h"
#include "ui/records/recordmodel.h"
#include "ui/records/tableeditor.h"
#include "ui/records/tablelistmodel.h"
#include "ui/widgets/confirmbar.h"
#include "ui/widgets/emptystate.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int listWidth = 27 * Theme::unit;
constexpr int panelWidth = 54 * Theme::unit;
constexpr int widestColumn = 32 * Theme::unit; // unless there is room to spare

/// A table's name with the sign of tables.
class TableNameDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

protected:
    CellLook lookOf(const QModelIndex &) const override
    {
        return {themes().theme().text, u"table"_s, themes().theme().muted};
    }
};

} // namespace

RecordsPage::RecordsPage(const Context &context, Navigator &navigator, QWidget *parent)
    : PageWidget(context, navigator, parent)
    , m_tables(new TableListModel(context.store, context.readers, this))
    , m_records(new RecordModel(context, this))
    , m_stack(new QStackedWidget)
    , m_empty(nullptr)
    , m_list(new QListView)
    , m_content(new QStackedWidget)
    , m_noRecords(nullptr)
    , m_grid(new QTableView)
    , m_note(nullptr)
    , m_confirm(new ConfirmBar)
    , m_panel(new QStackedWidget)
    , m_form(new RecordForm(context))
    , m_editor(new TableEditor(context))
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_header(nullptr)
    , m_newRecord(new QPushButton(tr("New record")))
    , m_editTable(new QPushButton(tr("Edit table")))
    , m_delete(new QPushButton(tr("Delete")))
{
    auto *empty = new EmptyState(context.themes, u"records"_s, tr("No tables yet"),
        tr("A table keeps what your rules work on: orders, visitors, devices. Its status field says which "
           "changes are allowed, and every change can start a rule."));
    empty->addAction(tr("New table"), [this] { editNewTable(); })->setObjectName(u"firstTable"_s);
    empty->addAction(tr("Load the example"), [this] { emit exampleWanted(); })
        ->setObjectName(u"loadExample"_s);
    m_empty = empty;

    m_panel->addWidget(m_form);
    m_panel->addWidget(m_editor);
    m_panel->setMinimumWidth(panelWidth);
    m_panel->hide();
    auto *tables = makeTableList();
    auto *filled = new QWidget;
    auto *row = new QHBoxLayout(filled);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * Theme::unit);
    row->addWidget(tables);
    row->addWidget(makeRecords(), 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(filled);
    m_stack->setCurrentWidget(filled); // until it is known that there is no table

    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::unit, Theme::unit, 2 * Theme::unit, 2 * Theme::unit);
    layout->addWidget(m_splitter);
    m_header = makeHeader();

    connect(m_tables, &TableListModel::loaded, this, &RecordsPage::onTablesLoaded);
    connect(m_records, &RecordModel::loaded, this, &RecordsPage::updateState);
    connect(m_records, &RecordModel::loaded, this, &RecordsPage::selectCreated);
    connect(m_records, &RecordModel::refused, m_note, &CellNote::showAt);
    connect(m_form, &RecordForm::created, this, &RecordsPage::onCreated);
    connect(m_form, &RecordForm::closed, this, &RecordsPage::closePanel);
    connect(m_editor, &TableEditor::closed, this, &RecordsPage::closePanel);
    connect(m_editor, &TableEditor::saved, this, [this](const Table &table) {
        closePanel();
        openTable(table.id);
    });
    connect(m_editor, &TableEditor::removed, this, &RecordsPage::closePanel);
    const auto say = [this](const QString &message) { emit this->navigator().say(message, true); };
    connect(m_tables, &TableListModel::failed, this, say);
    connect(m_records, &RecordModel::failed, this, say);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, m_records, &RecordModel::refreshTimes);
    updateState();
}

QWidget *RecordsPage::makeTableList()
{
    m_list->setObjectName(u"tables"_s);
    m_list->setAccessibleName(tr("Tables"));
    m_list->setModel(m_tables);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new TableNameDelegate(context().themes, m_list));
    auto *add = new QPushButton(tr("New table"));
    add->setObjectName(u"newTable"_s);
    connect(add, &QPushButton::clicked, this, &RecordsPage::editNewTable);

    auto *part = new QWidget;
    part->setFixedWidth(listWidth);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit);
    layout->addWidget(m_list, 1);
    layout->addWidget(add);
    connect(
        m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &RecordsPage::onTableChosen);
    return part;
}

QWidget *RecordsPage::makeRecords()
{
    m_grid->setObjectName(u"records"_s);
    m_grid->setAccessibleName(tr("Records"));
    m_grid->setModel(m_records);
    m_grid->setItemDelegate(new RecordDelegate(context().themes, m_grid));
    m_grid->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_grid->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_grid->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked
        | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_grid->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_grid->setShowGrid(false);
    m_grid->setWordWrap(false);
    m_grid->setTabKeyNavigation(false);
    m_grid->setFrameShape(QFrame::NoFrame);
    m_grid->setCornerButtonEnabled(false);
    m_grid->verticalHeader()->hide();
    m_grid->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_grid->verticalHeader()->setDefaultSectionSize(Theme::rowHeight);
    m_grid->horizontalHeader()->setHighlightSections(false);
    m_grid->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_grid->horizontalHeader()->setSectionsMovable(true);
    m_note = new CellNote(context().themes, m_grid);

    auto *noRecords = new EmptyState(context().themes, u"records"_s, tr("No records yet"),
        tr("Records come from forms, from rules and from here."));
    noRecords->addAction(tr("New record"), [this] { newRecord(); })->setObjectName(u"firstRecord"_s);
    m_noRecords = noRecords;
    m_content->addWidget(m_grid);
    m_content->addWidget(m_noRecords);

    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit);
    layout->addWidget(m_confirm);
    layout->addWidget(m_content, 1);

    auto *edit = new QAction(tr("Edit the cell"), m_grid);
    edit->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    edit->setShortcutContext(Qt::WidgetShortcut);
    m_grid->addAction(edit);
    connect(edit, &QAction::triggered, m_grid, [this] {
        if (m_grid->currentIndex().flags() & Qt::ItemIsEditable)
            m_grid->edit(m_grid->currentIndex());
    });
    auto *remove = new QAction(tr("Delete the selected records"), m_grid);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_grid->addAction(remove);
    connect(remove, &QAction::triggered, this, &RecordsPage::askToDelete);
    connect(
        m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RecordsPage::updateState);
    return part;
}

QWidget *RecordsPage::makeHeader()
{
    m_newRecord->setObjectName(u"newRecord"_s);
    m_newRecord->setProperty("primary", true);
    m_newRecord->setToolTip(tr("Fill in a new record (Ctrl+N)"));
    m_editTable->setObjectName(u"editTable"_s);
    m_editTable->setToolTip(tr("Change this table's name and fields, or remove it"));
    m_delete->setObjectName(u"deleteRecords"_s);
    m_delete->setToolTip(tr("Delete the selected records (Del)"));
    auto *header = new QWidget(this);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit);
    layout->addWidget(m_delete);
    layout->addWidget(m_editTable);
    layout->addWidget(m_newRecord);
    connect(m_newRecord, &QPushButton::clicked, this, &RecordsPage::newRecord);
    connect(m_editTable, &QPushButton::clicked, this, &RecordsPage::editTable);
    connect(m_delete, &QPushButton::clicked, this, &RecordsPage::askToDelete);

    auto *add = new QAction(tr("New record"), this);
    add->setShortcut(QKeySequence::New);
    add->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(add);
    connect(add, &QAction::triggered, this, &RecordsPage::newRecord);
    return header;
}

void RecordsPage::openTable(const TableId &table)
{
    m_wanted = table;
    if (m_tables->isLoaded())
        onTablesLoaded();
}

void RecordsPage::onTablesLoaded()
{
    auto row = m_tables->rowOf(m_wanted.isEmpty() ? m_records->table().id : m_wanted);
    if (row < 0 && m_wanted.isEmpty())
        row = m_tables->rowCount() > 0 ? 0 : -1; // the table is gone, or none was shown yet
    if (row < 0) {
        if (m_tables->rowCount() == 0)
            showNoTable();
        return; // what is wanted may have been saved a moment ago, and comes with the next answer
    }
    m_wanted = {};
    m_list->setCurrentIndex(m_tables->index(row));
    showTable(m_tables->tables().at(row));
}

void RecordsPage::onTableChosen()
{
    if (const auto row = m_list->currentIndex().row(); row >= 0)
        showTable(m_tables->tables().at(row));
}

void RecordsPage::showTable(const Table &table)
{
    if (table != m_records->table()) {
        const auto isOther = table.id != m_records->table().id;
        m_confirm->dismiss();
        if (isOther && m_panel->isVisibleTo(this))
            closePanel();
        m_records->show(table);
        fitColumns();
    }
    updateState();
}

void RecordsPage::showNoTable()
{
    m_records->show({});
    updateState();
}

void RecordsPage::fitColumns()
{
    auto *header = m_grid->horizontalHeader();
    for (int column = 0; column < m_records->columnCount(); ++column) {
        const auto *field = m_records->field(column);
        const auto isText = field && field->kind == DataField::Kind::Text;
        const auto isShort = field && field->kind == DataField::Kind::Checkbox;
        header->resizeSection(column,
            isText        ? 22 * Theme::unit
                : isShort ? 11 * Theme::unit
                          : 15 * Theme::unit);
        const auto wanted = header->sectionSizeHint(column) + 2 * Theme::unit;
        if (header->sectionSize(column) < wanted)
            header->resizeSection(column, std::min(wanted, widestColumn));
    }
    header->setStretchLastSection(true);
}

void RecordsPage::editNewTable()
{
    m_editor->openNew(m_tables->tables());
    openPanel(m_editor);
}

void RecordsPage::editTable()
{
    m_editor->open(m_records->table(), m_tables->tables());
    openPanel(m_editor);
}

void RecordsPage::newRecord()
{
    if (m_records->table().id.isEmpty())
        return;
    openPanel(m_form);
    m_form->open(m_records->table());
}

void RecordsPage::onCreated(const Record &record)
{
    m_created = record.id;
    selectCreated();
}

void RecordsPage::selectCreated()
{
    const auto row = m_created.isEmpty() ? -1 : m_records->rowOf(m_created);
    if (row < 0)
        return;
    m_created = {};
    m_grid->selectRow(row);
    m_grid->scrollTo(m_records->index(row, 0));
}

void RecordsPage::askToDelete()
{
    QList<RecordId> records;
    const auto rows = m_grid->selectionModel()->selectedRows();
    for (const auto &row : rows)
        records.append(m_records->record(row.row()).id);
    if (!records.isEmpty())
        m_confirm->ask(tr("Delete %n record(s)? This cannot be undone.", nullptr, int(records.size())),
            tr("Delete"), [this, records] { deleteRecords(records); });
}

void RecordsPage::deleteRecords(const QList<RecordId> &records)
{
    const auto table = m_records->table().id;
    for (const auto &record : records) {
        const auto future = context().engine.changeRecord(
            {.operation = RecordCommand::Operation::Delete, .table = table, .id = record, .values = {}});
        whenReady(future, this, [this](const Result<Record> &deleted) {
            if (!deleted)
                emit navigator().say(deleted.error().message, true);
        });
    }
    m_grid->setFocus();
}

void RecordsPage::openPanel(QWidget *panel)
{
    m_panel->setCurrentWidget(panel);
    m_panel->show();
}

void RecordsPage::closePanel()
{
    m_panel->hide();
    m_grid->setFocus();
}

void RecordsPage::updateState()
{
    const auto hasTable = !m_records->table().id.isEmpty();
    m_stack->setCurrentIndex(m_tables->isLoaded() && m_tables->rowCount() == 0 ? 0 : 1);
    const auto isEmpty = hasTable && m_records->isLoaded() && m_records->rowCount() == 0;
    m_content->setCurrentWidget(isEmpty ? m_noRecords : m_grid);
    m_newRecord->setEnabled(hasTable);
    m_editTable->setEnabled(hasTable);
    m_delete->setVisible(hasTable && m_grid->selectionModel()->hasSelection());
}

void RecordsPage::showEvent(QShowEvent *event)
{
    PageWidget::showEvent(event);
    m_second.start();
}

void RecordsPage::hideEvent(QHideEvent *event)
{
    PageWidget::hideEvent(event);
    m_second.stop();
}

} // namespace signalbox
