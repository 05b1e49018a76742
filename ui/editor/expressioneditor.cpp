// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/codeeditor.h"
#include "ui/editor/fieldeditors.h"

namespace signalbox {

FieldEditor *makeExpressionEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    // Every type names so what has to be true; other expressions give any value.
    const bool isCondition = field.key == QLatin1String("condition");
    CodeEditor::Form form{.options = {.lines = {1, 8, false}, .isCondition = isCondition},
        .placeholder = field.placeholder,
        .textOf = [](const QJsonValue &value) { return value.toVariant().toString(); },
        .valueOf =
            [](const QString &text) {
                return text.trimmed().isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text);
            }};
    return new CodeEditor(field, parts, std::move(form), parent);
}

} // namespace signalbox
