// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/privatefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <filesystem>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace signalbox::privatefile {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Vault)
};

constexpr qint64 largest = 16 << 20;

bool sync(const QFile &file)
{
#ifdef Q_OS_UNIX
    return ::fsync(file.handle()) == 0;
#else
    return file.isOpen();
#endif
}

/// The new name is on disk only once the folder is.
void syncFolder([[maybe_unused]] const QString &path)
{
#ifdef Q_OS_UNIX
    const int folder
        = ::open(QFile::encodeName(QFileInfo(path).path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    ::fsync(folder); // some file systems cannot; the file then comes to disk with the next other change
    ::close(folder);
#endif
}

Failure notWritten(const QString &path, const QString &why)
{
    return failure(Error::Code::Unavailable, Tr::tr("%1 cannot be written: %2.").arg(path, why), path);
}

} // namespace

Result<QByteArray> read(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return failure(Error::Code::NotFound, Tr::tr("There is no file %1.").arg(path), path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            Error::Code::Unavailable, Tr::tr("%1 cannot be read: %2.").arg(path, file.errorString()), path);
    if (file.size() > largest)
        return failure(Error::Code::Unavailable, Tr::tr("%1 is too large.").arg(path), path);
    return file.readAll();
}

Result<void> write(const QString &path, QByteArrayView content)
{
    const auto half = path + u".part"_s;
    QFile::remove(half); // of a crash; its permissions could be anything
    QFile file(half);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return notWritten(path, file.errorString());
    if (file.write(content.data(), content.size()) != content.size() || !file.flush() || !sync(file)) {
        const auto why = file.errorString();
        file.remove();
        return notWritten(path, why);
    }
    file.close();
    // QFile::rename replaces nothing.
    std::error_code error;
    std::filesystem::rename(half.toStdU16String(), path.toStdU16String(), error);
    if (error) {
        QFile::remove(half);
        return notWritten(path, QString::fromStdString(error.message()));
    }
    syncFolder(path);
    return {};
}

bool isOpenToOthers(const QString &path)
{
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    return (QFile::permissions(path) & others) != 0;
}

} // namespace signalbox::privatefile
