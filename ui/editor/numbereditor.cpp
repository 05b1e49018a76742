// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/numbertext.h"
#include "ui/editor/fieldeditors.h"

#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

namespace signalbox {

namespace {

QString textOf(const QJsonValue &value)
{
    if (!value.isDouble())
        return value.toVariant().toString(); // an expression, or what somebody typed that is no number
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return numberText(value.toDouble(), locale);
}

QJsonValue valueOf(const QString &text)
{
    if (text.trimmed().isEmpty())
        return QJsonValue::Undefined;
    bool ok = false;
    auto number = QLocale().toDouble(text.trimmed(), &ok);
    if (!ok)
        number = QLocale::c().toDouble(text.trimmed(), &ok);
    return ok ? QJsonValue(number) : QJsonValue(text);
}

/// A line, not a spin box: a wrong entry stays, is saved with the draft and is said to be wrong.
class NumberEditor : public FieldEditor
{
public:
    NumberEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_edit(new QLineEdit(this))
    {
        setFocusProxy(m_edit);
        m_edit->setAccessibleName(field.label);
        m_edit->setPlaceholderText(field.placeholder.isEmpty() ? textOf(field.fallback) : field.placeholder);
        m_edit->setInputMethodHints(Qt::ImhFormattedNumbersOnly);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_edit);
        connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) { edit(valueOf(text)); });
    }

private:
    void showValue(const QJsonValue &value) override { m_edit->setText(textOf(value)); }

    QLineEdit *m_edit;
};

} // namespace

FieldEditor *makeNumberEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new NumberEditor(field, parts, parent);
}

} // namespace signalbox
