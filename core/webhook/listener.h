// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/event/eventsink.h"
#include "core/http/limits.h"
#include "core/secret/secretsource.h"
#include "core/webhook/hooklistener.h"
#include "core/webhook/hooksettings.h"

#include <QObject>

#include <memory>

namespace signalbox {

class CertificateBook;

/// Takes requests at /hook/PATH and gives them to the log as events; a sender is told yes (202) only once its
/// event is on disk. Also shows forms at /form/SLUG (core/webhook/formdesk.h) and answers /healthz.
///
/// What an endpoint verifies is verified over the bytes as they came, before any of them is unpacked or
/// parsed (core/webhook/signaturegate.h); so are the questions of handshakes, but for those that come before
/// anything is signed (core/webhook/handshake.h).
///
/// Where an endpoint says so (WebhookEndpoint::answerWithin), the answer is that of the event's runs, once
/// the event is on disk: the first that comes, or the late one when its time is up, all runs are over, the
/// client closes its side or the listener stops. Not waited for are batches, and what was there before, also
/// where the first one still waits: both are answered 202. So is at once whoever comes when as many wait as
/// may (http::Limits::waitingRequests).
///
/// Thread: the one it lives in, which needs an event loop and where it must be deleted; the methods of
/// HookListener may be called from any thread. `sink`, `clock` and `secrets` are only looked at and must
/// outlive it; without `secrets` every endpoint that needs one answers 503. Deleting it closes every
/// connection; what the sink has taken by then is in the log, and its sender, who heard nothing, will send it
/// again and be told that it is a duplicate.
class WebhookListener : public QObject, public HookListener
{
    Q_OBJECT

public:
    WebhookListener(EventSink &sink, const Clock &clock, const SecretSource *secrets,
        http::Limits limits = {}, QObject *parent = nullptr);
    ~WebhookListener() override;

    /// "ADDRESS:PORT", "[v6]:PORT", "localhost:PORT". Also InvalidInput: no address and port can be read from
    /// it. After an error it listens nowhere. With an empty address ready once the requests that are under
    /// way are answered, or after two seconds. Cancelled if the listener goes before.
    QFuture<Result<QString>> listen(QString address) override;

    void setEndpoints(QList<WebhookEndpoint> endpoints) override;

    void setForms(QList<WebForm> forms) override;

    void setUp(HookSettings settings) override;

    void setAwaited(std::function<void(Sequence event)> awaited) override;
    bool isAwaited(Sequence event) const override;
    void answer(Sequence event, RunAnswer answer) override;
    void runsEnded(Sequence event) override;

    qint64 strayCount() const override;

    QList<HookRequest> requests(const QString &path) const override;

    QFuture<Result<HookTestAnswer>> test(HookTestOrder order) override;

    /// Where the scheme `paypal` finds certificates; until then it answers 503.
    void setCertificates(std::shared_ptr<const CertificateBook> certificates);

    bool event(QEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace signalbox
