// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fieldeditors.h"
#include "ui/editor/fieldrow.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

/// A row for each field of the object; those that do not apply to what is chosen are hidden.
class GroupEditor : public FieldEditor
{
public:
    GroupEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
    {
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        for (const auto &inner : field.fields) {
            auto *editor = makeFieldEditor(inner, parts);
            // A step may have a field of that name too.
            editor->setObjectName(u"field-%1.%2"_s.arg(field.key, inner.key));
            auto *row = new FieldRow(editor, this);
            layout->addWidget(row);
            m_rows += {row, meaningBelow(*row, *layout)};
            connect(editor, &FieldEditor::edited, this,
                [this, key = inner.key](const QJsonValue &value) { take(key, value); });
        }
        if (!m_rows.isEmpty())
            setFocusProxy(m_rows.first().row->editor()->focusProxy());
    }

private:
    struct Row
    {
        FieldRow *row;
        QLabel *meaning; ///< of what is chosen; null: the choices need no explanation
    };

    QLabel *meaningBelow(const FieldRow &row, QVBoxLayout &layout)
    {
        const auto &choices = row.editor()->field().choices;
        if (std::ranges::all_of(choices, [](const Choice &choice) { return choice.help.isEmpty(); }))
            return nullptr;
        auto *meaning = new QLabel(this);
        meaning->setObjectName(u"meaning-"_s + row.editor()->field().key);
        meaning->setTextFormat(Qt::PlainText);
        meaning->setWordWrap(true);
        meaning->setProperty("role", u"muted"_s);
        meaning->setContentsMargins(0, 0, 0, Theme::unit);
        layout.addWidget(meaning);
        return meaning;
    }

    void showValue(const QJsonValue &value) override
    {
        m_value = value.toObject();
        refresh();
    }

    void take(const QString &key, const QJsonValue &value)
    {
        if (value.isUndefined())
            m_value.remove(key);
        else
            m_value.insert(key, value);
        refresh();
        edit(m_value.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(m_value));
    }

    /// What holds for one of the fields: the object's value, or the field's own.
    QString effectiveOf(const QString &key) const
    {
        const auto value = m_value.value(key);
        if (!value.isUndefined())
            return value.toVariant().toString();
        const auto found = std::ranges::find(field().fields, key, &Field::key);
        return found == field().fields.end() ? QString() : found->fallback.toVariant().toString();
    }

    void refresh()
    {
        for (const auto &[row, meaning] : std::as_const(m_rows)) {
            const auto &inner = row->editor()->field();
            row->editor()->setConfig(m_value);
            row->setVisible(
                inner.onlyWhenKey.isEmpty() || inner.onlyWhenIn.contains(effectiveOf(inner.onlyWhenKey)));
            if (!meaning)
                continue;
            const auto chosen = std::ranges::find(inner.choices, effectiveOf(inner.key), &Choice::value);
            meaning->setText(chosen == inner.choices.end() ? QString() : chosen->help);
            meaning->setVisible(!meaning->text().isEmpty());
        }
    }

    QList<Row> m_rows;
    QJsonObject m_value; ///< with keys that have no row here
};

} // namespace

FieldEditor *makeGroupEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new GroupEditor(field, parts, parent);
}

} // namespace signalbox
