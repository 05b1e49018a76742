// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/transitiongrid.h"

#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>

namespace signalbox {

TransitionGrid::TransitionGrid(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(Theme::unit);
    m_layout->setVerticalSpacing(Theme::unit / 2);
}

void TransitionGrid::setStates(const QStringList &states)
{
    if (states == m_states)
        return;
    const auto before = transitions();
    m_boxes.clear();
    while (auto *item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_states = states;
    for (int column = 0; column < states.size(); ++column)
        addHeading(states.at(column), 0, column + 1);
    // The first row is that of a record to come.
    for (int row = 0; row <= states.size(); ++row) {
        const auto from = row == 0 ? QString() : states.at(row - 1);
        const auto title = row == 0 ? tr("new record") : from;
        addHeading(title, row + 1, 0);
        for (int column = 0; column < states.size(); ++column) {
            const auto &to = states.at(column);
            if (from == to)
                continue;
            auto *box = new QCheckBox;
            box->setAccessibleName(tr("%1 to %2", "a change of status").arg(title, to));
            box->setToolTip(plainToolTip(box->accessibleName()));
            box->setObjectName(from + u'>' + to);
            connect(box, &QCheckBox::clicked, this, &TransitionGrid::edited);
            m_layout->addWidget(box, row + 1, column + 1, Qt::AlignCenter);
            m_boxes.append({{from, to}, box});
        }
    }
    m_layout->setColumnStretch(int(states.size()) + 1, 1);
    setTransitions(before);
}

void TransitionGrid::addHeading(const QString &text, int row, int column)
{
    auto *label = new QLabel(singleLine(text, 24));
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    m_layout->addWidget(label, row, column, column == 0 ? Qt::AlignLeading : Qt::AlignCenter);
}

void TransitionGrid::setTransitions(const QList<DataField::Transition> &transitions)
{
    for (const auto &box : std::as_const(m_boxes))
        box.box->setChecked(transitions.contains(box.transition));
}

QList<DataField::Transition> TransitionGrid::transitions() const
{
    QList<DataField::Transition> transitions;
    for (const auto &box : m_boxes) {
        if (box.box->isChecked())
            transitions.append(box.transition);
    }
    return transitions;
}

} // namespace signalbox
