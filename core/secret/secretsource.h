// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QString>

namespace signalbox {

/// Gives the secret of a connection to whoever uses it, for as long as that takes: never into a log, an
/// event, an export or an error. Thread: any; answers from memory, at once.
class SecretSource
{
public:
    virtual ~SecretSource() = default;

    /// NotFound: no such connection. Unavailable: it has no secret yet (or an empty one), or the vault is
    /// closed; whoever checks signatures then refuses everything.
    virtual Result<QByteArray> secret(const QString &connection) const = 0;

    /// How a use ended, for whoever keeps that. The message never holds the secret.
    virtual void succeeded(const QString &connection) const { Q_UNUSED(connection) }
    virtual void failed(const QString &connection, const QString &message) const
    {
        Q_UNUSED(connection)
        Q_UNUSED(message)
    }
};

} // namespace signalbox
