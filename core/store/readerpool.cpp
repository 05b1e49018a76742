// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/readerprivate.h"

#include <QCoreApplication>
#include <QThread>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace signalbox {

using namespace Qt::StringLiterals;

/// Threads of its own and not a QThreadPool's: a connection ends in the thread that opened it, and a pool
/// does not say when one of its threads ends.
class ReaderPool::Private
{
public:
    using Work = std::function<void(Result<Reader *>)>;

    explicit Private(QString name)
        : file(std::move(name))
    {
    }

    void loop()
    {
        std::unique_ptr<Reader> reader;
        while (auto work = next()) {
            // Tried anew for each question: the store may come into being meanwhile.
            if (!reader)
                work(open(reader));
            else
                work(reader.get());
        }
        std::scoped_lock lock(mutex);
        std::erase(readers, reader.get());
    }

    Result<Reader *> open(std::unique_ptr<Reader> &reader)
    {
        auto opened = Reader::open(file);
        if (!opened)
            return Failure(opened.error());
        reader = std::move(*opened);
        std::scoped_lock lock(mutex);
        readers.push_back(reader.get());
        if (stopping)
            reader->d->db->interrupt();
        return reader.get();
    }

    Work next()
    {
        std::unique_lock lock(mutex);
        wake.wait(lock, [this] { return stopping || !queue.empty(); });
        if (stopping || queue.empty())
            return {};
        auto work = std::move(queue.front());
        queue.pop_front();
        return work;
    }

    const QString file;
    std::vector<std::unique_ptr<QThread>> threads;

    std::mutex mutex; // all below
    std::condition_variable wake;
    std::deque<Work> queue;
    std::vector<Reader *> readers; ///< of the threads
    bool stopping = false;
};

ReaderPool::ReaderPool(QString file, int threads)
    : d(std::make_unique<Private>(std::move(file)))
{
    for (int i = 0; i < threads; ++i) {
        auto &thread = d->threads.emplace_back(QThread::create([pool = d.get()] { pool->loop(); }));
        thread->setObjectName(u"reader"_s);
        thread->start();
    }
}

ReaderPool::~ReaderPool()
{
    {
        std::scoped_lock lock(d->mutex);
        d->stopping = true;
        for (auto *reader : d->readers)
            reader->d->db->interrupt();
    }
    d->wake.notify_all();
    for (const auto &thread : d->threads)
        thread->wait();
    for (const auto &work : d->queue)
        work(failure(Error::Code::Unavailable, QCoreApplication::translate("Store", "Signalbox is closing."),
            d->file));
}

void ReaderPool::run(std::function<void(Result<Reader *>)> work)
{
    {
        std::scoped_lock lock(d->mutex);
        d->queue.push_back(std::move(work));
    }
    d->wake.notify_one();
}

} // namespace signalbox
