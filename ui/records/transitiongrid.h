// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/field.h"

#include <QWidget>

class QCheckBox;
class QGridLayout;

namespace signalbox {

/// Which changes of a status are allowed: a row for each state it may have (and for a new record), a column
/// for each that it may get, a box where they meet. Each box is named for what it allows ("new to paid"), and
/// its object name is `FROM>TO`, for a new record `>TO`. Thread: window.
class TransitionGrid : public QWidget
{
    Q_OBJECT

public:
    explicit TransitionGrid(QWidget *parent = nullptr);

    /// Boxes for these states; what was ticked between states that stay, stays.
    void setStates(const QStringList &states);
    void setTransitions(const QList<DataField::Transition> &transitions);
    QList<DataField::Transition> transitions() const; ///< in the order of the states

signals:
    void edited();

private:
    void addHeading(const QString &text, int row, int column);

    struct Box
    {
        DataField::Transition transition;
        QCheckBox *box;
    };

    QGridLayout *m_layout;
    QStringList m_states;
    QList<Box> m_boxes;
};

} // namespace signalbox
