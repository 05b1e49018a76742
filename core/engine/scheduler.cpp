// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/scheduler.h"

#include "core/base/futures.h"
#include "core/base/json.h"
#include "core/event/eventtypes.h"

#include <QJsonDocument>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Counting what was missed ends here; "at least a thousand" says as much.
constexpr int mostMissed = 1000;

} // namespace

Scheduler::Scheduler(Store &store, Timers &timers, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_timers(timers)
{
}

Scheduler::~Scheduler()
{
    disarm();
}

void Scheduler::disarm()
{
    for (const auto &entry : std::as_const(m_entries))
        m_timers.remove(entry.timer);
    m_entries.clear();
}

void Scheduler::follow(const std::vector<std::shared_ptr<const CompiledRule>> &rules)
{
    QHash<QString, Entry> entries;
    QList<ScheduleRow> rows;
    const auto now = m_store.clock().now();
    for (const auto &rule : rules) {
        for (const auto &step : rule->steps) {
            if (!step.trigger || !step.trigger->scheduleOf)
                continue;
            const auto schedule = step.trigger->scheduleOf(step.step.config);
            if (!schedule)
                continue;
            ScheduleRow row{
                rule->rule.id, step.step.id, toCompactJson(schedule->toJson()), schedule->next(now)};
            rows += row;
            entries.insert(triggerSubject(rule->rule, step.step), {row, *schedule, 0});
        }
    }
    const auto sameDefinition = [&](const QString &key) {
        const auto known = m_entries.constFind(key);
        return known != m_entries.constEnd() && known->row.definition == entries[key].row.definition;
    };
    // Most changes of rules touch no schedule, and each of these would be a write.
    if (m_generation > 0 && entries.size() == m_entries.size()
        && std::ranges::all_of(entries.keys(), sameDefinition))
        return;
    disarm();
    m_entries = entries;
    keep(rows, ++m_generation);
}

void Scheduler::keep(const QList<ScheduleRow> &rows, int generation)
{
    if (generation != m_generation)
        return; // the rules have changed again meanwhile
    whenReady(
        m_store.setSchedules(rows), this, [this, rows, generation](const Result<QList<ScheduleRow>> &stored) {
            if (generation != m_generation)
                return;
            if (!stored) {
                emit trouble(stored.error().message);
                QTimer::singleShot(5s, this, [this, rows, generation] { keep(rows, generation); });
                return;
            }
            emit trouble({});
            for (const auto &row : *stored) {
                const auto key = row.rule.value + u'/' + row.step.value;
                m_entries[key].row.due = row.due;
                arm(key);
            }
        });
}

void Scheduler::arm(const QString &key)
{
    auto &entry = m_entries[key];
    m_timers.remove(entry.timer);
    entry.timer = entry.row.due ? m_timers.at(*entry.row.due, [this, key] { fire(key); }) : 0;
}

void Scheduler::fire(const QString &key)
{
    const auto entry = m_entries.constFind(key);
    if (entry == m_entries.constEnd() || !entry->row.due)
        return;
    const auto now = m_store.clock().now();
    const auto due = *entry->row.due;
    int missed = 0;
    auto last = due;
    auto next = entry->schedule.next(due);
    while (next && *next <= now && missed < mostMissed) {
        ++missed;
        last = *next;
        next = entry->schedule.next(last);
    }
    if (next && *next <= now)
        next = entry->schedule.next(now);

    Event event;
    event.type = eventtype::scheduleDue;
    event.source = u"/schedules"_s;
    event.subject = key;
    event.time = last;
    event.dataContentType = u"application/json"_s;
    event.data = toCompactJson(QJsonObject{{u"due"_s, toRfc3339(last)}, {u"missed"_s, missed}});
    whenReady(m_store.fireSchedule(entry->row.rule, entry->row.step, due, next, event), this,
        [this, key, due, next](const Result<bool> &fired) {
            const auto again = m_entries.find(key);
            if (again == m_entries.end() || again->row.due != due)
                return;
            if (fired) {
                again->row.due = next;
                arm(key);
                return;
            }
            emit trouble(fired.error().message);
            again->timer = m_timers.at(m_store.clock().now() + 5s, [this, key] { fire(key); });
        });
}

} // namespace signalbox
