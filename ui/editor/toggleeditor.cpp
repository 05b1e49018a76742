// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fieldeditors.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace signalbox {

namespace {

class ToggleEditor : public FieldEditor
{
public:
    ToggleEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_box(new QCheckBox(field.label, this))
    {
        setFocusProxy(m_box);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_box);
        connect(m_box, &QCheckBox::clicked, this, [this](bool checked) { edit(checked); });
    }

    bool hasOwnLabel() const override { return true; }

private:
    void showValue(const QJsonValue &value) override { m_box->setChecked(effective(value).toBool()); }

    QCheckBox *m_box;
};

} // namespace

FieldEditor *makeToggleEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new ToggleEditor(field, parts, parent);
}

} // namespace signalbox
