// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fieldeditors.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>

namespace signalbox {

namespace {

/// The text of a check box, which has as many lines as it needs: QCheckBox has one.
class ToggleText : public QLabel
{
public:
    ToggleText(const QString &text, QCheckBox *box, QWidget *parent)
        : QLabel(text, parent)
        , m_box(box)
    {
        setTextFormat(Qt::PlainText);
        setWordWrap(true);
        setBuddy(box);
    }

protected:
    void mousePressEvent(QMouseEvent *event) override { event->accept(); }
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        if (event->button() == Qt::LeftButton && rect().contains(event->pos()))
            m_box->click();
    }

private:
    QCheckBox *m_box;
};

class ToggleEditor : public FieldEditor
{
public:
    ToggleEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_box(new QCheckBox(this))
    {
        setFocusProxy(m_box);
        m_box->setAccessibleName(field.label);
        auto *layout = new QHBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_box, 0, Qt::AlignTop);
        layout->addWidget(new ToggleText(field.label, m_box, this), 1);
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
