// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/settings.h"
#include "core/http/limits.h"

#include <QStringList>

namespace signalbox {

/// How the listener listens: what a data folder's settings say of it beside the address. Plain value.
struct HookSettings
{
    QStringList allowedHosts; ///< names under which a tunnel or proxy calls us, without port
    http::Limits limits;

    bool operator==(const HookSettings &) const = default;

    /// From the keys of the settings:
    ///
    ///     "allowedHosts": ["hooks.example.com"],
    ///     "listenLimits": {"connections": 512, "connectionsPerPeer": 64, "requestsPerConnection": 1000,
    ///                      "requestLine": 8192, "headerBytes": 32768, "headerFields": 100,
    ///                      "heldBodies": 268435456, "headerSeconds": 10, "idleSeconds": 15,
    ///                      "bodyGraceSeconds": 5, "bodyRate": 1024, "writeSeconds": 10}
    ///
    /// each of which may be left out. InvalidInput: the context is the key.
    static Result<HookSettings> read(const Settings &settings);
};

} // namespace signalbox
