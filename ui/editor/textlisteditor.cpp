// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fieldeditors.h"
#include "ui/editor/textarea.h"

#include <QJsonArray>
#include <QVBoxLayout>

namespace signalbox {

namespace {

/// One entry a line. An entry that itself holds line ends (from a file) becomes several once it is edited.
class TextListEditor : public FieldEditor
{
public:
    TextListEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_area(new TextArea(2, 10, this))
    {
        setFocusProxy(m_area);
        m_area->setAccessibleName(field.label);
        m_area->setPlaceholderText(field.placeholder.isEmpty() ? textOf(field.fallback) : field.placeholder);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_area);
        connect(m_area, &TextArea::edited, this, [this](const QString &text) {
            auto lines = text.split(u'\n');
            while (!lines.isEmpty() && lines.last().isEmpty())
                lines.removeLast();
            edit(lines.isEmpty() ? QJsonValue(QJsonValue::Undefined)
                                 : QJsonValue(QJsonArray::fromStringList(lines)));
        });
    }

private:
    static QString textOf(const QJsonValue &value)
    {
        QStringList lines;
        for (const auto &item : value.toArray())
            lines += item.toVariant().toString();
        return value.isArray() ? lines.join(u'\n') : value.toVariant().toString();
    }

    void showValue(const QJsonValue &value) override { m_area->showText(textOf(value)); }

    TextArea *m_area;
};

} // namespace

FieldEditor *makeTextListEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new TextListEditor(field, parts, parent);
}

} // namespace signalbox
