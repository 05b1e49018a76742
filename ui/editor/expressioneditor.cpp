// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/expression.h"
#include "ui/editor/fieldeditors.h"
#include "ui/editor/textarea.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>

namespace signalbox {

namespace {

/// An error without a message: there is none.
Error problemOf(const QString &text)
{
    if (text.trimmed().isEmpty())
        return {};
    const auto compiled = Expression::compile(text);
    return compiled ? Error() : compiled.error();
}

class ExpressionEditor : public FieldEditor
{
public:
    ExpressionEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_area(new TextArea(1, 8, this))
    {
        setFocusProxy(m_area);
        m_area->setFont(parts.themes.theme().monoFont);
        m_area->setAccessibleName(field.label);
        m_area->setPlaceholderText(field.placeholder);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_area);
        connect(m_area, &TextArea::edited, this, [this](const QString &text) {
            check(text);
            edit(text.trimmed().isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text));
        });
    }

private:
    void showValue(const QJsonValue &value) override
    {
        m_area->showText(value.toVariant().toString());
        check(m_area->toPlainText());
    }

    void check(const QString &text)
    {
        const auto error = problemOf(text);
        setProblem(error.context.isEmpty() ? error.message : tr("%1 (%2)").arg(error.message, error.context));
        m_area->markProblem(placeOf(error.context), parts().themes.theme().danger);
    }

    TextArea *m_area;
};

} // namespace

FieldEditor *makeExpressionEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new ExpressionEditor(field, parts, parent);
}

} // namespace signalbox
