// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>

#include <curl/curl.h>
#include <memory>

class QSocketNotifier;

namespace signalbox {

class CurlTransfer;

/// Drives libcurl's multi interface from a Qt event loop. A loop of curl_multi_poll would be shorter, but a
/// QFuture tells of its cancelling only by events, so that such a loop would have to wake up and look.
/// Thread: the one it is moved to before the first call; it must be destroyed there.
class CurlLoop : public QObject
{
    Q_OBJECT

public:
    CurlLoop();
    ~CurlLoop() override; ///< cancels what is under way

    /// Ready or failed, the transfer answers its own promise.
    void start(std::unique_ptr<CurlTransfer> transfer);

private:
    struct Watched
    {
        QSocketNotifier *read;
        QSocketNotifier *write;
    };

    static int socketWanted(CURL *easy, curl_socket_t socket, int what, void *self, void *);
    static int timerWanted(CURLM *multi, long ms, void *self);
    void watch(curl_socket_t socket, int what);
    void act(curl_socket_t socket, int events);
    void collect();
    void finish(CurlTransfer *transfer);

    CURLM *m_multi;
    QTimer m_timer{this};
    QHash<curl_socket_t, Watched> m_sockets;
    QHash<CURL *, CurlTransfer *> m_transfers; // owned; on the way out by deleteLater
};

} // namespace signalbox
