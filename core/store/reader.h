// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/event/event.h"
#include "core/record/record.h"
#include "core/rule/rule.h"
#include "core/rule/run.h"
#include "core/store/storageuse.h"
#include "core/store/store.h"

#include <QFuture>
#include <QList>
#include <QPromise>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>

namespace signalbox {

/// Which events; empty members do not restrict. A type is looked up in an index, also as a pattern as long as
/// few types fit it; a time is a stretch of the log; text is looked up in an index of words once that knows
/// the event (StoreKeeper fills it; of large data it knows the first 64 KiB), else, as a source always, event
/// by event.
struct EventFilter
{
    QString type; ///< pattern: `*` stands for any characters
    QString source; ///< pattern
    QString text; ///< words in type, source, subject, id or data, as somebody typed them: SearchText
    std::optional<Instant> since; ///< received then or later
    std::optional<Instant> until; ///< received earlier

    bool operator==(const EventFilter &) const = default;
};

struct RunFilter
{
    std::optional<State> state;
    RuleId rule;
    Sequence event = 0;
    bool isPinned = false; ///< only those that are kept

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
    QHash<State, int> byState; ///< states that no run is in are left out
    int lastHour = 0; ///< made then
    int failedLastHour = 0; ///< of these, those that have failed
};

/// Reads what is stored: one read-only connection, short transactions, pages by key. What one call answers is
/// of one moment; between two calls more may have been written. Thread: the one that made it. All methods
/// block on disk: never call in the window thread (use ReaderPool).
///
/// Every method may answer Unavailable (disk, memory), Corrupt (what is stored cannot be read) or Timeout (a
/// question took more than 20 seconds; the longer one reads, the longer the write-ahead log grows).
class Reader
{
public:
    /// NotFound: there is no store, or nothing in it yet; otherwise as Store::open.
    static Result<std::unique_ptr<Reader>> open(const QString &file);
    ~Reader();

    Result<Event> event(Sequence sequence); ///< NotFound
    /// At most `limit` events in log order (oldest first) for Page::Newer, newest first for Page::Older.
    /// `from` 0 means from the beginning, or from the end.
    Result<QList<Event>> events(const EventFilter &filter, Sequence from, Page page, int limit);
    /// As `events`, without data and request: for lists. `data` of each holds at most the first 200 bytes.
    Result<QList<Event>> eventHeads(const EventFilter &filter, Sequence from, Page page, int limit);
    /// Of the events from `first` to `last`, oldest first; those that started nothing are left out.
    Result<QList<EventOutcome>> outcomes(Sequence first, Sequence last);
    Result<Sequence> firstSequence(); ///< 0: the log is empty
    Result<Sequence> lastSequence();
    /// Events by time of receipt, oldest first: `count` buckets (1 to 10,000) of `width` that end before
    /// `until`.
    Result<QList<int>> eventRate(Instant until, std::chrono::milliseconds width, int count);

    Result<Run> run(const RunId &id); ///< with steps; NotFound
    /// In the order in which they were written: what is new since a page comes Newer than it. NotFound: there
    /// is no run `from`.
    Result<QList<Run>> runs(
        const RunFilter &filter, const RunId &from, Page page, int limit); ///< without steps
    Result<RunCounts> runCounts(const RuleId &rule, Instant now); ///< of one rule, or of all
    Result<QList<Run>> unfinishedRuns(); ///< with steps: what the runner resumes

    /// When runs of a rule with this key began, oldest first: the last ones, at most `limit`, from `since`
    /// on.
    Result<QList<Instant>> starts(const RuleId &rule, const QString &key, Instant since, int limit);

    Result<QSet<RunId>> pinnedRuns(); ///< that are kept whatever their age

    Result<Sequence> cursor(); ///< of the router

    Result<StorageUse> storageUse(); ///< a few milliseconds, and reads every record

    Result<QList<StoredRule>> rules(); ///< by folder, then name
    Result<StoredRule> rule(const RuleId &id); ///< NotFound, also once it was removed
    Result<Rule> ruleVersion(const RuleId &id, int version); ///< also of a removed rule
    Result<QList<int>> ruleVersions(const RuleId &id);

    Result<QList<Table>> tables(); ///< by name
    Result<Table> table(const TableId &id);
    /// In the order in which they were created, after `from`; none if there is no such table. NotFound: there
    /// is no record `from` (any more).
    Result<QList<Record>> records(const TableId &table, const RecordId &from, int limit);
    Result<Record> record(const TableId &table, const RecordId &id);

    Result<QList<ScheduleRow>> schedules(); ///< by due; those that never come again last

    Result<QList<StoredConnection>> connections(); ///< by name
    Result<StoredConnection> connection(const QString &name); ///< NotFound

private:
    friend class ReaderPool; // which interrupts
    class Private;
    explicit Reader(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// Readers for whoever must not block: runs questions on a few threads, each with a connection of its own.
/// Thread: any. Destruction interrupts what runs and answers what waits, both with Unavailable.
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
