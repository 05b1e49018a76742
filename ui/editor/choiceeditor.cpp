// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/record.h"
#include "ui/editor/choicebox.h"
#include "ui/editor/fieldeditors.h"
#include "ui/editor/surroundings.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

QList<Choice> choicesOf(const Field &field, const FieldParts &parts, const QJsonObject &config)
{
    const auto &around = parts.surroundings;
    const auto *table = around.table(config.value(u"table"_s).toString());
    QList<Choice> choices;
    const auto add = [&choices](const QString &value, const QString &label) {
        choices += Choice{value, label.isEmpty() ? value : label};
    };
    switch (field.kind) {
    case FieldKind::Table:
        for (const auto &known : around.tables())
            add(known.id.value, known.name);
        break;
    case FieldKind::StatusField:
        add({}, FieldEditor::tr("Any"));
        for (const auto &column : table ? table->fields : QList<DataField>()) {
            if (column.kind == DataField::Kind::Status)
                add(column.name, column.label);
        }
        break;
    case FieldKind::Status: {
        add({}, FieldEditor::tr("Any"));
        const auto wanted = config.value(u"field"_s).toString();
        const auto *column = !table ? nullptr
            : wanted.isEmpty()      ? table->statusField()
                                    : table->field(wanted);
        for (const auto &status : column ? column->choices : QStringList())
            add(status, status);
        break;
    }
    case FieldKind::RuleRef:
        add({}, field.placeholder.isEmpty() ? FieldEditor::tr("Any") : field.placeholder);
        for (const auto &rule : around.rules())
            add(rule.id.value, rule.name);
        break;
    case FieldKind::Icon:
        add({}, FieldEditor::tr("Usual"));
        for (const auto &name : ThemeManager::iconNames())
            add(name, name);
        break;
    default:
        for (const auto &choice : field.choices)
            add(choice.value, choice.label);
    }
    return choices;
}

namespace {

class ChoiceEditor : public FieldEditor
{
public:
    ChoiceEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_box(new ChoiceBox(this))
    {
        setFocusProxy(m_box);
        m_box->setAccessibleName(field.label);
        m_box->setPlaceholderText(tr("Choose …"));
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_box);
        connect(m_box, &ChoiceBox::chosen, this, [this](const QString &value) {
            edit(value.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(value));
        });
    }

private:
    void showValue(const QJsonValue &value) override
    {
        m_box->setValue(effective(value).toVariant().toString());
    }

    void showSurroundings() override
    {
        const auto choices = choicesOf(field(), parts(), config());
        m_box->setChoices(choices);
        for (int i = 0; field().kind == FieldKind::Icon && i < m_box->count(); ++i)
            m_box->setItemIcon(i, parts().themes.icon(m_box->itemData(i).toString()));
        setProblem(field().kind == FieldKind::Table && choices.isEmpty()
                ? tr("There is no table yet. Make one on the page Records.")
                : QString());
    }

    ChoiceBox *m_box;
};

} // namespace

FieldEditor *makeChoiceEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new ChoiceEditor(field, parts, parent);
}

} // namespace signalbox
