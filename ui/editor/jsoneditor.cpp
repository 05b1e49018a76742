// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/codeeditor.h"
#include "ui/editor/fieldeditors.h"
#include "ui/editor/valuetext.h"

namespace signalbox {

FieldEditor *makeJsonEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    CodeEditor::Form form{.options = {.kind = CodeKind::Json, .lines = {3, 16, false}},
        .placeholder = field.placeholder.isEmpty() ? textOfValue(field.fallback) : field.placeholder,
        .textOf = [](const QJsonValue &value) { return textOfValue(value, true); },
        .valueOf = valueOfText};
    return new CodeEditor(field, parts, std::move(form), parent);
}

} // namespace signalbox
