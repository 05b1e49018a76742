// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/fieldeditor.h"

/// One function for each kind of editor, defined in the file of its name.
namespace signalbox {

FieldEditor *makeTextEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeLongTextEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeExpressionEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeToggleEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeNumberEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeChoiceEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeJsonEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeMapEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeTextListEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeCasesEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeScheduleEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeFormFieldsEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeRecordFieldsEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeEventTypeEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeHookPathEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeConnectionEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeColorEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeRetryEditor(const Field &field, const FieldParts &parts, QWidget *parent);
FieldEditor *makeGroupEditor(const Field &field, const FieldParts &parts, QWidget *parent);

/// The choices of a field that names something around the rule, or of its own list.
QList<Choice> choicesOf(const Field &field, const FieldParts &parts, const QJsonObject &config);

} // namespace signalbox
