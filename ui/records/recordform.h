// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/record.h"
#include "ui/widgets/context.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;

namespace signalbox {

class ValueForm;

/// The panel in which a new record is filled in. What is wrong stands at its field; after a record was stored
/// the form is empty again, for the next. Object names: `createRecord`, `closeForm`, and the fields' own
/// names. Thread: window.
class RecordForm : public QWidget
{
    Q_OBJECT

public:
    RecordForm(const Context &context, QWidget *parent = nullptr);

    void open(const Table &table); ///< the same table again: what was entered stays
    void submit();

signals:
    void created(const signalbox::Record &record); ///< it is stored
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void answered(const Result<Record> &record);

    Context m_context;
    Table m_table;
    QLabel *m_title;
    QScrollArea *m_scroll;
    ValueForm *m_form = nullptr; ///< made anew for each table
    QLabel *m_problem;
    QPushButton *m_create;
};

} // namespace signalbox
