// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/codeeditor.h"
#include "ui/editor/fieldeditors.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace signalbox {

namespace {

QJsonValue valueOf(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text);
}

QString placeholderOf(const Field &field)
{
    return field.placeholder.isEmpty() ? field.fallback.toVariant().toString() : field.placeholder;
}

class TextEditor : public FieldEditor
{
public:
    TextEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_edit(new QLineEdit(this))
    {
        setFocusProxy(m_edit);
        m_edit->setAccessibleName(field.label);
        m_edit->setPlaceholderText(placeholderOf(field));
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_edit);
        connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) { edit(valueOf(text)); });
    }

private:
    void showValue(const QJsonValue &value) override { m_edit->setText(value.toVariant().toString()); }

    QLineEdit *m_edit;
};

} // namespace

FieldEditor *makeTextEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    if (!field.template_)
        return new TextEditor(field, parts, parent);
    CodeEditor::Form form{.options = {.kind = CodeKind::Template, .lines = {1, 4, true}},
        .placeholder = placeholderOf(field),
        .textOf = [](const QJsonValue &value) { return value.toVariant().toString(); },
        .valueOf = valueOf};
    return new CodeEditor(field, parts, std::move(form), parent);
}

} // namespace signalbox
