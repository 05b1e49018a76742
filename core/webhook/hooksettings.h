// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/settings.h"
#include "core/http/limits.h"

#include <QJsonObject>
#include <QStringList>

namespace signalbox {

/// How the listener listens: what a data folder's settings say of it beside the address. Plain value.
struct HookSettings
{
    QStringList allowedHosts = {}; ///< names under which a tunnel or proxy calls us, without port
    http::Limits limits = {};
    QString certificateFile = {}; ///< empty: plain HTTP
    QString keyFile = {};
    QString publicUrl = {}; ///< under which a tunnel or proxy is reached, "https://hooks.example.com"; its
                            ///< host is among the allowed ones

    bool operator==(const HookSettings &) const = default;

    /// From the keys of the settings:
    ///
    ///     "allowedHosts": ["hooks.example.com"],
    ///     "listenLimits": {"connections": 512, "connectionsPerPeer": 64, "waitingRequests": 256,
    ///                      "requestsPerConnection": 1000, "requestLine": 8192, "headerBytes": 32768,
    ///                      "headerFields": 100, "heldBodies": 268435456, "headerSeconds": 10,
    ///                      "idleSeconds": 15, "bodyGraceSeconds": 5, "bodyRate": 1024, "writeSeconds": 10},
    ///     "listenTls": {"certificate": "hooks-certificate.pem", "key": "hooks-key.pem"},
    ///     "publicUrl": "https://hooks.example.com"
    ///
    /// (files whose names are no whole paths are beside the settings), each of which may be left out.
    /// InvalidInput: the context is the key.
    static Result<HookSettings> read(const Settings &settings);
    /// The same of values that are not kept yet. `folder`: that the settings are in.
    static Result<HookSettings> read(const QJsonObject &values, const QString &folder);

    /// One number of "listenLimits": its key, what it may be, what it is where it is left out.
    struct Limit
    {
        QString key;
        qint64 least = 0;
        qint64 most = 0;
        qint64 fallback = 0;
    };
    static QList<Limit> knownLimits();
};

} // namespace signalbox
