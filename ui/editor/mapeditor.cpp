// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/codeeditor.h"
#include "ui/editor/fieldeditors.h"
#include "ui/editor/rowlist.h"
#include "ui/editor/valuetext.h"

#include <QJsonObject>
#include <QVBoxLayout>

namespace signalbox {

namespace {

class MapEditor : public FieldEditor
{
public:
    MapEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_rows(new RowList(parts.themes, {tr("Name"), tr("Value")}, tr("Add"), this))
    {
        if (field.template_)
            m_rows->setCodeColumn([parts](QWidget *row) {
                return makeExpressionField(parts, {.kind = CodeKind::Json, .lines = {1, 6, true}}, row);
            });
        setFocusProxy(m_rows);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_rows);
        connect(m_rows, &RowList::edited, this, &MapEditor::take);
    }

private:
    void showValue(const QJsonValue &value) override
    {
        QList<QStringList> rows;
        const auto object = effective(value).toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            rows += {it.key(), it.value() == QString() ? QString() : textOfValue(it.value())};
        m_rows->setRows(rows);
        setProblem({});
    }

    void take()
    {
        QJsonObject object;
        QString problem;
        for (const auto &row : m_rows->rows()) {
            if (row.at(0).isEmpty())
                continue; // not finished yet
            if (object.contains(row.at(0)))
                problem = tr("There are two named \"%1\"; the last one holds.").arg(row.at(0));
            const auto value = valueOfText(row.at(1));
            object.insert(row.at(0), value.isUndefined() ? QJsonValue(QString()) : value);
        }
        setProblem(problem);
        edit(object.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(object));
    }

    RowList *m_rows;
};

} // namespace

FieldEditor *makeMapEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new MapEditor(field, parts, parent);
}

} // namespace signalbox
