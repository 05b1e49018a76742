// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/event/eventsink.h"
#include "core/http/limits.h"
#include "core/webhook/hooklistener.h"

#include <QObject>

#include <memory>

namespace signalbox {

/// Takes requests at /hook/PATH and gives them to the log as events; a sender is told yes (202) only once its
/// event is on disk. Also answers /healthz.
///
/// Thread: the one it lives in, which needs an event loop and where it must be deleted; the methods of
/// HookListener may be called from any thread. `sink` and `clock` are only looked at and must outlive it.
/// Deleting it closes every connection; what the sink has taken by then is in the log, and its sender, who
/// heard nothing, will send it again and be told that it is a duplicate.
class WebhookListener : public QObject, public HookListener
{
    Q_OBJECT

public:
    WebhookListener(EventSink &sink, const Clock &clock, http::Limits limits = {}, QObject *parent = nullptr);
    ~WebhookListener() override;

    /// "ADDRESS:PORT", "[v6]:PORT", "localhost:PORT". Also InvalidInput: no address and port can be read from
    /// it. After an error it listens nowhere. With an empty address ready once the requests that are under
    /// way are answered, or after two seconds. Cancelled if the listener goes before.
    QFuture<Result<QString>> listen(QString address) override;

    void setEndpoints(QList<WebhookEndpoint> endpoints) override;

    /// Further names that may stand in Host, without port: those under which a tunnel or proxy calls us.
    void setAllowedHosts(QStringList hosts);

    bool event(QEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace signalbox
