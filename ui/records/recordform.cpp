// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/recordform.h"

#include "core/base/futures.h"
#include "ui/records/recorddelegate.h"
#include "ui/widgets/panelhead.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/valueform.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

/// The table's fields, each status with the states alone in which a record may begin.
QList<DataField> fieldsOfNew(const Table &table)
{
    auto fields = table.fields;
    for (auto &field : fields) {
        if (field.kind == DataField::Kind::Status)
            field.choices = choicesFrom(field, {});
    }
    return fields;
}

} // namespace

RecordForm::RecordForm(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(new QLabel)
    , m_scroll(new QScrollArea)
    , m_problem(new QLabel)
    , m_create(new QPushButton(tr("Create record")))
{
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("role", u"problem"_s);
    m_problem->hide();
    m_create->setObjectName(u"createRecord"_s);
    m_create->setProperty("primary", true);
    auto *head = new PanelHead(context.themes, m_title);
    head->closeButton()->setObjectName(u"closeForm"_s);

    auto *actions = new QHBoxLayout;
    actions->addWidget(m_create);
    actions->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::unit, Theme::unit, Theme::unit, Theme::unit);
    layout->setSpacing(Theme::unit);
    layout->addWidget(head);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_problem);
    layout->addLayout(actions);

    connect(head, &PanelHead::closed, this, &RecordForm::closed);
    connect(m_create, &QPushButton::clicked, this, &RecordForm::submit);
}

void RecordForm::open(const Table &table)
{
    if (table != m_table || !m_form) {
        m_table = table;
        m_title->setText(tr("New record in %1").arg(singleLine(table.name, 80)));
        m_form = new ValueForm(fieldsOfNew(table));
        m_form->layout()->setContentsMargins(0, 0, Theme::unit, 0);
        static_cast<QVBoxLayout *>(m_form->layout())->addStretch();
        m_scroll->setWidget(m_form); // deletes the one before
        connect(m_form, &ValueForm::submitted, this, &RecordForm::submit);
        m_problem->hide();
    }
    m_form->focusFirst();
}

void RecordForm::submit()
{
    if (!m_create->isEnabled())
        return;
    m_problem->hide();
    const auto checked = m_form->check();
    if (!checked.problems.isEmpty())
        return;
    m_create->setEnabled(false);
    const auto future = m_context.engine.changeRecord(
        {RecordCommand::Operation::Create, m_table.id, RecordId(), checked.values});
    whenReady(future, this, [this](const Result<Record> &record) { answered(record); });
}

void RecordForm::answered(const Result<Record> &record)
{
    m_create->setEnabled(true);
    if (record) {
        m_form->clear();
        m_form->focusFirst();
        emit created(*record);
        return;
    }
    const auto &error = record.error();
    if (const auto *field = m_table.field(error.context)) {
        const auto prefix = field->name + u": "_s;
        m_form->showProblems({{field->name,
            error.message.startsWith(prefix) ? error.message.sliced(prefix.size()) : error.message}});
        return;
    }
    m_problem->setText(error.message);
    m_problem->show();
}

void RecordForm::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace signalbox
