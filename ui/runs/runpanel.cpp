// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runpanel.h"

#include "core/base/futures.h"
#include "core/store/upkeep.h"
#include "ui/runs/stepdelegate.h"
#include "ui/runs/stepmodel.h"
#include "ui/widgets/eventfamily.h"
#include "ui/widgets/eventhead.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/linkrow.h"
#include "ui/widgets/panelhead.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/rulenames.h"
#include "ui/widgets/timetext.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

RunPanel::RunPanel(const Context &context, Navigator &navigator, const RuleNames &names, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_navigator(navigator)
    , m_names(names)
    , m_icon(new QLabel)
    , m_title(new QLabel)
    , m_place(new QLabel)
    , m_error(new QLabel)
    , m_cancel(new QPushButton(tr("Cancel run")))
    , m_again(new QPushButton(tr("Run again")))
    , m_retry(new QPushButton)
    , m_confirm(new QPushButton(tr("It was done")))
    , m_pin(new QPushButton(tr("Pin")))
    , m_eventLink(new LinkRow(context.themes))
    , m_ruleLink(new LinkRow(context.themes))
    , m_steps(new StepModel(context.catalog, this))
    , m_stepTable(new QTableView)
    , m_tabs(new QTabWidget)
    , m_input(new JsonView(context.themes))
    , m_output(new JsonView(context.themes))
    , m_stepError(new JsonView(context.themes))
{
    for (auto *label : {m_title, m_place, m_error}) {
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    m_place->setForegroundRole(QPalette::PlaceholderText);
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_again->setToolTip(tr("Starts the rule's newest version with the same data"));
    auto *bar = new PanelHead(context.themes, m_title);
    bar->closeButton()->setObjectName(u"closeRun"_s);
    connect(bar, &PanelHead::closed, this, &RunPanel::closed);
    for (auto *widget :
        std::initializer_list<QWidget *>{m_error, m_cancel, m_again, m_retry, m_confirm, m_pin, m_tabs})
        widget->hide(); // until there is a run
    m_error->setObjectName(u"runError"_s);
    m_cancel->setObjectName(u"cancelRun"_s);
    m_again->setObjectName(u"runAgain"_s);
    m_retry->setObjectName(u"retryRun"_s);
    m_confirm->setObjectName(u"confirmStep"_s);
    m_pin->setObjectName(u"pinRun"_s);
    m_pin->setCheckable(true);
    m_pin->setToolTip(tr("Keeps this run and its event, however old they get"));
    m_confirm->setToolTip(tr("The run goes on after the step that was interrupted"));
    m_eventLink->setObjectName(u"eventLink"_s);
    m_ruleLink->setObjectName(u"ruleLink"_s);
    m_stepTable->setObjectName(u"steps"_s);
    m_tabs->setObjectName(u"stepTabs"_s);
    m_tabs->setAccessibleName(tr("Parts of the step"));
    m_input->setObjectName(u"stepInput"_s);
    m_output->setObjectName(u"stepOutput"_s);
    m_stepError->setObjectName(u"stepError"_s);

    m_stepTable->setModel(m_steps);
    m_stepTable->setItemDelegate(new StepDelegate(context.themes, m_stepTable));
    m_stepTable->setAccessibleName(tr("Steps"));
    m_stepTable->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_stepTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_stepTable->setShowGrid(false);
    m_stepTable->setWordWrap(false);
    m_stepTable->setTabKeyNavigation(false);
    m_stepTable->setFrameShape(QFrame::NoFrame);
    m_stepTable->verticalHeader()->hide();
    m_stepTable->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_stepTable->verticalHeader()->setDefaultSectionSize(Theme::rowHeight);
    auto *header = m_stepTable->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    header->setSectionResizeMode(StepModel::TimelineColumn, QHeaderView::Stretch);
    header->resizeSection(StepModel::StepColumn, 152);
    header->resizeSection(StepModel::StateColumn, 112);
    header->resizeSection(StepModel::AttemptsColumn, 56);
    header->resizeSection(StepModel::DurationColumn, 72);

    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_input, tr("Input"));
    m_tabs->addTab(m_output, tr("Output"));
    m_tabs->addTab(m_stepError, tr("Error"));

    auto *head = new QHBoxLayout;
    head->setSpacing(Theme::unit);
    head->addWidget(m_icon);
    head->addWidget(bar, 1);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(Theme::unit);
    actions->addWidget(m_retry);
    actions->addWidget(m_confirm);
    actions->addWidget(m_again);
    actions->addWidget(m_cancel);
    actions->addWidget(m_pin);
    actions->addStretch();
    auto *parts = new QSplitter(Qt::Vertical);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_stepTable);
    parts->addWidget(m_tabs);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::unit, Theme::unit, Theme::unit, 0);
    layout->setSpacing(Theme::unit);
    layout->addLayout(head);
    layout->addWidget(m_place);
    layout->addLayout(actions);
    layout->addWidget(m_error);
    auto *links = new QVBoxLayout;
    links->setSpacing(0);
    links->addWidget(m_eventLink);
    links->addWidget(m_ruleLink);
    layout->addLayout(links);
    layout->addWidget(parts, 1);

    connect(m_cancel, &QPushButton::clicked, this, &RunPanel::cancel);
    connect(m_again, &QPushButton::clicked, this, &RunPanel::runAgain);
    connect(m_pin, &QPushButton::clicked, this, &RunPanel::pin);
    connect(m_retry, &QPushButton::clicked, this, [this] {
        if (m_content)
            decide(m_context.engine.retryRun(m_content->run.id, {}));
    });
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        if (m_content)
            decide(m_context.engine.confirmStep(m_content->run.id, {}));
    });
    connect(m_eventLink, &LinkRow::clicked, this, [this] {
        if (m_content)
            emit m_navigator.showEvent(m_content->run.event);
    });
    connect(m_ruleLink, &LinkRow::clicked, this, [this] {
        if (m_content)
            emit m_navigator.showRule(m_content->run.rule);
    });
    connect(m_stepTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunPanel::showStep);

    m_refresh.setSingleShot(true);
    m_refresh.setInterval(50ms);
    connect(&m_refresh, &QTimer::timeout, this, &RunPanel::read);
    connect(&context.store, &Store::runsChanged, this, [this](const QList<RunId> &runs) {
        if (isVisible() && runs.contains(m_wanted) && !m_refresh.isActive())
            m_refresh.start();
    });
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, [this] {
        showTimes();
        if (m_content && !isFinished(m_content->run.state))
            m_steps->setNow(m_context.clock.now());
    });
    const auto restyle = [this] {
        const auto &theme = m_context.themes.theme();
        m_place->setFont(theme.smallFont);
        auto palette = m_error->palette();
        palette.setColor(QPalette::WindowText, theme.danger);
        m_error->setPalette(palette);
        if (m_content)
            showContent(*m_content);
    };
    connect(&context.themes, &ThemeManager::changed, this, restyle);
    connect(&names, &RuleNames::changed, this, [this] {
        if (m_content)
            showContent(*m_content);
    });
    restyle();
}

QSize RunPanel::sizeHint() const
{
    return {70 * Theme::unit, 60 * Theme::unit};
}

void RunPanel::open(const RunId &run)
{
    if (run == m_wanted && m_content)
        return;
    m_wanted = run;
    ++m_generation;
    m_asked = false;
    m_content.reset();
    read();
}

void RunPanel::read()
{
    if (m_wanted.isEmpty())
        return;
    if (m_asked) {
        m_refresh.start(); // what is under way may be older than what has just changed
        return;
    }
    m_asked = true;
    const auto answer = m_context.readers.ask([id = m_wanted](Reader &reader) -> Result<Content> {
        auto run = reader.run(id);
        if (!run)
            return Failure(run.error());
        Content content{.run = std::move(*run), .rule = {}, .event = {}, .isPinned = false};
        // Both may be gone; the run itself is what was asked for.
        if (auto rule = reader.ruleVersion(content.run.rule, content.run.ruleVersion))
            content.rule = std::move(*rule);
        if (auto event = readHead(reader, content.run.event))
            content.event = std::move(*event);
        if (const auto pinned = reader.pinnedRuns())
            content.isPinned = pinned->contains(id);
        return content;
    });
    whenReady(answer, this, [this, generation = m_generation](const Result<Content> &content) {
        if (generation != m_generation)
            return;
        m_asked = false;
        if (content)
            showContent(*content);
        else
            showMissing(content.error().message);
        emit shown();
    });
}

void RunPanel::showContent(const Content &content)
{
    const auto isOther = !m_content || m_content->run.id != content.run.id;
    m_content = content;
    const auto &run = m_content->run;
    const auto &theme = m_context.themes.theme();
    m_icon->setPixmap(m_context.themes.pixmap(
        stateIcon(run.state), theme.state(run.state), Theme::iconSize, devicePixelRatioF()));
    const auto name = singleLine(m_names.name(run.rule), 120);
    m_title->setText(name + u" · "_s + stateTitle(run.state));
    m_title->setToolTip(plainToolTip(name));
    showTimes();
    m_error->setText(singleLine(run.error, 2000));
    m_error->setVisible(!run.error.isEmpty());
    m_cancel->setVisible(!isFinished(run.state));
    m_cancel->setEnabled(true);
    m_again->setVisible(isFinished(run.state));
    m_again->setEnabled(true);
    // A run that is in doubt waits for the answer to one question: was it done?
    const bool isInDoubt = run.state == State::InDoubt;
    m_retry->setText(isInDoubt ? tr("Do it again") : tr("Retry"));
    m_retry->setToolTip(isInDoubt ? tr("The step that was interrupted is done once more")
                                  : tr("What failed is done once more; what went well stays"));
    m_retry->setVisible(isInDoubt || run.state == State::Failed || run.state == State::Cancelled);
    m_confirm->setVisible(isInDoubt);
    m_pin->show();
    m_pin->setEnabled(true);
    m_pin->setChecked(m_content->isPinned);
    m_pin->setText(m_content->isPinned ? tr("Pinned") : tr("Pin"));
    m_pin->setIcon(m_context.themes.icon(u"pin"_s));
    for (auto *button : {m_retry, m_confirm})
        button->setEnabled(true);

    m_ruleLink->setContent(name, tr("version %1").arg(run.ruleVersion));
    m_ruleLink->setLineIcon(u"rule"_s, theme.muted);
    if (m_content->event) {
        const auto family = familyOf(m_content->event->type);
        m_eventLink->setContent(m_content->event->type, tr("event %1").arg(run.event));
        m_eventLink->setLineIcon(family.icon, theme.named(family.color));
    } else {
        m_eventLink->setContent(tr("Event %1").arg(run.event), tr("no longer kept"));
        m_eventLink->setLineIcon(u"event"_s, theme.muted);
    }
    m_eventLink->setEnabled(m_content->event.has_value());

    m_steps->setRun(run, m_content->rule, m_context.clock.now());
    if (isOther)
        selectInterestingStep();
    else
        showStep();
}

void RunPanel::showMissing(const QString &why)
{
    m_content.reset();
    m_icon->clear();
    m_title->setText(tr("This run is not there"));
    m_place->clear();
    m_error->setText(why);
    m_error->show();
    for (auto *button : {m_cancel, m_again, m_retry, m_confirm, m_pin})
        button->hide();
    m_steps->setRun({}, {}, m_context.clock.now());
    showStep();
}

void RunPanel::showTimes()
{
    if (!m_content)
        return;
    const auto &run = m_content->run;
    const auto now = m_context.clock.now();
    const auto begun = run.started.value_or(run.created);
    auto text = tr("version %1").arg(run.ruleVersion) + u" · "_s + relativeTime(begun, now);
    if (run.started && run.finished)
        text += u" · "_s + tr("took %1").arg(durationText(*run.finished - *run.started));
    m_place->setText(text);
    m_place->setToolTip(exactTime(begun));
}

void RunPanel::selectInterestingStep()
{
    // What failed is what somebody opens a run for; else the last that did something.
    const auto &steps = m_content->run.steps;
    int chosen = -1;
    for (int row = 0; row < steps.size(); ++row) {
        if (steps[row].state == State::Failed || steps[row].state == State::InDoubt) {
            chosen = row;
            break;
        }
        if (steps[row].state != State::Skipped)
            chosen = row;
    }
    m_shownStep.reset();
    if (chosen >= 0)
        m_stepTable->selectRow(chosen);
    showStep();
    const auto *step = m_steps->step(chosen);
    const bool hasInputOnly = step && step->delivered().isEmpty() && !step->input.isEmpty();
    m_tabs->setCurrentWidget(step && !step->error.isEmpty() ? m_stepError
            : hasInputOnly                                  ? m_input
                                                            : m_output);
}

void RunPanel::showStep()
{
    const auto selected = m_stepTable->selectionModel()->selectedRows();
    const auto *step = selected.isEmpty() ? nullptr : m_steps->step(selected.first().row());
    m_tabs->setVisible(step != nullptr);
    if (!step) {
        m_shownStep.reset();
        return;
    }
    // The trees are made anew only where their text is another, so that what was opened in them stays open.
    const auto isOther = !m_shownStep || m_shownStep->step != step->step;
    if (isOther || m_shownStep->input != step->input) {
        if (step->input.isEmpty())
            m_input->setMessage(tr("This step has no input yet."));
        else
            m_input->setContent(step->input, true);
    }
    if (isOther || m_shownStep->delivered() != step->delivered()) {
        if (step->delivered().isEmpty())
            m_output->setMessage(tr("This step put nothing out."));
        else
            m_output->setContent(step->delivered(), true, u"steps.%1.output"_s.arg(step->step.value));
    }
    if (isOther || m_shownStep->error != step->error)
        m_stepError->setContent(step->error.toUtf8(), false);
    m_tabs->setTabVisible(m_tabs->indexOf(m_stepError), !step->error.isEmpty());
    m_shownStep = *step;
}

void RunPanel::cancel()
{
    if (!m_content)
        return;
    m_cancel->setEnabled(false);
    whenReady(m_context.engine.cancelRun(m_content->run.id), this,
        [this, generation = m_generation](const Result<void> &cancelled) {
            if (!cancelled)
                emit m_navigator.say(cancelled.error().message, true);
            if (generation == m_generation)
                read();
        });
}

void RunPanel::decide(const QFuture<Result<void>> &decided)
{
    for (auto *button : {m_retry, m_confirm})
        button->setEnabled(false);
    whenReady(decided, this, [this, generation = m_generation](const Result<void> &done) {
        if (!done)
            emit m_navigator.say(done.error().message, true);
        if (generation == m_generation)
            read();
    });
}

void RunPanel::pin(bool isPinned)
{
    if (!m_content)
        return;
    m_pin->setEnabled(false);
    whenReady(m_context.store.upkeep().pinRun(m_content->run.id, isPinned), this,
        [this, generation = m_generation](const Result<void> &done) {
            if (!done)
                emit m_navigator.say(done.error().message, true);
            if (generation == m_generation)
                read();
        });
}

void RunPanel::runAgain()
{
    if (!m_content)
        return;
    m_again->setEnabled(false);
    const auto fail = [this](const Error &error) {
        m_again->setEnabled(true);
        emit m_navigator.say(error.message, true);
    };
    // The data is read only now: it may be large, and most runs are only looked at.
    const auto answer = m_context.readers.ask(
        [sequence = m_content->run.event](Reader &reader) { return reader.event(sequence); });
    whenReady(answer, this,
        [this, fail, rule = m_content->run.rule, trigger = m_content->run.trigger](
            const Result<Event> &event) {
            if (!event) {
                fail(event.error());
                return;
            }
            const auto started = m_context.engine.runRule(rule, trigger, event->data.value_or(QByteArray()));
            whenReady(started, this, [this, fail](const Result<RunId> &run) {
                if (!run)
                    fail(run.error());
                else
                    emit m_navigator.showRun(*run);
            });
        });
}

void RunPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_second.start();
    read();
}

void RunPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_second.stop();
}

void RunPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace signalbox
