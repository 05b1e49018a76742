// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QString>

/// Files that only their owner may read. Thread: any; blocks on disk.
namespace signalbox::privatefile {

/// The file's content. NotFound: there is none. Unavailable: it cannot be read, or is larger than 16 MiB.
Result<QByteArray> read(const QString &path);

/// Puts this content in the place of the file, which is then readable by its owner alone (0600). After a
/// crash there is the old file or the new one, each as a whole. Unavailable: it cannot be written; the old
/// file is as it was.
Result<void> write(const QString &path, QByteArrayView content);

/// Whether somebody else than the owner may read or write it.
bool isOpenToOthers(const QString &path);

} // namespace signalbox::privatefile
