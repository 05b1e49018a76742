// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/codeeditor.h"
#include "ui/editor/connectionnames.h"
#include "ui/editor/fieldeditors.h"
#include "ui/editor/textarea.h"

#include <QJsonArray>
#include <QVBoxLayout>

namespace signalbox {

namespace {

QString textOf(const QJsonValue &value)
{
    QStringList lines;
    for (const auto &item : value.toArray())
        lines += item.toVariant().toString();
    return value.isArray() ? lines.join(u'\n') : value.toVariant().toString();
}

QJsonValue valueOf(const QString &text)
{
    auto lines = text.split(u'\n');
    while (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    return lines.isEmpty() ? QJsonValue(QJsonValue::Undefined)
                           : QJsonValue(QJsonArray::fromStringList(lines));
}

QString placeholderOf(const Field &field)
{
    return field.placeholder.isEmpty() ? textOf(field.fallback) : field.placeholder;
}

/// One entry a line. An entry that itself holds line ends (from a file) becomes several once it is edited.
class TextListEditor : public FieldEditor
{
public:
    TextListEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_area(new TextArea(2, 10, this))
    {
        setFocusProxy(m_area);
        m_area->setAccessibleName(field.label);
        m_area->setPlaceholderText(placeholderOf(field));
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_area);
        connect(m_area, &TextArea::edited, this, [this](const QString &text) {
            m_value = valueOf(text);
            judge();
            edit(m_value);
        });
    }

private:
    void showValue(const QJsonValue &value) override
    {
        m_value = value;
        m_area->showText(textOf(value));
        judge();
    }

    void showSurroundings() override { judge(); }

    /// Of names of connections the first that cannot serve; the others have their turn after it.
    void judge()
    {
        if (!namesConnections(field()))
            return;
        QString problem;
        for (const auto &name : m_value.toArray()) {
            if (problem.isEmpty())
                problem = problemOfConnection(name.toString(), field(), parts().surroundings);
        }
        setProblem(problem);
    }

    TextArea *m_area;
    QJsonValue m_value; ///< what stands in the config, or goes there next
};

} // namespace

FieldEditor *makeTextListEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    if (!field.template_)
        return new TextListEditor(field, parts, parent);
    CodeEditor::Form form{.options = {.kind = CodeKind::Template, .lines = {2, 10, false}},
        .placeholder = placeholderOf(field),
        .textOf = textOf,
        .valueOf = valueOf};
    return new CodeEditor(field, parts, std::move(form), parent);
}

} // namespace signalbox
