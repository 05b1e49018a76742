// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/fieldeditor.h"
#include "ui/expression/expressionfield.h"

#include <functional>

namespace signalbox {

/// A field of the parts' inspector: it follows the sample that expressions are tried on.
ExpressionField *makeExpressionField(
    const FieldParts &parts, const ExpressionField::Options &options, QWidget *parent);

/// Edits what is an expression, or a text in which expressions may stand. Thread: window.
class CodeEditor : public FieldEditor
{
    Q_OBJECT

public:
    /// How the config's value stands in the editor.
    struct Form
    {
        ExpressionField::Options options;
        QString placeholder;
        std::function<QString(const QJsonValue &value)> textOf;
        std::function<QJsonValue(const QString &text)> valueOf; ///< undefined: the key goes
    };

    CodeEditor(const Field &field, const FieldParts &parts, Form form, QWidget *parent);

private:
    void showValue(const QJsonValue &value) override;

    Form m_form;
    ExpressionField *m_code;
};

} // namespace signalbox
