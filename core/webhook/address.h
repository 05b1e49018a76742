// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QHostAddress>

namespace signalbox {

/// Where a listener is: an address of this machine and a port. Plain value.
struct ListenAddress
{
    QHostAddress host;
    quint16 port = 0; ///< 0: one that is free

    bool operator==(const ListenAddress &) const = default;

    /// Reads "127.0.0.1:8787", "[::1]:8787", "localhost:8787", "*:8787" (every IPv4 address). Names other
    /// than localhost are not looked up. InvalidInput: it is none of these.
    static Result<ListenAddress> parse(const QString &text);

    /// "http://127.0.0.1:8787", or https; for "every address" with the loopback address, at which it can be
    /// reached.
    QString url(bool overTls = false) const;
};

} // namespace signalbox
