// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QThread>

#include <condition_variable>
#include <memory>
#include <mutex>

namespace signalbox {

/// Copies what stands in the write-ahead log back into the store's file, in a thread and over a connection of
/// its own: while that waits for the disk (3 ms mostly, 100 ms at times, measured) the writer goes on. It
/// never makes the log begin again at its first page, since for that the writer has to stand still: that is
/// the writer's part, and short once most has been copied here.
///
/// SQLite before 3.51.3, Debian 12's too, loses pages when a checkpoint meets a writer that makes the log
/// begin again (sqlite.org/wal.html, the WAL-reset bug): the checkpoint has looked how long the log is, and
/// then counts pages as copied that are no longer there. That can happen only to a checkpoint that finds
/// everything copied already: for as long as one page is not, no writer begins the log again. Therefore a
/// pass begins only when the writer has committed since the last one ended; then there is something to copy
/// until it ends. And the writer checkpoints only while no pass is under way.
///
/// What fails is left for the next pass: the log keeps everything until it is in the file.
///
/// Thread: the writing thread; made and deleted there.
class Checkpointer
{
public:
    explicit Checkpointer(QString file)
        : m_file(std::move(file))
    {
    }
    ~Checkpointer(); ///< waits for the pass that is under way
    Checkpointer(const Checkpointer &) = delete;
    Checkpointer &operator=(const Checkpointer &) = delete;

    /// Begins a pass. Only when none is under way, and none was when the last transaction began; its thread
    /// begins with the first.
    void begin();

    bool isBusy() const;
    void wait() const; ///< until it is not

private:
    void loop();

    const QString m_file;
    std::unique_ptr<QThread> m_thread;

    mutable std::mutex m_mutex; // all below
    mutable std::condition_variable m_changed;
    bool m_isBusy = false;
    bool m_isStopping = false;
};

} // namespace signalbox
