// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/store/store.h"

#include <optional>

namespace signalbox {

/// A connection as people see it: everything but its secret.
struct ConnectionStatus
{
    struct User
    {
        RuleId id;
        QString name;

        bool operator==(const User &) const = default;
    };

    StoredConnection connection;
    bool hasSecret = false;
    std::optional<Instant> lastUsed; ///< since the engine was started
    QString lastError; ///< of the last use or test; empty: it went well, or nothing is known
    QList<User> usedBy; ///< rules that name it, in what is live or drafted

    bool operator==(const ConnectionStatus &) const = default;
};

/// A connection to be made or changed.
struct ConnectionChange
{
    QString name;
    QString type = {}; ///< empty: as it is
    std::optional<QJsonObject> config = {}; ///< none: as it is; of another type: empty
    std::optional<QByteArray> secret = {}; ///< none: as it is; of another type: none
    bool isNew = false; ///< there must be none of that name yet
};

} // namespace signalbox
