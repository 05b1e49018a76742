// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fieldeditors.h"
#include "ui/editor/surroundings.h"
#include "ui/theme/theme.h"

#include <QCompleter>
#include <QLineEdit>
#include <QStringListModel>
#include <QVBoxLayout>

namespace signalbox {

namespace {

class EventTypeEditor : public FieldEditor
{
public:
    EventTypeEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_edit(new QLineEdit(this))
        , m_known(new QStringListModel(this))
    {
        setFocusProxy(m_edit);
        m_edit->setFont(parts.themes.theme().monoFont);
        m_edit->setAccessibleName(field.label);
        m_edit->setPlaceholderText(field.placeholder);
        auto *completer = new QCompleter(m_known, m_edit);
        completer->setFilterMode(Qt::MatchContains);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        m_edit->setCompleter(completer);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_edit);
        const auto take = [this](const QString &text) {
            edit(text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text));
        };
        connect(m_edit, &QLineEdit::textEdited, this, take);
        connect(completer, qOverload<const QString &>(&QCompleter::activated), this, take);
    }

private:
    void showValue(const QJsonValue &value) override { m_edit->setText(value.toVariant().toString()); }
    void showSurroundings() override { m_known->setStringList(parts().surroundings.eventTypes()); }

    QLineEdit *m_edit;
    QStringListModel *m_known;
};

} // namespace

FieldEditor *makeEventTypeEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new EventTypeEditor(field, parts, parent);
}

} // namespace signalbox
