// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/expression/expressionsample.h"
#include "ui/widgets/context.h"

#include <QWidget>

#include <optional>

namespace signalbox {

class EventPicker;
class ExpressionField;
class JsonView;

/// To try an expression on any event, one of the newest or by its number: the event's tree beside it, from
/// which values can be dragged or, with Return, put into the expression; below the value as a tree, or what
/// is wrong and where. Thread: window.
class ExpressionConsole : public QWidget
{
    Q_OBJECT

public:
    explicit ExpressionConsole(const Context &context, QWidget *parent = nullptr);

    /// Asks for the newest events anew; the one that is chosen stays.
    void refresh();
    void openEvent(Sequence event); ///< 0: the newest
    void focusExpression();

private:
    /// What a question to the store comes to.
    struct Answer
    {
        QList<Event> newest; ///< heads
        std::optional<Event> event; ///< the one that was asked for, or the newest
        QString problem; ///< why there is none
    };

    static Result<Answer> answer(Reader &reader, Sequence wanted);
    void showAnswer(const Answer &answer);
    void showValue();

    Context m_context;
    Sequence m_wanted = 0;
    EventPicker *m_samples;
    ExpressionField *m_field;
    JsonView *m_value;
    JsonView *m_sample;
    quint64 m_asked = 0; ///< and the next: what was asked last, so that only its answer counts
    quint64 m_evaluated = 0;
};

} // namespace signalbox
