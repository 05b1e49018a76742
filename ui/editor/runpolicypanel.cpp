// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/runpolicypanel.h"

#include "core/rule/runpolicy.h"
#include "ui/editor/fieldrow.h"
#include "ui/editor/ruledocument.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

QString problemField(const FieldRow &row)
{
    return u"runs."_s + row.editor()->field().key;
}

} // namespace

RunPolicyPanel::RunPolicyPanel(const FieldParts &parts, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"runPolicy"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit / 2);
    for (const auto &field : runPolicyType().fields) {
        auto *row = new FieldRow(makeFieldEditor(field, parts), this);
        row->editor()->setObjectName(u"runs-"_s + field.key);
        layout->addWidget(row);
        m_rows += row;
        connect(row->editor(), &FieldEditor::edited, this, [this, key = field.key](const QJsonValue &value) {
            if (m_document)
                m_document->setRuns(key, value);
        });
    }
}

void RunPolicyPanel::setDocument(RuleDocument *document)
{
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    if (document)
        connect(document, &RuleDocument::changed, this, &RunPolicyPanel::refresh);
    setProblems({});
    refresh();
}

void RunPolicyPanel::refresh()
{
    const auto runs = m_document ? m_document->rule().runs : QJsonObject();
    const auto &type = runPolicyType();
    for (auto *row : std::as_const(m_rows)) {
        const auto &field = row->editor()->field();
        row->editor()->setConfig(runs);
        row->setVisible(field.onlyWhenKey.isEmpty()
            || field.onlyWhenIn.contains(type.value(runs, field.onlyWhenKey).toString()));
    }
}

void RunPolicyPanel::setProblems(const QList<Problem> &problems)
{
    for (auto *row : std::as_const(m_rows)) {
        QStringList messages;
        for (const auto &problem : problems) {
            if (problem.step.isEmpty() && problem.field == problemField(*row))
                messages += problem.message;
        }
        row->setProblems(messages);
    }
}

bool RunPolicyPanel::focusField(const QString &field)
{
    for (auto *row : std::as_const(m_rows)) {
        if (field == problemField(*row)) {
            row->editor()->setFocus();
            return true;
        }
    }
    return false;
}

} // namespace signalbox
