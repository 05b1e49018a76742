// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/codeeditor.h"
#include "ui/editor/fieldeditors.h"
#include "ui/editor/textarea.h"

#include <QVBoxLayout>

namespace signalbox {

namespace {

QJsonValue valueOf(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text);
}

class LongTextEditor : public FieldEditor
{
public:
    LongTextEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_area(new TextArea(3, 10, this))
    {
        setFocusProxy(m_area);
        m_area->setAccessibleName(field.label);
        m_area->setPlaceholderText(field.placeholder);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_area);
        connect(m_area, &TextArea::edited, this, [this](const QString &text) { edit(valueOf(text)); });
    }

private:
    void showValue(const QJsonValue &value) override { m_area->showText(value.toVariant().toString()); }

    TextArea *m_area;
};

} // namespace

FieldEditor *makeLongTextEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    if (!field.template_)
        return new LongTextEditor(field, parts, parent);
    CodeEditor::Form form{.options = {.kind = CodeKind::Template, .lines = {3, 10, false}},
        .placeholder = field.placeholder,
        .textOf = [](const QJsonValue &value) { return value.toVariant().toString(); },
        .valueOf = valueOf};
    return new CodeEditor(field, parts, std::move(form), parent);
}

} // namespace signalbox
