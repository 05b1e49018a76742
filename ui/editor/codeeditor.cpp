// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/codeeditor.h"

#include "ui/editor/fieldsample.h"

#include <QVBoxLayout>

namespace signalbox {

ExpressionField *makeExpressionField(
    const FieldParts &parts, const ExpressionField::Options &options, QWidget *parent)
{
    auto *field = new ExpressionField(parts.themes, options, parent);
    if (const auto *sample = parts.sample) {
        field->setSample(sample->value());
        QObject::connect(
            sample, &FieldSample::changed, field, [field, sample] { field->setSample(sample->value()); });
    }
    return field;
}

CodeEditor::CodeEditor(const Field &field, const FieldParts &parts, Form form, QWidget *parent)
    : FieldEditor(field, parts, parent)
    , m_form(std::move(form))
{
    m_form.options.showsProblems = false; // the row around it does
    m_code = makeExpressionField(parts, m_form.options, this);
    setFocusProxy(m_code->edit());
    m_code->edit()->setAccessibleName(field.label);
    m_code->edit()->setPlaceholderText(m_form.placeholder);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_code);
    connect(m_code, &ExpressionField::problemChanged, this, [this] { setProblem(m_code->problem()); });
    connect(
        m_code, &ExpressionField::edited, this, [this](const QString &text) { edit(m_form.valueOf(text)); });
}

void CodeEditor::showValue(const QJsonValue &value)
{
    m_code->showText(m_form.textOf(value));
}

} // namespace signalbox
