// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fieldeditors.h"
#include "ui/editor/textarea.h"
#include "ui/editor/valuetext.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>

namespace signalbox {

namespace {

class JsonEditor : public FieldEditor
{
public:
    JsonEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_area(new TextArea(3, 16, this))
    {
        setFocusProxy(m_area);
        m_area->setFont(parts.themes.theme().monoFont);
        m_area->setAccessibleName(field.label);
        m_area->setPlaceholderText(
            field.placeholder.isEmpty() ? textOfValue(field.fallback) : field.placeholder);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_area);
        connect(m_area, &TextArea::edited, this, [this](const QString &text) {
            check(text);
            edit(valueOfText(text));
        });
    }

private:
    void showValue(const QJsonValue &value) override
    {
        m_area->showText(textOfValue(value, true));
        check(m_area->toPlainText());
    }

    void check(const QString &text)
    {
        const auto problem = problemOfJsonText(text);
        setProblem(problem);
        m_area->markProblem(placeOf(problem), parts().themes.theme().danger);
    }

    TextArea *m_area;
};

} // namespace

FieldEditor *makeJsonEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new JsonEditor(field, parts, parent);
}

} // namespace signalbox
