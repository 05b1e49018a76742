// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretsource.h"

#include <QMap>

namespace signalbox {

/// Secrets in a map, fixed before anyone asks.
class MapSecrets : public SecretSource
{
public:
    MapSecrets() = default;
    explicit MapSecrets(QMap<QString, QByteArray> secrets)
        : m_secrets(std::move(secrets))
    {
    }

    Result<QByteArray> secret(const QString &connection) const override
    {
        const auto found = m_secrets.constFind(connection);
        if (found == m_secrets.constEnd())
            return failure(Error::Code::NotFound, QStringLiteral("There is no such connection."), connection);
        return *found;
    }

private:
    QMap<QString, QByteArray> m_secrets;
};

} // namespace signalbox
