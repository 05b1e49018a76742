// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/record.h"
#include "ui/widgets/context.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace signalbox {

class ConfirmBar;
class TableFieldEditor;

/// The panel in which a table is made or changed: its name and its fields. Nothing is stored before Save;
/// what speaks against it stands at the field, or at the foot. Object names: `tableName`, `addField`,
/// `saveTable`, `removeTable`, `closeEditor`; of the fields see TableFieldEditor, which are named `field0`,
/// `field1` … from the top. Thread: window.
class TableEditor : public QWidget
{
    Q_OBJECT

public:
    TableEditor(const Context &context, QWidget *parent = nullptr);

    /// A new table: with a name to be given and one field.
    void openNew(const QList<Table> &others);
    void open(const Table &table, const QList<Table> &others);
    TableId table() const { return m_table.id; } ///< that is edited; empty: a new one

    void save();

signals:
    void saved(const signalbox::Table &table); ///< it is stored
    void removed(const signalbox::TableId &table); ///< it is no longer stored
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fill(const Table &table);
    TableFieldEditor *addField(const DataField &field);
    void moveField(TableFieldEditor *field, int by);
    void removeField(TableFieldEditor *field);
    void placeFields();
    Table entered() const;
    bool check(const Table &table);
    void showProblem(const QString &problem);
    void remove();

    Context m_context;
    Table m_table; ///< as stored
    QStringList m_takenIds;
    QStringList m_takenNames;
    QLabel *m_title;
    QLineEdit *m_name;
    QLabel *m_nameProblem;
    QScrollArea *m_scroll;
    QVBoxLayout *m_fieldLayout;
    QList<TableFieldEditor *> m_fields;
    QLabel *m_problem;
    ConfirmBar *m_confirm;
    QPushButton *m_save;
    QPushButton *m_remove;
};

} // namespace signalbox
