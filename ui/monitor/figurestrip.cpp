// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/figurestrip.h"

#include "core/base/futures.h"
#include "ui/monitor/figurecard.h"
#include "ui/widgets/linkrow.h"
#include "ui/widgets/ratestrip.h"
#include "ui/widgets/rulenames.h"
#include "ui/widgets/timetext.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

FigureStrip::FigureStrip(const Context &context, const RuleNames &names, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_names(names)
    , m_rate(new RateStrip(context.themes))
    , m_spans(new QButtonGroup(this))
    , m_events(new FigureCard(context.themes, tr("Events a second")))
    , m_runs(new FigureCard(context.themes, tr("Runs, last hour")))
    , m_failed(new FigureCard(context.themes, tr("Failed, last hour")))
    , m_waiting(new FigureCard(context.themes, tr("Waiting")))
    , m_nextCard(new QWidget)
{
    m_rate->setObjectName(u"rate"_s);
    m_events->setObjectName(u"eventsASecond"_s);
    m_runs->setObjectName(u"runsLastHour"_s);
    m_failed->setObjectName(u"failedLastHour"_s);
    m_waiting->setObjectName(u"waiting"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit);
    const auto addCard = [&](QWidget *content, int stretch) {
        content->layout()->setContentsMargins(
            Theme::unit * 3 / 2, Theme::unit, Theme::unit * 3 / 2, Theme::unit);
        layout->addWidget(content, stretch);
        m_cards.append(content);
    };

    auto *rate = new QWidget;
    auto *rateLayout = new QVBoxLayout(rate);
    rateLayout->setSpacing(Theme::unit / 2);
    auto *head = new QHBoxLayout;
    head->setSpacing(0);
    auto *title = new QLabel(tr("Events"));
    title->setForegroundRole(QPalette::PlaceholderText);
    title->setFont(context.themes.theme().smallFont);
    head->addWidget(title);
    head->addStretch();
    const auto addSpan = [&](const QString &text, const QString &name, RateSpan spanOf) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setAccessibleName(name);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFont(context.themes.theme().smallFont);
        button->setChecked(spanOf == m_span);
        m_spans->addButton(button, int(spanOf));
        head->addWidget(button);
    };
    addSpan(tr("1 min"), tr("Events of the last minute"), RateSpan::Minute);
    addSpan(tr("15 min"), tr("Events of the last 15 minutes"), RateSpan::QuarterHour);
    rateLayout->addLayout(head);
    rateLayout->addWidget(m_rate);
    addCard(rate, 3);
    for (auto *card : {m_events, m_runs, m_failed, m_waiting})
        addCard(card, 1);

    auto *nextLayout = new QVBoxLayout(m_nextCard);
    nextLayout->setSpacing(0);
    auto *nextTitle = new QLabel(tr("Next schedules"));
    nextTitle->setForegroundRole(QPalette::PlaceholderText);
    nextTitle->setFont(context.themes.theme().smallFont);
    nextLayout->addWidget(nextTitle);
    for (int i = 0; i < 3; ++i) {
        auto *row = new LinkRow(context.themes);
        row->setObjectName(u"nextSchedule"_s + QString::number(i));
        row->hide();
        nextLayout->addWidget(row);
        m_next.append(row);
        connect(row, &QAbstractButton::clicked, this, [this, i] {
            if (i < m_shown.size())
                emit ruleActivated(m_shown[i].rule);
        });
    }
    nextLayout->addStretch();
    addCard(m_nextCard, 2);
    m_nextCard->hide();

    connect(m_spans, &QButtonGroup::idClicked, this, [this](int id) { setSpan(RateSpan(id)); });
    connect(&context.themes, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
    connect(&names, &RuleNames::changed, this, [this] { showSchedules(m_shown); });
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &FigureStrip::read);
}

void FigureStrip::setSpan(RateSpan span)
{
    m_span = span;
    m_spans->button(int(span))->setChecked(true);
    read();
}

void FigureStrip::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_timer.start();
    read();
}

void FigureStrip::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void FigureStrip::paintEvent(QPaintEvent *)
{
    const auto &theme = m_context.themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.border);
    painter.setBrush(theme.surface);
    for (const auto *card : m_cards) {
        if (card->isVisible())
            painter.drawRoundedRect(
                QRectF(card->geometry()).adjusted(0.5, 0.5, -0.5, -0.5), Theme::radius, Theme::radius);
    }
}

void FigureStrip::read()
{
    if (m_asked)
        return;
    m_asked = true;
    const auto answer = m_context.readers.ask([now = m_context.clock.now(), span = m_span](
                                                  Reader &reader) { return readFigures(reader, now, span); });
    whenReady(answer, this, [this, asked = m_span](const Result<Figures> &figures) {
        m_asked = false;
        // Not answered: the numbers stay, and the next second asks again. The table beside them says what is
        // wrong.
        if (figures && asked == m_span)
            showFigures(*figures);
        else if (asked != m_span)
            read();
    });
}

void FigureStrip::showFigures(const Figures &figures)
{
    m_rate->setValues(figures.rate, figures.bucket, figures.until);
    m_events->setFigure(rateText(figures.eventsPerSecond), tr("over 10 seconds"));
    const auto active
        = figures.runs.byState.value(State::Running) + figures.runs.byState.value(State::Queued);
    m_runs->setFigure(
        countText(figures.runs.lastHour), active > 0 ? tr("%n going on", nullptr, active) : QString());
    const auto failed = figures.runs.failedLastHour;
    m_failed->setFigure(countText(failed),
        failed > 0 && figures.runs.lastHour > 0
            ? tr("%1 % of the runs").arg(QLocale().toString(100.0 * failed / figures.runs.lastHour, 'f', 1))
            : QString());
    m_failed->setAlarming(failed > 0);
    const auto doubtful = figures.runs.byState.value(State::InDoubt);
    m_waiting->setFigure(countText(figures.runs.byState.value(State::Waiting)),
        doubtful > 0 ? tr("and %n in doubt", nullptr, doubtful) : QString());
    showSchedules(figures.next);
}

void FigureStrip::showSchedules(const QList<ScheduleRow> &next)
{
    m_shown = next;
    const auto now = m_context.clock.now();
    for (qsizetype i = 0; i < m_next.size(); ++i) {
        m_next[i]->setVisible(i < next.size());
        if (i < next.size())
            m_next[i]->setContent(m_names.name(next[i].rule), relativeTime(*next[i].due, now));
    }
    m_nextCard->setVisible(!next.isEmpty());
}

} // namespace signalbox
