// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/choicebox.h"

#include <QWheelEvent>

namespace signalbox {

ChoiceBox::ChoiceBox(QWidget *parent)
    : QComboBox(parent)
{
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QComboBox::activated, this, [this] {
        m_value = value();
        emit chosen(m_value);
    });
}

void ChoiceBox::setChoices(const QList<Choice> &choices)
{
    m_choices = choices;
    fill();
}

void ChoiceBox::setValue(const QString &value)
{
    m_value = value;
    fill();
}

void ChoiceBox::fill()
{
    clear();
    for (const auto &choice : std::as_const(m_choices))
        addItem(choice.label, choice.value);
    auto index = findData(m_value);
    if (index < 0 && !m_value.isEmpty()) {
        addItem(tr("%1 (not there)").arg(m_value), m_value);
        index = count() - 1;
    }
    setCurrentIndex(index);
}

void ChoiceBox::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace signalbox
