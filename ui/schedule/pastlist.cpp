// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedule/pastlist.h"

#include "core/base/futures.h"
#include "core/event/eventtypes.h"
#include "ui/widgets/timetext.h"

#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostShown = 100;
constexpr auto visibleLateness = std::chrono::seconds(2); ///< less is not worth a word

enum Column { DueColumn, RuleColumn, LateColumn, OutcomeColumn, ColumnCount };
enum Role { RunRole = Qt::UserRole, EventRole };

} // namespace

PastList::PastList(const Context &context, Navigator &navigator, QWidget *parent)
    : QTreeWidget(parent)
    , m_context(context)
    , m_navigator(navigator)
{
    setObjectName(u"pastOccurrences"_s);
    setAccessibleName(tr("What schedules have started, newest first"));
    setHeaderLabels({tr("Due"), tr("Rule"), tr("Late by"), tr("Outcome")});
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    header()->resizeSection(DueColumn, 24 * Theme::unit);
    header()->resizeSection(RuleColumn, 36 * Theme::unit);
    header()->resizeSection(LateColumn, 14 * Theme::unit);
    connect(this, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem *item) {
        if (const RunId run(item->data(0, RunRole).toString()); !run.isEmpty())
            emit m_navigator.showRun(run);
        else
            emit m_navigator.showEvent(item->data(0, EventRole).toLongLong());
    });
}

Result<QList<PastList::Past>> PastList::readPast(Reader &reader)
{
    EventFilter filter;
    filter.type = u"signalbox.schedule.*"_s;
    const auto events = reader.eventHeads(filter, 0, Page::Older, mostShown);
    if (!events)
        return Failure(events.error());
    const auto rules = reader.rules();
    if (!rules)
        return Failure(rules.error());
    QHash<QString, QString> names;
    for (const auto &rule : *rules)
        names.insert(rule.draft.id.value, rule.draft.name);
    QList<Past> past;
    for (const auto &event : *events) {
        const auto runs = reader.runs({.state = {}, .rule = {}, .event = event.sequence}, {}, Page::Older, 1);
        if (!runs)
            return Failure(runs.error());
        const auto rule = event.subject.section(u'/', 0, 0);
        past += Past{.event = event,
            .rule = names.value(rule, rule),
            .run = runs->isEmpty() ? std::nullopt : std::optional(runs->first())};
    }
    return past;
}

void PastList::read()
{
    m_isStale = m_asked;
    if (m_asked)
        return;
    m_asked = true;
    whenReady(m_context.readers.ask([](Reader &reader) { return readPast(reader); }), this,
        [this](const Result<QList<Past>> &past) {
            m_asked = false;
            if (past)
                showPast(*past);
            else
                emit m_navigator.say(past.error().message, true);
            if (m_isStale)
                read();
        });
}

void PastList::showPast(const QList<Past> &past)
{
    const auto current = currentItem() ? currentItem()->data(0, EventRole).toLongLong() : 0;
    clear();
    const auto &theme = m_context.themes.theme();
    for (const auto &one : past) {
        const auto told = QJsonDocument::fromJson(one.event.data.value_or(QByteArray())).object();
        const bool isMissed = one.event.type == eventtype::scheduleMissed;
        const bool isPaused = one.event.type == eventtype::schedulePaused;
        const auto due = fromRfc3339(told.value(isMissed || isPaused ? u"last"_s : u"due"_s).toString())
                             .value_or(one.event.received);
        auto *item = new QTreeWidgetItem(this);
        item->setText(DueColumn, exactTime(due));
        item->setText(RuleColumn, one.rule);
        const auto late = one.event.received - due;
        if (late >= visibleLateness && !isPaused)
            item->setText(LateColumn, durationText(late));
        auto color = theme.muted;
        auto icon = u"skipped"_s;
        if (one.run) {
            item->setText(OutcomeColumn, stateTitle(one.run->state));
            color = theme.state(one.run->state);
            icon = stateIcon(one.run->state);
            item->setData(0, RunRole, one.run->id.value);
            item->setToolTip(OutcomeColumn, one.run->error.toHtmlEscaped());
        } else {
            item->setText(OutcomeColumn,
                isPaused       ? tr("%n paused, not run", nullptr, told.value(u"passed"_s).toInt())
                    : isMissed ? tr("%n missed, not run", nullptr, told.value(u"dropped"_s).toInt())
                               : tr("No run"));
        }
        item->setIcon(OutcomeColumn, m_context.themes.icon(icon, color));
        item->setData(0, EventRole, one.event.sequence);
        if (one.event.sequence == current)
            setCurrentItem(item);
    }
    emit counted(topLevelItemCount());
}

} // namespace signalbox
