// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/scheduler.h"

#include "core/base/crashpoint.h"
#include "core/base/futures.h"
#include "core/base/json.h"
#include "core/event/eventtypes.h"

#include <QJsonDocument>
#include <QLocale>
#include <QTimeZone>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

// As often as Timers looks: what slept through its time comes within it.
constexpr milliseconds lookEvery = 2s;

constexpr milliseconds tryAgainAfter = 5s;

QString keyOf(const ScheduleRow &row)
{
    return row.rule.value + u'/' + row.step.value;
}

Event eventOf(const QString &type, const QString &key, const QJsonObject &data)
{
    Event event;
    event.type = type;
    event.source = u"/schedules"_s;
    event.subject = key;
    event.dataContentType = u"application/json"_s;
    event.data = toCompactJson(data);
    return event;
}

QList<Event> eventsOf(const QString &key, const CatchUp &catchUp)
{
    QList<Event> events;
    for (const auto due : catchUp.fire) {
        QJsonObject data{{u"due"_s, toRfc3339(due)}, {u"missed"_s, catchUp.missed}};
        if (catchUp.dropped > 0)
            data.insert(u"dropped"_s, catchUp.dropped);
        if (catchUp.isMore)
            data.insert(u"more"_s, true);
        auto event = eventOf(eventtype::scheduleDue, key, data);
        event.id = EventId(key + u'@' + toRfc3339(due));
        event.time = due;
        events += event;
    }
    if (catchUp.dropped > 0) {
        QJsonObject data{{u"dropped"_s, catchUp.dropped}, {u"first"_s, toRfc3339(catchUp.firstDropped)},
            {u"last"_s, toRfc3339(catchUp.lastDropped)}};
        if (catchUp.isMore)
            data.insert(u"more"_s, true);
        auto event = eventOf(eventtype::scheduleMissed, key, data);
        event.id = EventId(key + u"@missed-"_s + toRfc3339(catchUp.lastDropped));
        events.prepend(event);
    }
    return events;
}

Event pauseEventOf(const QString &key, Instant first, const Paused &paused, Instant until)
{
    QJsonObject data{{u"passed"_s, paused.count}, {u"first"_s, toRfc3339(first)},
        {u"last"_s, toRfc3339(paused.last)}, {u"until"_s, toRfc3339(until)}};
    if (paused.isMore)
        data.insert(u"more"_s, true);
    auto event = eventOf(eventtype::schedulePaused, key, data);
    event.id = EventId(key + u"@paused-"_s + toRfc3339(paused.last));
    return event;
}

} // namespace

Scheduler::Scheduler(Store &store, Timers &timers, std::optional<Instant> lastKnown, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_timers(timers)
    , m_guard(lastKnown)
    , m_lookTimer(this)
    , m_systemZone(QTimeZone::systemTimeZoneId())
{
    m_lookTimer.setInterval(lookEvery);
    connect(&m_lookTimer, &QTimer::timeout, this, &Scheduler::look);
}

Scheduler::~Scheduler()
{
    for (const auto &entry : std::as_const(m_entries))
        m_timers.remove(entry.timer);
}

// --- which schedules there are

void Scheduler::follow(const std::vector<std::shared_ptr<const CompiledRule>> &rules)
{
    for (auto &known : m_rules)
        known.isSeen = false;
    for (const auto &rule : rules) {
        const auto known = m_rules.find(rule->rule.id);
        if (known != m_rules.end() && known->version == rule->version) {
            known->isSeen = true;
            continue;
        }
        if (known != m_rules.end())
            forget(*known);
        takeUp(*rule);
    }
    for (auto it = m_rules.begin(); it != m_rules.end();) {
        if (it->isSeen) {
            ++it;
            continue;
        }
        forget(*it);
        if (!it->keys.isEmpty())
            m_changed.insert(it.key());
        it = m_rules.erase(it);
    }
    m_entries.isEmpty() ? m_lookTimer.stop() : m_lookTimer.start();
    keep();
}

void Scheduler::takeUp(const CompiledRule &rule)
{
    auto &known = m_rules[rule.rule.id];
    if (!known.keys.isEmpty())
        m_changed.insert(rule.rule.id); // also one that has no schedule any more
    known = {rule.version, {}, true};
    for (const auto &step : rule.steps) {
        if (!step.trigger || !step.trigger->scheduleOf)
            continue;
        const auto schedule = step.trigger->scheduleOf(step.step.config);
        if (!schedule)
            continue;
        const auto key = triggerSubject(rule.rule, step.step);
        const auto missed = MissedPolicy::fromJson(step.step.config);
        Entry entry{{rule.rule.id, step.step.id, toCompactJson(schedule->toJson()), {}},
            schedule->spreadFor(key), missed.value_or(MissedPolicy())};
        entry.row.due = entry.schedule.next(m_store.clock().now());
        m_entries.insert(key, entry);
        known.keys += key;
        m_changed.insert(rule.rule.id);
    }
}

void Scheduler::forget(const KnownRule &rule)
{
    for (const auto &key : rule.keys) {
        m_timers.remove(m_entries.value(key).timer);
        m_entries.remove(key);
        m_held.remove(key);
    }
}

/// Writes what has changed, one change after the other.
void Scheduler::keep()
{
    if (m_isKeeping || (m_changed.isEmpty() && !m_isFirst))
        return;
    m_isKeeping = true;
    const auto changed = std::exchange(m_changed, {});
    const bool isFirst = std::exchange(m_isFirst, false);
    QList<ScheduleRow> rows;
    for (const auto &rule : changed) {
        for (const auto &key : m_rules.value(rule).keys)
            rows += m_entries[key].row;
    }
    const auto ofRules
        = isFirst ? std::nullopt : std::optional(QList<RuleId>(changed.begin(), changed.end()));
    whenReady(m_store.setSchedules(rows, ofRules), this,
        [this, changed, isFirst](const Result<QList<ScheduleRow>> &stored) {
            m_isKeeping = false;
            m_storeTrouble = stored ? QString() : stored.error().message;
            tellTrouble();
            if (!stored) {
                m_changed += changed;
                m_isFirst |= isFirst;
                QTimer::singleShot(tryAgainAfter, this, &Scheduler::keep);
                return;
            }
            kept(*stored);
            keep();
        });
}

void Scheduler::kept(const QList<ScheduleRow> &rows)
{
    QList<ScheduleRow> moved;
    for (const auto &row : rows) {
        const auto key = keyOf(row);
        const auto entry = m_entries.find(key);
        // Where it has changed meanwhile, the next answer is the one that counts.
        if (entry == m_entries.end() || m_changed.contains(row.rule)
            || entry->row.definition != row.definition)
            continue;
        entry->row.due = row.due ? fitted(entry->schedule, *row.due) : std::nullopt;
        entry->row.pausedUntil = row.pausedUntil;
        entry->isKept = true;
        if (entry->row.due != row.due)
            moved += entry->row;
        arm(key);
    }
    move(moved);
}

void Scheduler::move(const QList<ScheduleRow> &rows)
{
    if (rows.isEmpty())
        return;
    whenReady(m_store.moveSchedules(rows), this, [this, rows](const Result<void> &moved) {
        if (moved)
            return;
        m_storeTrouble = moved.error().message;
        tellTrouble();
        QTimer::singleShot(tryAgainAfter, this, [this, rows] {
            auto again = rows;
            again.removeIf([this](const ScheduleRow &row) {
                const auto now = m_entries.value(keyOf(row)).row;
                return now.definition != row.definition || now.due != row.due;
            });
            move(again);
        });
    });
}

// --- what is due

void Scheduler::arm(const QString &key)
{
    auto &entry = m_entries[key];
    m_timers.remove(entry.timer);
    entry.timer = 0;
    if (entry.row.due)
        entry.timer = m_timers.at(std::max(*entry.row.due, entry.row.pausedUntil.value_or(*entry.row.due)),
            [this, key] { fire(key); });
}

void Scheduler::fire(const QString &key)
{
    const auto entry = m_entries.constFind(key);
    if (entry == m_entries.constEnd() || !entry->isKept || !entry->row.due)
        return;
    if (isHeld()) {
        m_held.insert(key);
        return;
    }
    const auto due = *entry->row.due;
    const auto now = m_store.clock().now();
    const auto resume = entry->row.pausedUntil.value_or(due);
    if (std::max(due, resume) > now) { // paused meanwhile, or the look at the clock has set it back
        arm(key);
        return;
    }
    std::optional<Instant> next = due;
    QList<Event> events;
    if (resume > due) {
        const auto paused = passOver(entry->schedule, due, resume);
        events += pauseEventOf(key, due, paused, resume);
        next = paused.next;
    }
    if (next && *next <= now) {
        const auto result = catchUp(entry->schedule, *next, now, entry->missed);
        events += eventsOf(key, result);
        next = result.next;
    }
    crashPoint("schedule-fire");
    whenReady(m_store.fireSchedule(entry->row.rule, entry->row.step, due, next, events), this,
        [this, key, due, next](const Result<bool> &fired) {
            const auto again = m_entries.find(key);
            if (again == m_entries.end() || !again->isKept || again->row.due != due)
                return;
            m_storeTrouble = fired ? QString() : fired.error().message;
            tellTrouble();
            if (fired) {
                again->row.due = next;
                arm(key);
                return;
            }
            again->timer = m_timers.at(m_store.clock().now() + tryAgainAfter, [this, key] { fire(key); });
        });
}

// --- pauses

QFuture<Result<QList<ScheduleRow>>> Scheduler::pause(
    const RuleId &rule, const StepId &step, std::optional<Instant> until)
{
    // From now on, not only once it is on disk.
    QList<ScheduleRow> before;
    const bool begins = until && *until > m_store.clock().now();
    for (const auto &key : begins ? m_rules.value(rule).keys : QStringList()) {
        auto &row = m_entries[key].row;
        if (!step.isEmpty() && row.step != step)
            continue;
        before += row;
        row.pausedUntil = until;
    }
    auto paused = m_store.pauseSchedules(rule, step, until);
    whenReady(paused, this,
        [this, before](const Result<QList<ScheduleRow>> &rows) { takePauses(rows.value_or(before)); });
    return paused;
}

void Scheduler::takePauses(const QList<ScheduleRow> &rows)
{
    for (const auto &row : rows) {
        const auto key = keyOf(row);
        const auto entry = m_entries.find(key);
        if (entry == m_entries.end())
            continue;
        entry->row.pausedUntil = row.pausedUntil;
        if (entry->isKept)
            arm(key);
    }
}

// --- clock and zone

void Scheduler::look()
{
    const bool isToWait = isHeld();
    if (m_guard.takeStepBack())
        fitToEarlierClock();
    if (const auto zone = QTimeZone::systemTimeZoneId(); zone != m_systemZone) {
        m_systemZone = zone;
        fitToZone();
    }
    if (isToWait)
        return;
    for (const auto &key : std::exchange(m_held, {}))
        arm(key);
}

void Scheduler::acceptClock()
{
    isHeld();
    m_guard.accept();
    look();
}

bool Scheduler::isHeld()
{
    const auto &clock = m_store.clock();
    const auto elapsed = clock.elapsed();
    if (!elapsed)
        return false;
    const auto now = clock.now();
    const auto state = m_guard.look(now, *elapsed);
    const auto shown = QLocale().toString(toQDateTime(now).toLocalTime(), QLocale::ShortFormat);
    switch (state) {
    case ClockGuard::State::Good:
        m_clockTrouble.clear();
        break;
    case ClockGuard::State::Doubtful:
        m_clockTrouble
            = tr("The computer's clock has moved by days; it says %1. Schedules wait ten minutes for "
                 "it to be corrected.")
                  .arg(shown);
        break;
    case ClockGuard::State::Impossible:
        m_clockTrouble
            = tr("The computer's clock cannot be right; it says %1. Schedules wait until it is set, or "
                 "until you say that it is right (signalbox schedule accept-clock).")
                  .arg(shown);
        break;
    }
    tellTrouble();
    return state != ClockGuard::State::Good;
}

/// The computer has travelled.
void Scheduler::fitToZone()
{
    QList<ScheduleRow> moved;
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        if (!it->isKept || !it->row.due || !it->schedule.followsSystemZone())
            continue;
        const auto due = fitted(it->schedule, *it->row.due);
        if (due == it->row.due)
            continue;
        it->row.due = due;
        moved += it->row;
        arm(it.key());
    }
    move(moved);
}

/// The clock was far ahead: what was passed over then is still to come. What did fire is known by its
/// event's id and does not come again.
void Scheduler::fitToEarlierClock()
{
    QList<ScheduleRow> moved;
    const auto now = m_store.clock().now();
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        if (!it->isKept)
            continue;
        const auto due = it->schedule.next(now);
        if (!due || (it->row.due && *it->row.due <= *due))
            continue;
        it->row.due = due;
        moved += it->row;
        arm(it.key());
    }
    move(moved);
}

void Scheduler::tellTrouble()
{
    auto message = m_storeTrouble.isEmpty() ? m_clockTrouble : m_storeTrouble;
    if (message == m_toldTrouble)
        return;
    m_toldTrouble = message;
    emit trouble(message);
}

} // namespace signalbox
