// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/store/checkpointer.h"
#include "core/store/reserve.h"
#include "core/store/transaction.h"

#include <QFuture>
#include <QPromise>
#include <QThread>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace signalbox {

/// The writing thread and its queue. Takes what is there (up to 1,024 jobs), commits it as one transaction in
/// which a job that fails, fails alone, and then answers all of them. It and its Checkpointer alone
/// checkpoint the write-ahead log. Thread: `enqueue` and `last` any; the rest the maker's. The connection
/// lives in the writing thread.
class Writer
{
public:
    /// Called in the writing thread after each commit that changed something, after its jobs were answered.
    /// `before`, `last`: of the log.
    using Committed = std::function<void(Sequence before, Sequence last, News news)>;

    Writer(QString file, const Clock &clock, Random &random, Committed committed);
    ~Writer(); ///< stops

    /// Opens and migrates, and starts taking jobs.
    Result<void> start();

    /// Takes no more, commits and answers what was taken, ends the thread.
    void stop();

    /// What is wrong with the log that `start` has found; empty: nothing.
    QStringList faults() const { return m_faults; }

    const QString &file() const { return m_file; }

    /// Once it is kept: while it is released, what comes in is refused.
    Reserve &reserve() { return m_reserve; }

    /// Of what is committed.
    Sequence last() const { return m_last.load(std::memory_order_acquire); }

    enum class Lane {
        Intake, ///< refused when the queue is full
        Engine ///< has as much room again, so that what was accepted goes on while intake is refused
    };

    /// `weight`: about how many bytes the job holds while it waits. `work` is called again where it was
    /// undone, for want of space or because another job of the transaction failed, so what it has must serve
    /// again. `answered` is called once, in the writing thread or, where the queue is full, at once; it must
    /// not block.
    template <typename Answer>
    void enqueue(Lane lane, qint64 weight, std::function<Result<Answer>(Transaction &)> work,
        std::function<void(Result<Answer>)> answered)
    {
        auto job = std::make_unique<JobOf<Answer>>(std::move(work), std::move(answered), weight);
        if (auto refused = take(lane, std::move(job)))
            refused->refuse(refusal());
    }

    /// The same as a future.
    template <typename Answer>
    QFuture<Result<Answer>> enqueue(
        Lane lane, qint64 weight, std::function<Result<Answer>(Transaction &)> work)
    {
        const auto promise = std::make_shared<QPromise<Result<Answer>>>();
        promise->start();
        enqueue<Answer>(lane, weight, std::move(work), [promise](Result<Answer> result) {
            promise->addResult(std::move(result));
            promise->finish();
        });
        return promise->future();
    }

private:
    struct Job
    {
        explicit Job(qint64 bytes)
            : weight(bytes)
        {
        }
        virtual ~Job() = default;
        /// Whether it was done; if not, its error is kept for `answer`.
        virtual bool work(Transaction &tx) = 0;
        virtual void answer() = 0;
        virtual void refuse(const Error &error) = 0;
        qint64 weight;
    };

    template <typename Answer> struct JobOf : Job
    {
        JobOf(std::function<Result<Answer>(Transaction &)> what, std::function<void(Result<Answer>)> whenDone,
            qint64 bytes)
            : Job(bytes)
            , todo(std::move(what))
            , answered(std::move(whenDone))
        {
        }
        bool work(Transaction &tx) override
        {
            result = todo(tx);
            return result->has_value();
        }
        void answer() override { answered(std::move(*result)); }
        void refuse(const Error &error) override
        {
            // What was refused for itself keeps its own reason.
            if (!result || result->has_value())
                result = Failure(error);
            answer();
        }
        std::function<Result<Answer>(Transaction &)> todo;
        std::optional<Result<Answer>> result;
        std::function<void(Result<Answer>)> answered;
    };

    using Batch = std::vector<std::unique_ptr<Job>>;

    std::unique_ptr<Job> take(Lane lane, std::unique_ptr<Job> job); ///< the job back if it is refused
    Error refusal() const;
    Result<void> open();
    Result<void> findEnd();
    Result<void> tellDamage(const QStringList &faults);
    void loop();
    Batch nextBatch();
    void process(Batch &batch);
    void takeBack(Sequence last, const QByteArray &hash);
    bool releaseReserve();
    bool fileWouldGrow();
    Result<void> carryOut(Batch &batch, News &news);
    Result<void> carryOutEach(Batch &batch, News &news);
    bool isLost() const;
    Result<void> commit();
    void checkpointIfDue(bool mayPass);
    void beginLogAgain(int patience);
    static int onCommit(void *writer, sqlite3 *, const char *, int pages);

    const QString m_file;
    const Clock &m_clock;
    IdSource m_ids;
    const Committed m_committed;
    Reserve m_reserve;
    std::unique_ptr<QThread> m_thread;
    std::atomic<Sequence> m_last = 0;
    QStringList m_faults; ///< not changed after `start`

    // of the writing thread
    std::unique_ptr<Connection> m_db;
    std::unique_ptr<Transaction> m_tx;
    EndFile m_end;
    std::unique_ptr<Checkpointer> m_checkpointer;
    int m_walPages = 0;
    int m_walPagesAtPass = 0; ///< when the checkpointer was last told to begin
    bool m_isPassNew = false; ///< since then nobody has tried to begin the log again
    bool m_hasWritten = false; ///< the last batch
    int m_waryBatches = 0; ///< to come, in which a job is expected to fail
    std::optional<Error> m_broken; ///< for good: a sync failed

    mutable std::mutex m_mutex; // the queue: all below
    std::condition_variable m_wake;
    std::deque<std::unique_ptr<Job>> m_queue;
    qint64 m_queued = 0; ///< bytes
    bool m_stopping = false;
};

} // namespace signalbox
