// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QJsonObject>
#include <QObject>
#include <QString>

namespace signalbox {

/// What the user has set for a data folder: a JSON file, written whole and atomically at each change.
/// Unknown keys are kept. Thread: the one that makes it.
class Settings : public QObject
{
    Q_OBJECT

public:
    /// Reads `file`; a missing one is empty. Corrupt: it is there and no JSON object.
    static Result<std::unique_ptr<Settings>> load(const QString &file);

    QJsonValue value(const QString &key, const QJsonValue &fallback = {}) const;

    QString folder() const; ///< that the file is in

    /// Writes at once. Unavailable: the file cannot be written; the value then stays as it was.
    Result<void> set(const QString &key, const QJsonValue &value);

    // The keys that more than one room uses, each with its default.
    QString listenAddress() const; ///< "127.0.0.1:8787"
    QString theme() const; ///< "system", "light" or "dark"

signals:
    void changed(const QString &key);

private:
    Settings(QString file, QJsonObject values)
        : m_file(std::move(file))
        , m_values(std::move(values))
    {
    }

    QString m_file;
    QJsonObject m_values;
};

} // namespace signalbox
