// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/reader.h"

#include <QThread>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {
using Work = std::function<void(Result<Reader *>)>;
} // namespace

/// Threads of its own and not a QThreadPool's: a connection ends in the thread that opened it, and a pool
/// says nothing when one of its threads ends.
class ReaderPool::Private
{
public:
    explicit Private(QString name)
        : file(std::move(name))
    {
    }

    void loop()
    {
        std::unique_ptr<Reader> reader;
        while (auto work = next()) {
            if (!reader) {
                auto opened = Reader::open(file);
                if (!opened) {
                    work(Failure(opened.error()));
                    continue;
                }
                reader = std::move(*opened);
            }
            work(reader.get());
        }
    }

    Work next()
    {
        std::unique_lock lock(mutex);
        wake.wait(lock, [this] { return stopping || !queue.empty(); });
        if (queue.empty())
            return {};
        auto work = std::move(queue.front());
        queue.pop_front();
        return work;
    }

    const QString file;
    std::vector<std::unique_ptr<QThread>> threads;

    std::mutex mutex; // queue, stopping
    std::condition_variable wake;
    std::deque<Work> queue;
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
    }
    d->wake.notify_all();
    for (const auto &thread : d->threads)
        thread->wait();
}

void ReaderPool::run(Work work)
{
    {
        std::scoped_lock lock(d->mutex);
        d->queue.push_back(std::move(work));
    }
    d->wake.notify_one();
}

} // namespace signalbox
