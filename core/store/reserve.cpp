// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/reserve.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#endif

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QString Reserve::nameFor(const QString &store)
{
    return store + u"-reserve"_s;
}

void Reserve::keep(const QString &store, qint64 size)
{
    std::scoped_lock lock(m_mutex);
    m_file = nameFor(store);
    m_size = size;
    if (QFileInfo(m_file).size() != size && !make())
        setReleased(true);
}

void Reserve::setReleased(bool isReleased)
{
    m_isReleased.store(isReleased, std::memory_order_release);
    if (m_changed)
        m_changed(isReleased);
}

bool Reserve::make()
{
    // Only half of what there is: else the next write would find the disk full again.
    if (QStorageInfo(QFileInfo(m_file).absolutePath()).bytesAvailable() < 2 * m_size)
        return false;
    QFile file(m_file);
    if (!file.open(QIODevice::WriteOnly))
        return false;
#ifdef Q_OS_LINUX
    const bool isMade = ::posix_fallocate(file.handle(), 0, m_size) == 0;
#else
    const bool isMade = file.resize(m_size);
#endif
    file.close();
    if (!isMade)
        file.remove();
    return isMade;
}

bool Reserve::release()
{
    std::scoped_lock lock(m_mutex);
    if (m_file.isEmpty() || m_isReleased)
        return false;
    setReleased(true);
    m_looked = std::chrono::steady_clock::now();
    qWarning("store: the disk is full; nothing more is taken in until there is space");
    return QFile::remove(m_file);
}

bool Reserve::tryAgain()
{
    std::scoped_lock lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    if (!m_isReleased)
        return true;
    if (now - m_looked < 1s)
        return false;
    m_looked = now;
    if (!make())
        return false;
    setReleased(false);
    return true;
}

} // namespace signalbox
