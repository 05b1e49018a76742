// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/settings.h"

#include "core/base/json.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace signalbox {

using namespace Qt::StringLiterals;

Result<std::unique_ptr<Settings>> Settings::load(const QString &file)
{
    QJsonObject values;
    if (QFile in(file); in.exists()) {
        if (!in.open(QIODevice::ReadOnly))
            return failure(Error::Code::Unavailable,
                tr("The settings %1 cannot be read: %2.").arg(file, in.errorString()), file);
        const auto read = parseJsonObject(in.readAll());
        if (!read)
            return failure(Error::Code::Corrupt,
                tr("The settings %1 are damaged. Mend or remove the file. %2")
                    .arg(file, read.error().message),
                file);
        values = *read;
    }
    return std::unique_ptr<Settings>(new Settings(file, values));
}

QJsonValue Settings::value(const QString &key, const QJsonValue &fallback) const
{
    return m_values.contains(key) ? m_values.value(key) : fallback;
}

Result<void> Settings::set(const QString &key, const QJsonValue &value)
{
    if (m_values.contains(key) && m_values.value(key) == value)
        return {};
    auto values = m_values;
    values.insert(key, value);
    QSaveFile out(m_file);
    if (!out.open(QIODevice::WriteOnly) || out.write(QJsonDocument(values).toJson()) < 0 || !out.commit())
        return failure(Error::Code::Unavailable,
            tr("The settings %1 cannot be written: %2.").arg(m_file, out.errorString()), m_file);
    m_values = values;
    emit changed(key);
    return {};
}

QString Settings::folder() const
{
    return QFileInfo(m_file).absolutePath();
}

QString Settings::listenAddress() const
{
    return value(u"listen"_s, u"127.0.0.1:8787"_s).toString();
}
QString Settings::theme() const
{
    return value(u"theme"_s, u"system"_s).toString();
}

} // namespace signalbox
