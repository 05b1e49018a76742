// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/store.h"

#include "core/store/jobs.h"
#include "core/store/upkeep.h"
#include "core/store/writer.h"

#include <QSet>

namespace signalbox {

namespace {

// What a job holds beside the data that it carries, about.
constexpr qint64 jobWeight = 1024;

qint64 weightOf(const QList<Event> &events)
{
    qint64 weight = jobWeight;
    for (const auto &event : events)
        weight += jobWeight + (event.data ? event.data->size() : 0);
    return weight;
}

qint64 weightOf(const QList<StepRun> &steps)
{
    qint64 weight = 0;
    for (const auto &step : steps)
        weight += jobWeight + step.input.size() + step.output.size();
    return weight;
}

} // namespace

class Store::Private
{
public:
    Private(const QString &file, const Clock &storeClock, Random &random)
        : fileName(file)
        , clock(storeClock)
        , writer(file, storeClock, random,
              [this](Sequence before, Sequence last, const News &news) { tell(before, last, news); })
    {
    }

    void tell(Sequence before, Sequence last, const News &news) const
    {
        if (last > before)
            emit q->appended(last);
        if (!news.runs.isEmpty()) {
            QList<RunId> once;
            QSet<RunId> seen;
            for (const auto &run : news.runs) {
                if (!seen.contains(run))
                    once += run;
                seen += run;
            }
            emit q->runsChanged(once);
        }
        if (news.rules)
            emit q->rulesChanged();
        if (news.tables)
            emit q->tablesChanged();
        if (news.connections)
            emit q->connectionsChanged();
        for (const auto &table : news.records)
            emit q->recordsChanged(table);
    }

    template <typename Answer>
    QFuture<Result<Answer>> ask(std::function<Result<Answer>(Transaction &)> work, qint64 weight = jobWeight)
    {
        return writer.enqueue<Answer>(Writer::Lane::Engine, weight, std::move(work));
    }

    Store *q = nullptr;
    const QString fileName;
    const Clock &clock;
    Writer writer; // its thread uses the others
    Upkeep upkeep{writer};
};

Store::Store(std::unique_ptr<Private> given)
    : d(std::move(given))
{
    d->q = this;
    d->writer.reserve().setChanged([this](bool isReleased) { emit fullChanged(isReleased); });
}

Store::~Store()
{
    // While this still is a store: answers and signals of what was taken go out.
    d->writer.stop();
}

Result<std::unique_ptr<Store>> Store::open(const QString &file, const Clock &clock, Random &random)
{
    qRegisterMetaType<Sequence>("signalbox::Sequence");
    qRegisterMetaType<QList<RunId>>("QList<signalbox::RunId>");
    qRegisterMetaType<TableId>("signalbox::TableId");
    std::unique_ptr<Store> store(new Store(std::make_unique<Private>(file, clock, random)));
    if (auto started = store->d->writer.start(); !started)
        return Failure(started.error());
    return store;
}

QString Store::file() const
{
    return d->fileName;
}

QStringList Store::faults() const
{
    return d->writer.faults();
}

const Clock &Store::clock() const
{
    return d->clock;
}

bool Store::isFull() const
{
    return d->writer.reserve().isReleased();
}

Upkeep &Store::upkeep() const
{
    return d->upkeep;
}

void Store::append(QList<Event> events, Answered answered)
{
    const auto weight = weightOf(events);
    d->writer.enqueue<QList<Appended>>(
        Writer::Lane::Intake, weight,
        [events = std::move(events)](Transaction &tx) mutable { return jobs::append(tx, events); },
        std::move(answered));
}

Sequence Store::lastSequence() const
{
    return d->writer.last();
}

QFuture<Result<void>> Store::route(Routed routed)
{
    auto weight = weightOf(routed.events);
    for (const auto &run : std::as_const(routed.runs))
        weight += jobWeight + weightOf(run.steps);
    return d->ask<void>(
        [routed = std::move(routed)](Transaction &tx) { return jobs::route(tx, routed); }, weight);
}

QFuture<Result<Progressed>> Store::commit(Progress progress)
{
    const auto weight = weightOf(progress.events) + weightOf(progress.steps);
    return d->ask<Progressed>(
        [progress = std::move(progress)](Transaction &tx) { return jobs::commit(tx, progress); }, weight);
}

QFuture<Result<Appended>> Store::startRun(Event event, Run run)
{
    const auto weight = weightOf({event});
    return d->ask<Appended>([event = std::move(event), run = std::move(run)](
                                Transaction &tx) { return jobs::startRun(tx, event, run); },
        weight);
}

QFuture<Result<void>> Store::saveDraft(Rule rule)
{
    return d->ask<void>([rule = std::move(rule)](Transaction &tx) { return jobs::saveDraft(tx, rule); });
}

QFuture<Result<int>> Store::publish(Rule rule, std::optional<bool> enable)
{
    return d->ask<int>(
        [rule = std::move(rule), enable](Transaction &tx) { return jobs::publish(tx, rule, enable); });
}

QFuture<Result<void>> Store::setEnabled(RuleId rule, bool enabled)
{
    return d->ask<void>(
        [rule = std::move(rule), enabled](Transaction &tx) { return jobs::setEnabled(tx, rule, enabled); });
}

QFuture<Result<void>> Store::removeRule(RuleId rule)
{
    return d->ask<void>([rule = std::move(rule)](Transaction &tx) { return jobs::removeRule(tx, rule); });
}

QFuture<Result<void>> Store::saveTable(Table table)
{
    return d->ask<void>([table = std::move(table)](Transaction &tx) { return jobs::saveTable(tx, table); });
}

QFuture<Result<void>> Store::removeTable(TableId table)
{
    return d->ask<void>([table = std::move(table)](Transaction &tx) { return jobs::removeTable(tx, table); });
}

QFuture<Result<Record>> Store::changeRecord(RecordCommand command)
{
    return d->ask<Record>([command = std::move(command)](Transaction &tx) {
        return jobs::changeRecord(tx, command, {}).map([](const jobs::RecordOutcome &outcome) {
            return outcome.record;
        });
    });
}

QFuture<Result<QList<ScheduleRow>>> Store::setSchedules(
    QList<ScheduleRow> rows, std::optional<QList<RuleId>> ofRules)
{
    return d->ask<QList<ScheduleRow>>([rows = std::move(rows), ofRules = std::move(ofRules)](
                                          Transaction &tx) { return jobs::setSchedules(tx, rows, ofRules); });
}

QFuture<Result<bool>> Store::fireSchedule(
    RuleId rule, StepId step, Instant due, std::optional<Instant> next, QList<Event> events)
{
    return d->ask<bool>(
        [rule = std::move(rule), step = std::move(step), due, next, events = std::move(events)](
            Transaction &tx) { return jobs::fireSchedule(tx, rule, step, due, next, events); });
}

QFuture<Result<void>> Store::moveSchedules(QList<ScheduleRow> rows)
{
    return d->ask<void>([rows = std::move(rows)](Transaction &tx) { return jobs::moveSchedules(tx, rows); });
}

QFuture<Result<QList<ScheduleRow>>> Store::pauseSchedules(
    RuleId rule, StepId step, std::optional<Instant> until)
{
    return d->ask<QList<ScheduleRow>>(
        [rule = std::move(rule), step = std::move(step), until](
            Transaction &tx) { return jobs::pauseSchedules(tx, rule, step, until); });
}

QFuture<Result<StoredConnection>> Store::saveConnection(StoredConnection connection)
{
    return d->ask<StoredConnection>([connection = std::move(connection)](
                                        Transaction &tx) { return jobs::saveConnection(tx, connection); });
}

QFuture<Result<void>> Store::removeConnection(QString name)
{
    return d->ask<void>(
        [name = std::move(name)](Transaction &tx) { return jobs::removeConnection(tx, name); });
}

} // namespace signalbox
