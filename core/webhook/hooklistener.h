// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/webhook/endpoint.h"

#include <QFuture>
#include <QList>

namespace signalbox {

struct HookSettings;

/// The listener as the engine sees it. Methods may be called from any thread.
class HookListener
{
public:
    virtual ~HookListener() = default;

    /// Listens at "ADDRESS:PORT" instead of where it did; port 0 picks one, an empty address stops listening.
    /// The base URL ("http://127.0.0.1:8787"). Unavailable: the port is in use or not allowed.
    virtual QFuture<Result<QString>> listen(QString address) = 0;

    /// How it listens from now on; limits count for connections that come later.
    virtual void setUp(HookSettings settings) = 0;

    /// From now on these paths are taken.
    virtual void setEndpoints(QList<WebhookEndpoint> endpoints) = 0;

    /// How many requests came to addresses where nothing is.
    virtual qint64 strayCount() const = 0;
};

} // namespace signalbox
