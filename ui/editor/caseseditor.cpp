// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fieldeditors.h"
#include "ui/editor/rowlist.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

/// The values that a switch looks for. The names of the ways out are given here and never shown: a value can
/// be changed without a link losing its beginning.
class CasesEditor : public FieldEditor
{
public:
    CasesEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_rows(new RowList(parts.themes, {tr("Value")}, tr("Add a case"), this))
    {
        setFocusProxy(m_rows);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_rows);
        connect(m_rows, &RowList::edited, this, &CasesEditor::take);
    }

private:
    void showValue(const QJsonValue &value) override
    {
        m_cases.clear();
        QList<QStringList> rows;
        for (const auto &entry : value.toArray()) {
            m_cases += entry.toObject();
            rows += {entry.toObject().value(u"when"_s).toVariant().toString()};
        }
        m_rows->setRows(rows);
    }

    QString freePort() const
    {
        QSet<QString> taken{u"else"_s, u"error"_s};
        for (const auto &known : m_cases)
            taken.insert(known.value(u"port"_s).toString());
        int n = 1;
        while (taken.contains(u"case%1"_s.arg(n)))
            ++n;
        return u"case%1"_s.arg(n);
    }

    void take()
    {
        const auto rows = m_rows->rows();
        // A row that went is the first at which the two lists differ; else the last.
        if (rows.size() < m_cases.size()) {
            qsizetype gone = 0;
            while (gone < rows.size()
                && m_cases.at(gone).value(u"when"_s).toVariant().toString() == rows.at(gone).first())
                ++gone;
            m_cases.removeAt(gone);
        }
        while (m_cases.size() < rows.size())
            m_cases += QJsonObject{{u"port"_s, freePort()}};
        QJsonArray array;
        for (qsizetype i = 0; i < rows.size(); ++i) {
            if (m_cases.at(i).value(u"when"_s).toVariant().toString() != rows.at(i).first()
                || !m_cases.at(i).contains(u"when"_s))
                m_cases[i].insert(u"when"_s, rows.at(i).first());
            array += m_cases.at(i);
        }
        edit(array.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(array));
    }

    RowList *m_rows;
    QList<QJsonObject> m_cases; ///< as in the config; unknown keys stay
};

} // namespace

FieldEditor *makeCasesEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new CasesEditor(field, parts, parent);
}

} // namespace signalbox
