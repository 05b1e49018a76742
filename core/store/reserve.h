// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>

namespace signalbox {

/// A file of nothing (`FILE-reserve`) that holds space for the day when the disk is full: it is then removed,
/// so that what has been accepted can still be carried out and the router's cursor move, while nothing new is
/// taken. It is made again once the disk has room for it twice over. Thread: any.
class Reserve
{
public:
    static constexpr qint64 usualSize = 16 << 20;

    static QString nameFor(const QString &store);

    /// Called, from any thread, when it is released (true) or made again. Set it before `keep`.
    void setChanged(std::function<void(bool isReleased)> changed) { m_changed = std::move(changed); }

    /// Makes it. That it cannot be made means a disk that is all but full: as if it had been released.
    void keep(const QString &store, qint64 size);

    /// The disk is full. True: there is space again, and it was this call that made it.
    bool release();

    /// Released and not made again yet.
    bool isReleased() const { return m_isReleased.load(std::memory_order_acquire); }
    /// Makes it again if the disk has room; looks at most once a second. True: it is there.
    bool tryAgain();

private:
    bool make();
    void setReleased(bool isReleased);

    std::function<void(bool)> m_changed;
    std::mutex m_mutex; // the file, and all below
    QString m_file; ///< empty: none is kept
    qint64 m_size = 0;
    std::chrono::steady_clock::time_point m_looked;
    std::atomic<bool> m_isReleased = false;
};

} // namespace signalbox
