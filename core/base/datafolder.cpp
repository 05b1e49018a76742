// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/datafolder.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryFile>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {
struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(DataFolder)
};
} // namespace

Result<DataFolder> DataFolder::open(const QString &given)
{
    QString path = given.isEmpty() ? qEnvironmentVariable("SIGNALBOX_DATA_DIR") : given;
    if (path.isEmpty())
        path = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/signalbox"_s;
    path = QDir::cleanPath(QDir(path).absolutePath());

    const QFileInfo info(path);
    if (info.exists() && !info.isDir())
        return failure(Error::Code::Unavailable,
            Tr::tr("The data folder %1 is a file. Choose another with --data-dir.").arg(path), path);
    if (!info.exists()) {
        if (!QDir().mkpath(path))
            return failure(Error::Code::Unavailable,
                Tr::tr("The data folder %1 cannot be made. Check its parent folder, or choose another with "
                       "--data-dir.")
                    .arg(path),
                path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    // Asking the permission bits is not enough: read-only mounts and access lists answer otherwise.
    QTemporaryFile probe(path + u"/.probe-XXXXXX"_s);
    if (!probe.open())
        return failure(Error::Code::Unavailable,
            Tr::tr("The data folder %1 cannot be written: %2. Choose another with --data-dir.")
                .arg(path, probe.errorString()),
            path);
    return DataFolder(path);
}

QString DataFolder::file(const QString &name) const
{
    return m_path + u'/' + name;
}
QString DataFolder::storeFile() const
{
    return file(u"signalbox.db"_s);
}
QString DataFolder::settingsFile() const
{
    return file(u"settings.json"_s);
}

QString DataFolder::controlSocket() const
{
    auto inside = file(u"control.sock"_s);
    if (inside.toUtf8().size() < 100)
        return inside;
    const auto hash = QCryptographicHash::hash(m_path.toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + u"/signalbox-"_s
        + QString::fromLatin1(hash);
}

Result<void> DataFolder::lock()
{
    auto lock = std::make_unique<QLockFile>(file(u"engine.lock"_s));
    lock->setStaleLockTime(0); // the owner's life counts, not the file's age
    if (!lock->tryLock()) {
        qint64 pid = 0;
        QString host, application;
        lock->getLockInfo(&pid, &host, &application);
        if (lock->error() == QLockFile::LockFailedError)
            return failure(Error::Code::Unavailable,
                Tr::tr("Another Signalbox (process %1) is using the data folder %2.").arg(pid).arg(m_path),
                QString::number(pid));
        return failure(
            Error::Code::Unavailable, Tr::tr("The data folder %1 cannot be locked.").arg(m_path), m_path);
    }
    m_lock = std::move(lock);
    return {};
}

} // namespace signalbox
