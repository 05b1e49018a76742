// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/checkpointer.h"

#include "core/store/connection.h"

#include <sqlite3.h>

namespace signalbox {

using namespace Qt::StringLiterals;

Checkpointer::~Checkpointer()
{
    if (!m_thread)
        return;
    {
        std::scoped_lock lock(m_mutex);
        m_isStopping = true;
    }
    m_changed.notify_all();
    m_thread->wait();
}

void Checkpointer::begin()
{
    {
        std::scoped_lock lock(m_mutex);
        m_isBusy = true;
    }
    m_changed.notify_all();
    if (m_thread)
        return;
    m_thread.reset(QThread::create([this] { loop(); }));
    m_thread->setObjectName(u"checkpoints"_s);
    m_thread->start();
}

bool Checkpointer::isBusy() const
{
    std::scoped_lock lock(m_mutex);
    return m_isBusy;
}

void Checkpointer::wait() const
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_isBusy; });
}

void Checkpointer::loop()
{
    const auto db = Connection::open(m_file, Connection::Mode::ReadWrite);
    // The log is on disk before the file is written, and the file before the log may be written over.
    const auto good = db ? (*db)->script("PRAGMA synchronous = FULL") : Result<void>(Failure(db.error()));
    if (!good)
        qWarning("store: %s", qPrintable(good.error().message));
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_isBusy || m_isStopping; });
        if (m_isStopping)
            return;
        lock.unlock();
        if (good)
            sqlite3_wal_checkpoint_v2((*db)->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        lock.lock();
        m_isBusy = false;
        m_changed.notify_all();
    }
}

} // namespace signalbox
