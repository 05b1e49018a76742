// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fieldeditor.h"

#include "ui/editor/fieldeditors.h"
#include "ui/editor/surroundings.h"

namespace signalbox {

using namespace Qt::StringLiterals;

FieldEditor::FieldEditor(Field field, const FieldParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_field(std::move(field))
    , m_parts(parts)
{
    setObjectName(u"field-"_s + m_field.key);
    connect(&parts.surroundings, &Surroundings::changed, this, [this] { showSurroundings(); });
}

void FieldEditor::setConfig(const QJsonObject &config)
{
    const bool isOther = config != m_config;
    m_config = config;
    const auto value = config.value(m_field.key);
    // Choices that depend on other fields come first, so that the value is found among them.
    if (isOther || !m_isShown)
        showSurroundings();
    if (m_isShown && value == m_value)
        return;
    m_isShown = true;
    m_value = value;
    showValue(value);
}

QJsonValue FieldEditor::effective(const QJsonValue &value) const
{
    return value.isUndefined() ? m_field.fallback : value;
}

void FieldEditor::edit(const QJsonValue &value)
{
    m_value = value;
    emit edited(value);
}

void FieldEditor::setProblem(const QString &problem)
{
    if (problem == m_problem)
        return;
    m_problem = problem;
    emit problemChanged();
}

FieldEditor *makeFieldEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    switch (field.kind) {
    case FieldKind::Text:
    case FieldKind::Duration:
        return makeTextEditor(field, parts, parent);
    case FieldKind::LongText:
        return makeLongTextEditor(field, parts, parent);
    case FieldKind::Expression:
        return makeExpressionEditor(field, parts, parent);
    case FieldKind::Boolean:
        return makeToggleEditor(field, parts, parent);
    case FieldKind::Integer:
    case FieldKind::Number:
        return makeNumberEditor(field, parts, parent);
    case FieldKind::Choice:
    case FieldKind::Table:
    case FieldKind::StatusField:
    case FieldKind::Status:
    case FieldKind::RuleRef:
    case FieldKind::Icon:
        return makeChoiceEditor(field, parts, parent);
    case FieldKind::Json:
        return makeJsonEditor(field, parts, parent);
    case FieldKind::Map:
        return makeMapEditor(field, parts, parent);
    case FieldKind::TextList:
        return makeTextListEditor(field, parts, parent);
    case FieldKind::Cases:
        return makeCasesEditor(field, parts, parent);
    case FieldKind::Schedule:
        return makeScheduleEditor(field, parts, parent);
    case FieldKind::FormFields:
    case FieldKind::Questions:
        return makeFormFieldsEditor(field, parts, parent);
    case FieldKind::RecordFields:
        return makeRecordFieldsEditor(field, parts, parent);
    case FieldKind::EventType:
        return makeEventTypeEditor(field, parts, parent);
    case FieldKind::HookPath:
    case FieldKind::FormSlug:
        return makeHookPathEditor(field, parts, parent);
    case FieldKind::Connection:
        return makeConnectionEditor(field, parts, parent);
    case FieldKind::Color:
        return makeColorEditor(field, parts, parent);
    case FieldKind::Retry:
        return makeRetryEditor(field, parts, parent);
    case FieldKind::Group:
        return makeGroupEditor(field, parts, parent);
    }
    Q_UNREACHABLE();
}

} // namespace signalbox
