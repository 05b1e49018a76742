// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "ui/editor/fieldeditors.h"
#include "ui/theme/theme.h"

#include <QFormLayout>
#include <QJsonObject>
#include <QLineEdit>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

class RetryEditor : public FieldEditor
{
public:
    RetryEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
    {
        auto *layout = new QFormLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(Theme::unit / 2);
        m_attempts = addLine(layout, u"attempts"_s, tr("Times at most"));
        m_backoff = addLine(layout, u"backoff"_s, tr("First pause"));
        m_budget = addLine(layout, u"budget"_s, tr("Give up after"));
        setFocusProxy(m_attempts);
    }

private:
    QLineEdit *addLine(QFormLayout *layout, const QString &key, const QString &label)
    {
        auto *line = new QLineEdit(this);
        line->setObjectName(key);
        line->setAccessibleName(label);
        line->setPlaceholderText(field().fallback.toObject().value(key).toVariant().toString());
        layout->addRow(label, line);
        connect(line, &QLineEdit::textEdited, this, &RetryEditor::take);
        return line;
    }

    void showValue(const QJsonValue &value) override
    {
        m_other = value.toObject();
        for (auto *line : {m_attempts, m_backoff, m_budget})
            line->setText(m_other.value(line->objectName()).toVariant().toString());
        check();
    }

    void take()
    {
        for (const auto *line : {m_attempts, m_backoff, m_budget}) {
            bool isNumber = false;
            const auto number = line->text().toInt(&isNumber);
            if (line->text().isEmpty())
                m_other.remove(line->objectName());
            else if (line == m_attempts && isNumber)
                m_other.insert(line->objectName(), number);
            else
                m_other.insert(line->objectName(), line->text());
        }
        check();
        edit(m_other.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(m_other));
    }

    void check()
    {
        bool isNumber = true;
        const auto attempts = m_attempts->text().isEmpty() ? 1 : m_attempts->text().toInt(&isNumber);
        QString problem;
        if (!isNumber || attempts < 1)
            problem = tr("How often it is tried is a whole number, 1 or more.");
        for (const auto *line : {m_backoff, m_budget}) {
            if (!line->text().isEmpty() && !parseDuration(line->text()))
                problem
                    = tr("\"%1\" is no length of time; write it like 30s, 5m or 1h 30m.").arg(line->text());
        }
        setProblem(problem);
    }

    QLineEdit *m_attempts = nullptr;
    QLineEdit *m_backoff = nullptr;
    QLineEdit *m_budget = nullptr;
    QJsonObject m_other; ///< the value, with keys that have no line here
};

} // namespace

FieldEditor *makeRetryEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new RetryEditor(field, parts, parent);
}

} // namespace signalbox
