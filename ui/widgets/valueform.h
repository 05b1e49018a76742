// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/field.h"

#include <QJsonObject>
#include <QWidget>

class QFormLayout;
class QLabel;

namespace signalbox {

/// Editors for a list of fields, one below the other: what a form on the board, a button's questions and a
/// new record are filled in with. Takes any entry as it is; what is wrong with it shows at its field and
/// stays there until the field is edited. Each editor's object name is its field's name. Thread: window.
class ValueForm : public QWidget
{
    Q_OBJECT

public:
    explicit ValueForm(QList<DataField> fields, QWidget *parent = nullptr);

    const QList<DataField> &fields() const { return m_fields; }

    /// What is entered, as entered: a number that is none is its text. Empty entries are left out.
    QJsonObject values() const;
    void setValues(const QJsonObject &values);
    void clear(); ///< back to the fields' own values
    void focusFirst(); ///< the keyboard goes to the first field

    /// Checks what is entered and shows the problems; the first field with one gets the focus.
    CheckedValues check();
    void showProblems(const QList<FieldProblem> &problems);

signals:
    void edited();
    void submitted(); ///< Return was pressed in a field

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Row
    {
        DataField field;
        QWidget *editor;
        QLabel *problem;
    };

    QWidget *makeEditor(const DataField &field);
    void onEdited(const QWidget *editor);
    static void setProblem(const Row &row, const QString &problem);
    static QJsonValue valueOf(const Row &row);
    static void setValue(const Row &row, const QJsonValue &value);

    QList<DataField> m_fields;
    QList<Row> m_rows;
};

} // namespace signalbox
