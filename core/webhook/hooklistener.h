// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/event/responder.h"
#include "core/webhook/endpoint.h"
#include "core/webhook/hooklog.h"
#include "core/webhook/hooktest.h"
#include "core/webhook/webform.h"

#include <QFuture>
#include <QList>

#include <functional>

namespace signalbox {

struct HookSettings;

/// The listener as the engine sees it. Methods may be called from any thread.
class HookListener : public Responder
{
public:
    /// Listens at "ADDRESS:PORT" instead of where it did; port 0 picks one, an empty address stops listening.
    /// The base URL ("http://127.0.0.1:8787"). Unavailable: the port is in use or not allowed.
    virtual QFuture<Result<QString>> listen(QString address) = 0;

    /// How it listens from now on; limits and TLS count for connections that come later. A certificate that
    /// cannot be used is what the next `listen` then answers; until it is mended no plain HTTP is taken.
    virtual void setUp(HookSettings settings) = 0;

    /// From now on these paths are taken.
    virtual void setEndpoints(QList<WebhookEndpoint> endpoints) = 0;

    /// From now on these forms are web pages.
    virtual void setForms(QList<WebForm> forms) = 0;

    /// `awaited` is called for each event whose sender waits for what its runs answer, in the log's thread,
    /// before the event can be routed; it must neither block nor call the listener. Empty: nobody. When this
    /// returns, the one before is not called any more.
    virtual void setAwaited(std::function<void(Sequence event)> awaited) = 0;
    /// The runs of an event are over, or it started none: whoever still waits is answered now.
    virtual void runsEnded(Sequence event) = 0;

    /// How many requests came to addresses where nothing is.
    virtual qint64 strayCount() const = 0;

    /// The last requests to /hook/PATH, newest first, also refused ones; none where there is no such hook.
    virtual QList<HookRequest> requests(const QString &path) const = 0;

    /// Sends one request to a hook of ours, as its sender would. NotFound: there is no such hook.
    /// Unavailable: nothing listens, or there is no secret to sign with. Timeout: no answer came.
    virtual QFuture<Result<HookTestAnswer>> test(HookTestOrder order) = 0;
};

} // namespace signalbox
