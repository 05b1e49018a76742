// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/expressionconsole.h"

#include "core/base/futures.h"
#include "ui/expression/eventpicker.h"
#include "ui/expression/expressionfield.h"
#include "ui/widgets/background.h"
#include "ui/widgets/jsonmodel.h"
#include "ui/widgets/jsonview.h"

#include <QSplitter>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int newest = 50;
// Larger data would keep the window waiting while it is decoded.
constexpr qsizetype largestData = qsizetype(1024) * 1024;

} // namespace

ExpressionConsole::ExpressionConsole(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_samples(new EventPicker)
    , m_field(new ExpressionField(context.themes, {.lines = {2, 6, false}}))
    , m_value(new JsonView(context.themes))
    , m_sample(new JsonView(context.themes))
{
    setObjectName(u"expressionConsole"_s);
    m_samples->setObjectName(u"consoleSample"_s);
    m_field->edit()->setObjectName(u"consoleExpression"_s);
    m_field->edit()->setAccessibleName(tr("Expression"));
    m_field->edit()->setPlaceholderText(u"event.data.total > 100"_s);
    m_value->setObjectName(u"consoleValue"_s);
    m_sample->setObjectName(u"consoleEvent"_s);
    auto *again = new QToolButton;
    again->setAutoRaise(true);
    again->setIcon(context.themes.icon(u"refresh"_s));
    again->setToolTip(tr("Look for newer events"));
    again->setAccessibleName(tr("Look for newer events"));

    const auto column = [](std::initializer_list<QWidget *> widgets) {
        auto *side = new QWidget;
        auto *layout = new QVBoxLayout(side);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(Theme::unit);
        for (auto *widget : widgets)
            layout->addWidget(widget);
        return side;
    };
    auto *head = new QWidget;
    auto *headRow = new QHBoxLayout(head);
    headRow->setContentsMargins(0, 0, 0, 0);
    headRow->addWidget(m_samples, 1);
    headRow->addWidget(again);
    auto *split = new QSplitter;
    split->setChildrenCollapsible(false);
    split->addWidget(column({m_field, m_value}));
    split->addWidget(column({head, m_sample}));
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::unit * 2, Theme::unit, Theme::unit * 2, Theme::unit * 2);
    layout->addWidget(split);

    connect(again, &QToolButton::clicked, this, &ExpressionConsole::refresh);
    connect(m_samples, &EventPicker::chosen, this, &ExpressionConsole::openEvent);
    connect(m_field->edit(), &CodeEdit::checked, this, &ExpressionConsole::showValue);
    connect(m_sample->tree(), &QTreeView::activated, this, [this](const QModelIndex &index) {
        m_field->edit()->insertExpression(m_sample->model()->path(index, u""_s));
    });
    connect(&context.themes, &ThemeManager::changed, again,
        [this, again] { again->setIcon(m_context.themes.icon(u"refresh"_s)); });
    showAnswer({});
}

void ExpressionConsole::openEvent(Sequence event)
{
    m_wanted = event;
    refresh();
}

Result<ExpressionConsole::Answer> ExpressionConsole::answer(Reader &reader, Sequence wanted)
{
    Answer answer;
    auto newestHeads = reader.eventHeads({}, 0, Page::Older, newest);
    if (!newestHeads)
        return Failure(newestHeads.error());
    answer.newest = *std::move(newestHeads);
    if (wanted == 0 && !answer.newest.isEmpty())
        wanted = answer.newest.first().sequence;
    if (wanted == 0)
        return answer;
    auto event = reader.event(wanted);
    if (!event) {
        answer.problem = event.error().message;
        return answer;
    }
    if (event->data && event->data->size() > largestData)
        event->data.reset();
    answer.event = *std::move(event);
    return answer;
}

void ExpressionConsole::refresh()
{
    const auto future
        = m_context.readers.ask([wanted = m_wanted](Reader &reader) { return answer(reader, wanted); });
    whenReady(future, this, [this, asked = ++m_asked](const Result<Answer> &found) {
        if (asked != m_asked)
            return;
        if (found) {
            showAnswer(*found);
            return;
        }
        Answer failed;
        failed.problem = found.error().message;
        showAnswer(failed);
    });
}

void ExpressionConsole::showAnswer(const Answer &answer)
{
    m_samples->setEvents(answer.newest, {}, answer.event ? answer.event->sequence : 0);
    if (!answer.event) {
        m_sample->setMessage(answer.problem.isEmpty() ? tr("No event has come in yet.") : answer.problem);
        m_field->setSample({});
        return;
    }
    m_wanted = answer.event->sequence;
    const auto sample = ExpressionSample::ofEvent(*answer.event);
    std::vector<std::pair<std::string, Value>> names;
    for (const auto &[name, value] : sample.names) {
        if (!value.isNull())
            names.emplace_back(name, value);
    }
    m_sample->setContent(Value::map(std::move(names)).toJson(), true, u""_s);
    m_field->setSample(sample);
}

void ExpressionConsole::showValue()
{
    ++m_evaluated;
    const auto text = m_field->edit()->toPlainText();
    if (text.trimmed().isEmpty()) {
        m_value->setMessage(tr("Write an expression above; its value stands here."));
        return;
    }
    // A value as large as the limits allow takes its time to be written out.
    const auto future = inBackground([text, sample = m_field->edit()->sample()]() -> Result<QByteArray> {
        const auto value = evaluateOn(text, CodeKind::Expression, sample);
        return value ? Result<QByteArray>(value->toJson()) : Failure(value.error());
    });
    whenReady(future, this, [this, evaluated = m_evaluated](const Result<QByteArray> &value) {
        if (evaluated != m_evaluated)
            return;
        if (value)
            m_value->setContent(*value, true);
        else
            m_value->setMessage(value.error().context.isEmpty()
                    ? value.error().message
                    : tr("%1 (%2)").arg(value.error().message, value.error().context));
    });
}

void ExpressionConsole::focusExpression()
{
    m_field->edit()->setFocus();
}

} // namespace signalbox
