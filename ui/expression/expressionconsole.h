// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/expression/expressionsample.h"
#include "ui/widgets/context.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace signalbox {

class ExpressionField;
class JsonView;

/// To try an expression on any of the newest events: the event's tree beside it, from which values can be
/// dragged or, with Return, put into the expression; below the value as a tree, or what is wrong and where.
/// Thread: window.
class ExpressionConsole : public QWidget
{
    Q_OBJECT

public:
    explicit ExpressionConsole(const Context &context, QWidget *parent = nullptr);

    /// Asks for the newest events anew; the one that is chosen stays, as long as it is among them.
    void refresh();
    void focusExpression();

private:
    void setEvents(const QList<Event> &events);
    void showSample();
    void showValue();

    Context m_context;
    QList<Event> m_events;
    QComboBox *m_samples;
    ExpressionField *m_field;
    JsonView *m_value;
    JsonView *m_sample;
    bool m_isAsked = false;
};

} // namespace signalbox
