// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/enginehost.h"

#include "app/crashsignal.h"
#include "app/storekeeping.h"
#include "app/vaultpassphrase.h"
#include "core/base/crashpoint.h"
#include "core/base/futures.h"
#include "core/base/threadpriority.h"
#include "core/delivery/httpclient.h"
#include "core/delivery/mailclient.h"
#include "core/secret/connectionbook.h"
#include "core/webhook/certificatebook.h"
#include "core/webhook/listener.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void fetchCertificate(HttpClient &http, const QString &url, const CertificateBook::Take &take)
{
    HttpRequestOut request;
    request.url = url;
    whenFinished(http.send(request), nullptr, [take](const QFuture<Result<HttpReply>> &finished) {
        const auto reply = finished.isCanceled() ? Result<HttpReply>(failure(Error::Code::Unavailable, {}))
                                                 : finished.result();
        if (!reply)
            take(Failure(reply.error()));
        else if (reply->status != 200 || reply->isBodyTruncated())
            take(failure(Error::Code::Unavailable,
                QCoreApplication::translate("EngineHost", "There is no certificate there.")));
        else
            take(reply->body);
    });
}

} // namespace

Result<std::unique_ptr<EngineHost>> EngineHost::open(DataFolder folder, Notifier &notifier)
{
    if (auto locked = folder.lock(); !locked)
        return Failure(locked.error());
    // The host owns clock and chance, so it is there before the store that reads them.
    std::unique_ptr<EngineHost> host(new EngineHost(std::move(folder)));
    auto store = Store::open(host->m_folder.storeFile(), host->m_clock, host->m_random);
    if (!store)
        return Failure(store.error());
    host->m_store = std::move(*store);
    host->m_vault = std::make_unique<Vault>(host->m_folder.path(), vaultPassphrase());
    host->m_connections = std::make_unique<ConnectionBook>(*host->m_vault, host->m_clock);
    host->m_http = std::make_unique<HttpClient>();
    host->m_mail = std::make_unique<MailClient>();
    host->m_hooks
        = std::make_unique<WebhookListener>(*host->m_store, host->m_clock, host->m_connections.get());
    host->m_hooks->setCertificates(std::make_shared<CertificateBook>(
        [&http = *host->m_http](
            const QString &url, const CertificateBook::Take &take) { fetchCertificate(http, url, take); },
        host->m_clock));
    host->m_hooks->moveToThread(&host->m_hooksThread);
    host->m_engine = std::make_unique<Engine>(Engine::Parts{.store = *host->m_store,
        .clock = host->m_clock,
        .random = host->m_random,
        .catalog = host->m_catalog,
        .services
        = {host->m_http.get(), &notifier, host->m_connections.get(), host->m_mail.get(), host->m_hooks.get()},
        .hooks = host->m_hooks.get(),
        .crashes = &host->m_crashes});
    host->m_engine->moveToThread(&host->m_engineThread);
    return host;
}

EngineHost::EngineHost(DataFolder folder)
    : m_folder(std::move(folder))
    , m_crashes(m_folder.file(u"lastends.json"_s))
    , m_catalog(allStepTypes())
{
    m_engineThread.setObjectName(u"engine"_s);
    m_hooksThread.setObjectName(u"hooks"_s);
    // Senders wait for an answer, runs are in the log: where both want the same core, what comes in goes
    // first and runs are caught up with. Without a context object, so in the thread that has started.
    QObject::connect(&m_engineThread, &QThread::started, &standBack);
}

EngineHost::~EngineHost()
{
    stop();
}

Result<void> EngineHost::start(ControlServer::ProgramCommand program)
{
    m_crashes.begin();
    noteFatalSignals(m_crashes.signalFile());
    m_engineThread.start();
    m_hooksThread.start();
    if (auto started = m_engine->start().result(); !started)
        return started;
    crashPoint("start");
    m_keeping = std::make_unique<StoreKeeping>(*m_store, m_folder.settingsFile());
    m_control = std::make_unique<ControlServer>(*m_engine, std::move(program));
    if (auto listening = m_control->listen(m_folder.controlSocket()); !listening)
        return listening;
    // From its own thread: that is where the engine writes the book from now on.
    QMetaObject::invokeMethod(m_engine.get(), [this] { m_crashes.ready(); });
    return {};
}

Exit EngineHost::runErrand(const Request &request, Output &output)
{
    const Commands commands(*m_engine);
    m_engineThread.start(); // an engine that is not started tries connections too
    if (Commands::isReading(request.method))
        return commands.run(request, output);
    m_crashes.begin(true);
    noteFatalSignals(m_crashes.signalFile());
    m_hooksThread.start();
    if (auto started = m_engine->start(Engine::Duty::Errand).result(); !started) {
        output.message(started.error().message);
        return Exit::Unreachable;
    }
    const auto exit = commands.run(request, output);
    m_engine->settle().waitForFinished();
    return exit;
}

StoreKeeper &EngineHost::keeper()
{
    return m_keeping->keeper();
}

QString EngineHost::vaultTrouble() const
{
    return m_vault->opened() ? QString() : m_vault->opened().error().message;
}

void EngineHost::stop()
{
    if (std::exchange(m_stopped, true))
        return;
    if (m_engineThread.isRunning()) {
        m_engine->listen({}).waitForFinished();
        m_control.reset();
        m_engine->stop(3s).waitForFinished();
    }
    // What lives in a thread is deleted there, while its event loop still turns.
    if (m_hooks && m_hooksThread.isRunning())
        m_hooks.release()->deleteLater();
    m_hooksThread.quit();
    m_hooksThread.wait();
    m_engineThread.quit();
    m_engineThread.wait();
    m_engine.reset();
    m_hooks.reset();
    m_http.reset();
    m_connections.reset();
    m_keeping.reset();
    m_store.reset();
    m_crashes.end();
}

} // namespace signalbox
