// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/curlloop.h"

#include "core/delivery/curltransfer.h"

#include <QSocketNotifier>

namespace signalbox {

CurlLoop::CurlLoop()
{
    static const auto ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_ASSERT(ready == CURLE_OK);
    m_multi = curl_multi_init();
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &CurlLoop::socketWanted);
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &CurlLoop::timerWanted);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { act(CURL_SOCKET_TIMEOUT, 0); });
}

CurlLoop::~CurlLoop()
{
    for (auto [easy, transfer] : m_transfers.asKeyValueRange()) {
        curl_multi_remove_handle(m_multi, easy);
        transfer->cancel();
        delete transfer;
    }
    curl_multi_cleanup(m_multi);
}

void CurlLoop::start(std::unique_ptr<CurlTransfer> owned)
{
    if (!owned->prepare())
        return;
    auto *transfer = owned.release();
    m_transfers.insert(transfer->handle(), transfer);
    connect(transfer, &CurlTransfer::ended, this, [this, transfer] { finish(transfer); });
    transfer->watch();
    curl_multi_add_handle(m_multi, transfer->handle());
}

int CurlLoop::socketWanted(CURL *, curl_socket_t socket, int what, void *self, void *)
{
    static_cast<CurlLoop *>(self)->watch(socket, what);
    return 0;
}

int CurlLoop::timerWanted(CURLM *, long ms, void *self)
{
    auto &timer = static_cast<CurlLoop *>(self)->m_timer;
    // Also at 0 through the event loop: libcurl must not be entered from its own callback.
    ms < 0 ? timer.stop() : timer.start(int(ms));
    return 0;
}

void CurlLoop::watch(curl_socket_t socket, int what)
{
    if (what == CURL_POLL_REMOVE) {
        const auto watched = m_sockets.take(socket);
        for (auto *notifier : {watched.read, watched.write}) {
            if (!notifier)
                continue;
            notifier->setEnabled(false);
            notifier->deleteLater(); // it may be the one that is calling us
        }
        return;
    }
    auto found = m_sockets.find(socket);
    if (found == m_sockets.end()) {
        const auto notifier = [&](QSocketNotifier::Type type, int event) {
            auto *made = new QSocketNotifier(qintptr(socket), type, this);
            connect(made, &QSocketNotifier::activated, this, [this, socket, event] { act(socket, event); });
            return made;
        };
        found = m_sockets.insert(socket,
            {notifier(QSocketNotifier::Read, CURL_CSELECT_IN),
                notifier(QSocketNotifier::Write, CURL_CSELECT_OUT)});
    }
    found->read->setEnabled(what & CURL_POLL_IN);
    found->write->setEnabled(what & CURL_POLL_OUT);
}

void CurlLoop::act(curl_socket_t socket, int events)
{
    int running = 0;
    curl_multi_socket_action(m_multi, socket, events, &running);
    collect();
}

void CurlLoop::collect()
{
    int left = 0;
    while (const auto *message = curl_multi_info_read(m_multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        if (auto *transfer = m_transfers.value(message->easy_handle))
            transfer->end(message->data.result);
    }
}

void CurlLoop::finish(CurlTransfer *transfer)
{
    m_transfers.remove(transfer->handle());
    curl_multi_remove_handle(m_multi, transfer->handle());
    transfer->deleteLater();
}

} // namespace signalbox
