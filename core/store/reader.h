// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/event/event.h"
#include "core/record/record.h"
#include "core/rule/rule.h"
#include "core/rule/run.h"
#include "core/store/store.h"

#include <QFuture>
#include <QList>
#include <QThreadPool>

#include <memory>

namespace signalbox {

/// Which events; empty members do not restrict.
struct EventFilter
{
    QString type; ///< pattern: `*` stands for any characters
    QString source; ///< pattern
    QString text; ///< contained in type, source, subject or data, case-insensitively
    std::optional<Instant> since;
    std::optional<Instant> until;

    bool operator==(const EventFilter &) const = default;
};

struct RunFilter
{
    std::optional<State> state;
    RuleId rule;
    Sequence event = 0;

    bool operator==(const RunFilter &) const = default;
};

/// Direction of a page from its key; the key itself is never part of it.
enum class Page { Older, Newer };

/// How one event's runs ended, for a list.
struct EventOutcome
{
    Sequence event = 0;
    int runs = 0;
    std::optional<State> worst; ///< failed before in-doubt, waiting, running, queued, cancelled, succeeded
    QStringList rules; ///< names, at most three
};

struct RunCounts
{
    QHash<State, int> byState;
    int lastHour = 0;
    int failedLastHour = 0;
};

/// Reads what is stored: one read-only connection, short transactions, pages by key. Whole only between two
/// calls. Thread: the one that made it. All methods block on disk: never call in the window thread (use
/// ReaderPool).
class Reader
{
public:
    static Result<std::unique_ptr<Reader>> open(const QString &file);
    ~Reader();

    Result<Event> event(Sequence sequence);
    /// At most `limit` events in log order (oldest first) for Page::Newer, newest first for Page::Older.
    /// `from` 0 means from the beginning, or from the end.
    Result<QList<Event>> events(const EventFilter &filter, Sequence from, Page page, int limit);
    /// As `events`, without data and request: for lists. `data` of each holds at most the first 200 bytes.
    Result<QList<Event>> eventHeads(const EventFilter &filter, Sequence from, Page page, int limit);
    Result<QList<EventOutcome>> outcomes(Sequence first, Sequence last);
    Result<Sequence> firstSequence();
    Result<Sequence> lastSequence();
    Result<qint64> countEvents(const EventFilter &filter);
    /// Events by time bucket, oldest first: `count` buckets of `width` that end at `until`.
    Result<QList<int>> eventRate(Instant until, std::chrono::milliseconds width, int count);

    Result<Run> run(const RunId &id); ///< with steps
    Result<QList<Run>> runs(
        const RunFilter &filter, const RunId &from, Page page, int limit); ///< without steps
    Result<RunCounts> runCounts(const RuleId &rule, Instant now); ///< of one rule, or of all
    Result<QList<Run>> unfinishedRuns(); ///< with steps: what the runner resumes

    Result<Sequence> cursor(); ///< of the router

    Result<QList<StoredRule>> rules(); ///< by folder, then name
    Result<StoredRule> rule(const RuleId &id);
    Result<Rule> ruleVersion(const RuleId &id, int version);
    Result<QList<int>> ruleVersions(const RuleId &id);

    Result<QList<Table>> tables(); ///< by name
    Result<Table> table(const TableId &id);
    Result<QList<Record>> records(
        const TableId &table, const RecordId &from, int limit); ///< oldest first, after `from`
    Result<Record> record(const TableId &table, const RecordId &id);

    Result<QList<ScheduleRow>> schedules(); ///< by due

private:
    friend class ReaderPool; // which interrupts
    class Private;
    explicit Reader(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// Readers for whoever must not block: runs questions on a few threads, each with a connection of its own.
/// Thread: any. Destruction waits for what runs.
class ReaderPool
{
public:
    explicit ReaderPool(QString file, int threads = 2);
    ~ReaderPool();

    /// `readers.ask([](Reader &reader) { return reader.event(7); }).then(this, [](Result<Event> event) { …
    /// });` The question is a function of Reader& that returns some Result<T>; if no connection can be had,
    /// that is its error.
    template <typename Question>
    auto ask(Question question) -> QFuture<std::invoke_result_t<Question, Reader &>>
    {
        using Answer = std::invoke_result_t<Question, Reader &>;
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        auto future = promise->future();
        run([promise, question = std::move(question)](Result<Reader *> reader) {
            if (reader)
                promise->addResult(question(**reader));
            else
                promise->addResult(Answer(Failure(reader.error())));
            promise->finish();
        });
        return future;
    }

private:
    void run(std::function<void(Result<Reader *>)> work);

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace signalbox
