// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/page.h"

#include <QTimer>

class QLabel;
class QListView;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace signalbox {

class CellNote;
class ConfirmBar;
class RecordForm;
class RecordModel;
class TableEditor;
class TableListModel;
struct Record;
struct Table;

/// The user's tables: their list, the records of one in a grid that is edited in place, and beside it a panel
/// for a new record or for the table itself.
///
/// In the grid F2, Return or typing edits a cell, Space ticks a box, Delete asks whether to delete the
/// selected records. Ctrl+N: new record. Object names: `tables` (list), `records` (grid), `newTable`,
/// `editTable`, `newRecord`, `deleteRecords`, `cellNote`; of the panels see TableEditor and RecordForm.
/// Thread: window.
class RecordsPage : public PageWidget
{
    Q_OBJECT

public:
    RecordsPage(const Context &context, Navigator &navigator, QWidget *parent = nullptr);

    QString title() const override { return tr("Records"); }
    QWidget *headerWidget() override { return m_header; }

    void openTable(const signalbox::TableId &table);

signals:
    void exampleWanted(); ///< somebody pressed "Load the example" on the empty page

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeTableList();
    QWidget *makeRecords();
    QWidget *makeHeader();
    void onTablesLoaded();
    void onTableChosen();
    void showTable(const Table &table);
    void showNoTable();
    void fitColumns();
    void editNewTable();
    void editTable();
    void newRecord();
    void onCreated(const Record &record);
    void selectCreated();
    void askToDelete();
    void deleteRecords(const QList<RecordId> &records);
    void openPanel(QWidget *panel);
    void closePanel();
    void updateState();

    TableListModel *m_tables;
    RecordModel *m_records;
    QStackedWidget *m_stack; ///< no table at all, or the rest
    QWidget *m_empty;
    QListView *m_list;
    QStackedWidget *m_content; ///< no record yet, or the grid
    QWidget *m_noRecords;
    QTableView *m_grid;
    CellNote *m_note;
    ConfirmBar *m_confirm;
    QStackedWidget *m_panel;
    RecordForm *m_form;
    TableEditor *m_editor;
    QSplitter *m_splitter;
    QWidget *m_header;
    QPushButton *m_newRecord;
    QPushButton *m_editTable;
    QPushButton *m_delete;
    QTimer m_second;
    TableId m_wanted; ///< to be shown as soon as it is in the list
    RecordId m_created; ///< to be selected as soon as its row is there
};

} // namespace signalbox
