// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/record.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/fieldeditors.h"
#include "ui/editor/surroundings.h"
#include "ui/editor/valuetext.h"
#include "ui/theme/theme.h"

#include <QJsonObject>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

/// A line for each field of the table; where the table is not known, or has lost a field, for each key that
/// has a value.
class RecordFieldsEditor : public FieldEditor
{
public:
    RecordFieldsEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_layout(new QVBoxLayout(this))
    {
        m_layout->setContentsMargins(0, 0, 0, 0);
        m_layout->setSpacing(Theme::unit / 2);
    }

private:
    static QStringList suggestions(const DataField &column)
    {
        if (column.kind == DataField::Kind::Checkbox)
            return {u"true"_s, u"false"_s};
        return column.choices;
    }

    QList<DataField> columns() const
    {
        const auto *table = parts().surroundings.table(config().value(u"table"_s).toString());
        auto columns = table ? table->fields : QList<DataField>();
        for (const auto &key : m_values.keys()) {
            if (std::ranges::any_of(columns, [&](const DataField &column) { return column.name == key; }))
                continue;
            DataField column;
            column.name = key;
            column.label = table ? tr("%1 (not in the table)").arg(key) : key;
            columns += column;
        }
        return columns;
    }

    void showValue(const QJsonValue &value) override
    {
        m_values = value.toObject();
        m_columns.clear();
        rebuild();
    }

    void showSurroundings() override { rebuild(); }

    void rebuild()
    {
        const auto wanted = columns();
        if (wanted == m_columns && !m_lines.isEmpty())
            return;
        m_columns = wanted;
        m_lines.clear();
        while (auto *item = m_layout->takeAt(0)) {
            if (item->widget())
                item->widget()->deleteLater();
            delete item;
        }
        for (const auto &column : wanted) {
            auto *label = new QLabel(column.label.isEmpty() ? column.name : column.label, this);
            label->setTextFormat(Qt::PlainText);
            label->setProperty("role", u"label"_s);
            auto *line = makeExpressionField(parts(), {.kind = CodeKind::Json, .lines = {1, 6, true}}, this);
            line->setObjectName(u"value-"_s + column.name);
            line->showText(textOfValue(m_values.value(column.name)));
            line->edit()->setAccessibleName(label->text());
            label->setBuddy(line);
            const auto words = suggestions(column);
            line->edit()->setPlaceholderText(words.join(u" · "_s));
            line->edit()->setSuggestions(words);
            connect(line, &ExpressionField::edited, this,
                [this, key = column.name](const QString &text) { take(key, text); });
            m_layout->addWidget(label);
            m_layout->addWidget(line);
            m_lines += line->edit();
        }
        if (wanted.isEmpty()) {
            auto *hint = new QLabel(tr("Choose a table first."), this);
            hint->setProperty("role", u"muted"_s);
            m_layout->addWidget(hint);
        }
        setFocusProxy(m_lines.value(0));
    }

    void take(const QString &key, const QString &text)
    {
        if (const auto value = valueOfText(text); value.isUndefined())
            m_values.remove(key);
        else
            m_values.insert(key, value);
        edit(m_values.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(m_values));
    }

    QVBoxLayout *m_layout;
    QList<CodeEdit *> m_lines;
    QList<DataField> m_columns;
    QJsonObject m_values;
};

} // namespace

FieldEditor *makeRecordFieldsEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new RecordFieldsEditor(field, parts, parent);
}

} // namespace signalbox
