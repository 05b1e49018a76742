// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fieldeditors.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace signalbox {

namespace {

class TextEditor : public FieldEditor
{
public:
    TextEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_edit(new QLineEdit(this))
    {
        setFocusProxy(m_edit);
        m_edit->setAccessibleName(field.label);
        m_edit->setPlaceholderText(
            field.placeholder.isEmpty() ? field.fallback.toVariant().toString() : field.placeholder);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_edit);
        connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) {
            edit(text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text));
        });
    }

private:
    void showValue(const QJsonValue &value) override { m_edit->setText(value.toVariant().toString()); }

    QLineEdit *m_edit;
};

} // namespace

FieldEditor *makeTextEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new TextEditor(field, parts, parent);
}

} // namespace signalbox
