// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/expressionconsole.h"

#include "core/base/futures.h"
#include "ui/expression/expressionfield.h"
#include "ui/widgets/jsonmodel.h"
#include "ui/widgets/jsonview.h"

#include <QComboBox>
#include <QLabel>
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
    , m_samples(new QComboBox)
    , m_field(new ExpressionField(context.themes, {.lines = {2, 6, false}}))
    , m_value(new JsonView(context.themes))
    , m_sample(new JsonView(context.themes))
{
    setObjectName(u"expressionConsole"_s);
    m_samples->setObjectName(u"consoleSample"_s);
    m_samples->setAccessibleName(tr("Event to try it on"));
    m_samples->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_samples->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
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
    connect(m_samples, &QComboBox::currentIndexChanged, this, &ExpressionConsole::showSample);
    connect(m_field->edit(), &CodeEdit::checked, this, &ExpressionConsole::showValue);
    connect(m_sample->tree(), &QTreeView::activated, this, [this](const QModelIndex &index) {
        m_field->edit()->insertExpression(m_sample->model()->path(index, u"event"_s));
    });
    connect(&context.themes, &ThemeManager::changed, again,
        [this, again] { again->setIcon(m_context.themes.icon(u"refresh"_s)); });
    setEvents({});
}

void ExpressionConsole::refresh()
{
    if (m_isAsked)
        return;
    m_isAsked = true;
    const auto answer = m_context.readers.ask([](Reader &reader) -> Result<QList<Event>> {
        auto events = reader.events({}, 0, Page::Older, newest);
        if (events) {
            for (auto &event : *events) {
                if (event.data && event.data->size() > largestData)
                    event.data.reset();
            }
        }
        return events;
    });
    whenReady(answer, this, [this](const Result<QList<Event>> &events) {
        m_isAsked = false;
        if (events)
            setEvents(*events);
        else
            m_sample->setMessage(events.error().message);
    });
}

void ExpressionConsole::setEvents(const QList<Event> &events)
{
    const auto before = m_samples->currentData();
    {
        const QSignalBlocker quiet(m_samples);
        m_events = events;
        m_samples->clear();
        for (const auto &event : events)
            m_samples->addItem(tr("%1 · %2 · #%3").arg(event.type, event.source).arg(event.sequence),
                QVariant::fromValue<qint64>(event.sequence));
        const auto same = m_samples->findData(before);
        m_samples->setCurrentIndex(same < 0 && !events.isEmpty() ? 0 : same);
        m_samples->setEnabled(!events.isEmpty());
    }
    showSample();
}

void ExpressionConsole::showSample()
{
    const auto at = m_samples->currentIndex();
    if (at < 0 || at >= m_events.size()) {
        m_sample->setMessage(tr("No event has come in yet."));
        m_field->setSample({});
        return;
    }
    const auto sample = ExpressionSample::ofEvent(m_events[at]);
    if (const auto *event = sample.find("event"))
        m_sample->setContent(event->toJson(), true, u"event"_s);
    m_field->setSample(sample);
}

void ExpressionConsole::showValue()
{
    const auto text = m_field->edit()->toPlainText();
    if (text.trimmed().isEmpty()) {
        m_value->setMessage(tr("Write an expression above; its value stands here."));
        return;
    }
    const auto value = evaluateOn(text, CodeKind::Expression, m_field->edit()->sample());
    if (value)
        m_value->setContent(value->toJson(), true);
    else
        m_value->setMessage(value.error().context.isEmpty()
                ? value.error().message
                : tr("%1 (%2)").arg(value.error().message, value.error().context));
}

void ExpressionConsole::focusExpression()
{
    m_field->edit()->setFocus();
}

} // namespace signalbox
