// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QLockFile>
#include <QString>

namespace signalbox {

/// The folder that holds everything of one Signalbox: store, settings, lock and control socket.
/// Thread: the one that makes it.
class DataFolder
{
public:
    /// The folder named by --data-dir, else SIGNALBOX_DATA_DIR, else the platform's place for
    /// application data. Makes it (0700) when missing. Unavailable: it cannot be made or written, and
    /// the message says which folder and why.
    static Result<DataFolder> open(const QString &given);

    QString path() const { return m_path; }
    QString file(const QString &name) const;
    QString storeFile() const;
    QString settingsFile() const;

    /// Name for QLocalServer and QLocalSocket: a socket file inside the folder where its path is short
    /// enough for the platform (107 bytes on Linux, unix(7)), else one in the user's runtime folder
    /// named after a hash of the folder's path.
    QString controlSocket() const;

    /// Takes the folder for one engine, until this object goes. Unavailable: another one has it; the
    /// context is its process id. The lock is the kernel's or stale-checked: a killed owner does not block.
    Result<void> lock();

private:
    explicit DataFolder(QString path)
        : m_path(std::move(path))
    {
    }

    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace signalbox
