// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/eventpanel.h"

#include "core/base/futures.h"
#include "core/event/cloudevents.h"
#include "ui/widgets/eventfamily.h"
#include "ui/widgets/facts.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/linkrow.h"
#include "ui/widgets/panelhead.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/rulenames.h"
#include "ui/widgets/timetext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype linksShown = 6; // of runs and of events each; more is what the Runs page is for

void clear(QLayout *layout)
{
    while (auto *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace

EventPanel::EventPanel(const Context &context, Navigator &navigator, const RuleNames &names, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_navigator(navigator)
    , m_names(names)
    , m_icon(new QLabel)
    , m_title(new QLabel)
    , m_place(new QLabel)
    , m_makeRule(new QPushButton(tr("Make a rule")))
    , m_try(new QPushButton(tr("Try expressions")))
    , m_copy(new QPushButton(tr("Copy JSON")))
    , m_story(new QWidget)
    , m_causes(new QVBoxLayout)
    , m_effects(new QVBoxLayout)
    , m_tabs(new QTabWidget)
    , m_data(new JsonView(context.themes))
    , m_request(new JsonView(context.themes))
    , m_details(new Facts)
{
    for (auto *label : {m_title, m_place}) {
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    m_place->setForegroundRole(QPalette::PlaceholderText);
    auto *bar = new PanelHead(context.themes, m_title);
    bar->closeButton()->setObjectName(u"closeEvent"_s);
    connect(bar, &PanelHead::closed, this, &EventPanel::closed);
    m_makeRule->setObjectName(u"makeRule"_s);
    m_try->setObjectName(u"tryExpressions"_s);
    m_try->setToolTip(tr("Try expressions on this event"));
    m_copy->setObjectName(u"copyEvent"_s);
    m_tabs->setObjectName(u"eventTabs"_s);
    m_tabs->setAccessibleName(tr("Parts of the event"));
    m_data->setObjectName(u"eventData"_s);
    m_request->setObjectName(u"eventRequest"_s);
    m_details->setObjectName(u"eventDetails"_s);

    auto *head = new QHBoxLayout;
    head->setSpacing(Theme::unit);
    head->addWidget(m_icon);
    head->addWidget(bar, 1);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(Theme::unit);
    actions->addWidget(m_makeRule);
    actions->addWidget(m_try);
    actions->addWidget(m_copy);
    actions->addStretch();

    auto *story = new QVBoxLayout(m_story);
    story->setContentsMargins(0, 0, 0, 0);
    story->setSpacing(0);
    m_causes->setSpacing(0);
    m_effects->setSpacing(0);
    story->addLayout(m_causes);
    story->addLayout(m_effects);

    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_data, tr("Data"));
    m_tabs->addTab(m_request, tr("Request"));
    m_tabs->addTab(m_details, tr("Details"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::unit, Theme::unit, Theme::unit, 0);
    layout->setSpacing(Theme::unit);
    layout->addLayout(head);
    layout->addWidget(m_place);
    layout->addLayout(actions);
    layout->addWidget(m_story);
    layout->addWidget(m_tabs, 1);

    connect(m_makeRule, &QPushButton::clicked, this, [this] {
        if (m_event)
            emit m_navigator.newRuleFromEvent(*m_event);
    });
    connect(m_try, &QPushButton::clicked, this, [this] {
        if (m_event)
            emit m_navigator.tryExpressions(m_event->sequence);
    });
    connect(m_copy, &QPushButton::clicked, this, &EventPanel::copyJson);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(100ms);
    connect(&m_refresh, &QTimer::timeout, this, &EventPanel::readConsequences);
    connect(&context.store, &Store::runsChanged, this, [this] {
        if (isVisible() && !m_refresh.isActive())
            m_refresh.start();
    });
    connect(&names, &RuleNames::changed, this, &EventPanel::showConsequences);

    const auto restyle = [this] {
        const auto &theme = m_context.themes.theme();
        m_place->setFont(theme.smallFont);
        if (m_event) {
            showConsequences();
            const auto family = familyOf(m_event->type);
            m_icon->setPixmap(m_context.themes.pixmap(
                family.icon, theme.named(family.color), Theme::iconSize, devicePixelRatioF()));
        }
    };
    connect(&context.themes, &ThemeManager::changed, this, restyle);
    restyle();
}

QSize EventPanel::sizeHint() const
{
    return {54 * Theme::unit, 60 * Theme::unit};
}

void EventPanel::open(Sequence sequence)
{
    if (sequence == m_sequence && m_event)
        return;
    m_sequence = sequence;
    ++m_generation;
    m_asked = false;
    m_makeRule->setEnabled(false);
    m_try->setEnabled(false);
    m_copy->setEnabled(false);
    const auto answer
        = m_context.readers.ask([sequence](Reader &reader) { return readOrigin(reader, sequence); });
    whenReady(answer, this, [this, generation = m_generation](const Result<EventOrigin> &origin) {
        if (generation != m_generation)
            return;
        if (origin) {
            showOrigin(*origin);
        } else {
            m_event.reset();
            m_title->setText(tr("Event %1").arg(m_sequence));
            m_icon->clear();
            m_place->clear();
            clear(m_causes);
            clear(m_effects);
            m_data->setMessage(origin.error().message);
            m_request->setMessage({});
            m_details->setFacts({});
        }
        emit shown();
    });
    m_consequences = {};
    readConsequences();
}

void EventPanel::showOrigin(const EventOrigin &origin)
{
    m_event = origin.event;
    const auto &event = *m_event;
    const auto &theme = m_context.themes.theme();
    const auto family = familyOf(event.type);
    m_icon->setPixmap(m_context.themes.pixmap(
        family.icon, theme.named(family.color), Theme::iconSize, devicePixelRatioF()));
    m_title->setText(singleLine(event.type, 200));
    m_title->setToolTip(plainToolTip(event.type));
    refreshTimes();
    m_makeRule->setEnabled(true);
    m_try->setEnabled(true);
    m_copy->setEnabled(true);
    showData(event);
    m_request->setContent(event.request.json(), true, u"request"_s);
    m_tabs->setTabVisible(m_tabs->indexOf(m_request), !event.request.isEmpty());
    showDetails(event);

    clear(m_causes);
    if (origin.cause)
        addEventLink(m_causes, *origin.cause)->setObjectName(u"causeEvent"_s);
    if (origin.causeRun) {
        const auto run = *origin.causeRun;
        auto *row = addLink(m_causes, tr("Sent by %1").arg(m_names.name(run.rule)),
            origin.causeStep.isEmpty() ? QString() : tr("step %1").arg(origin.causeStep));
        row->setLineIcon(stateIcon(run.state), theme.state(run.state));
        row->setObjectName(u"causeRun"_s);
        connect(row, &LinkRow::clicked, this, [this, id = run.id] { emit m_navigator.showRun(id); });
    }
    if (m_causes->count() > 0) {
        auto *title = new QLabel(tr("Caused by"));
        title->setForegroundRole(QPalette::PlaceholderText);
        title->setFont(theme.smallFont);
        m_causes->insertWidget(0, title);
    }
    showConsequences();
}

void EventPanel::showData(const Event &event)
{
    if (!event.data || event.data->isEmpty())
        m_data->setMessage(tr("This event carries no data."));
    else
        m_data->setContent(*event.data, event.hasJsonData(), u"event.data"_s);
}

void EventPanel::showDetails(const Event &event)
{
    QList<Facts::Fact> facts{
        {tr("Received"), exactTime(event.received)},
        {tr("Happened"), exactTime(event.time)},
        {tr("Source"), event.source},
        {tr("Subject"), event.subject},
        {tr("Id"), event.id.value},
        {tr("Place in the log"), countText(event.sequence)},
        {tr("Content type"), event.dataContentType},
        {tr("Size of data"), event.data ? sizeText(event.data->size()) : QString()},
        {tr("Data schema"), event.dataSchema},
        {tr("Trace parent"), event.traceParent},
    };
    if (event.correlation != 0 && event.correlation != event.sequence)
        facts.append({tr("Chain began with"),
            tr("event %1, %n step(s) before", nullptr, event.depth).arg(event.correlation)});
    for (auto it = event.extensions.begin(); it != event.extensions.end(); ++it)
        facts.append({singleLine(it.key(), 40), it.value().toVariant().toString()});
    m_details->setFacts(facts);
}

void EventPanel::readConsequences()
{
    if (m_sequence == 0 || m_asked)
        return;
    m_asked = true;
    const auto answer = m_context.readers.ask(
        [sequence = m_sequence](Reader &reader) { return signalbox::readConsequences(reader, sequence); });
    whenReady(answer, this, [this, generation = m_generation](const Result<EventConsequences> &consequences) {
        if (generation != m_generation)
            return;
        m_asked = false;
        if (!consequences || *consequences == m_consequences)
            return;
        m_consequences = *consequences;
        showConsequences();
    });
}

void EventPanel::showConsequences()
{
    if (!m_event)
        return;
    const auto &theme = m_context.themes.theme();
    const auto focused
        = m_effects->parentWidget()->focusWidget(); // rows are made anew: keep the keyboard's place
    const auto focusedRow = focused ? m_effects->indexOf(focused) : -1;
    clear(m_effects);
    const auto addTitle = [&](const QString &text) {
        auto *title = new QLabel(text);
        title->setForegroundRole(QPalette::PlaceholderText);
        title->setFont(theme.smallFont);
        m_effects->addWidget(title);
    };
    if (m_consequences.runs.isEmpty()) {
        addTitle(tr("No rule was started by this event."));
    } else {
        addTitle(tr("Started"));
        for (const auto &run : m_consequences.runs.first(std::min(linksShown, m_consequences.runs.size()))) {
            auto remark = stateTitle(run.state);
            if (run.started && run.finished)
                remark += u" · "_s + durationText(*run.finished - *run.started);
            auto *row = addLink(m_effects, m_names.name(run.rule), remark);
            row->setLineIcon(stateIcon(run.state), theme.state(run.state));
            row->setObjectName(u"startedRun"_s);
            connect(row, &LinkRow::clicked, this, [this, id = run.id] { emit m_navigator.showRun(id); });
        }
        if (const auto more = m_consequences.runs.size() - linksShown; more > 0)
            addTitle(tr("and %n more", nullptr, int(more)));
    }
    if (!m_consequences.events.isEmpty()) {
        addTitle(tr("Caused"));
        for (const auto &event :
            m_consequences.events.first(std::min(linksShown, m_consequences.events.size())))
            addEventLink(m_effects, event)->setObjectName(u"causedEvent"_s);
        if (const auto more = m_consequences.events.size() - linksShown; more > 0)
            addTitle(tr("and %n more", nullptr, int(more)));
    }
    if (auto *item = focusedRow >= 0 ? m_effects->itemAt(focusedRow) : nullptr)
        item->widget()->setFocus();
}

LinkRow *EventPanel::addLink(QVBoxLayout *place, const QString &text, const QString &remark)
{
    auto *row = new LinkRow(m_context.themes);
    row->setContent(text, remark);
    place->addWidget(row);
    return row;
}

LinkRow *EventPanel::addEventLink(QVBoxLayout *place, const Event &event)
{
    const auto family = familyOf(event.type);
    auto *row = addLink(place, event.type, tr("event %1").arg(event.sequence));
    row->setLineIcon(family.icon, m_context.themes.theme().named(family.color));
    connect(row, &LinkRow::clicked, this,
        [this, sequence = event.sequence] { emit m_navigator.showEvent(sequence); });
    return row;
}

void EventPanel::refreshTimes()
{
    if (!m_event)
        return;
    auto text = relativeTime(m_event->received, m_context.clock.now()) + u" · "_s
        + singleLine(m_event->source, 120);
    if (!m_event->subject.isEmpty())
        text += u" · "_s + singleLine(m_event->subject, 120);
    m_place->setText(text);
    m_place->setToolTip(exactTime(m_event->received));
}

void EventPanel::copyJson()
{
    if (!m_event)
        return;
    QGuiApplication::clipboard()->setText(QString::fromUtf8(toCloudEventJson(*m_event, true)));
    emit m_navigator.say(tr("The event is on the clipboard."));
}

void EventPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refreshTimes();
    readConsequences();
}

void EventPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace signalbox
