// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/httpclient.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QTimer>

#include <array>
#include <curl/curl.h>

namespace signalbox {

/// One request on its way: libcurl's handle, its callbacks, its deadlines, and the promise of its answer.
/// Thread: that of the CurlLoop. Ends once, by end(), a deadline, or its future being cancelled; the promise
/// is answered by then, and ended() is emitted outside any callback of libcurl.
class CurlTransfer : public QObject
{
    Q_OBJECT

public:
    CurlTransfer(HttpRequestOut request, QPromise<Result<HttpReply>> promise);
    ~CurlTransfer() override;

    /// Makes the handle. False: the request is faulty, and the promise is answered.
    bool prepare();
    CURL *handle() const { return m_easy; }

    /// Minds deadlines and the future from now on.
    void watch();
    void end(CURLcode code);
    void cancel();

signals:
    void ended();

private:
    Result<void> readUrl();
    Result<void> setHeaders();
    void setOptions();
    bool mayGoTo(const QHostAddress &address);

    static curl_socket_t openSocket(void *self, curlsocktype purpose, curl_sockaddr *address);
    static CURLcode beforeTls(CURL *, void *, void *self);
    static int beforeRequest(void *self, char *remoteIp, char *localIp, int remotePort, int localPort);
    static size_t takeHeader(char *data, size_t size, size_t count, void *self);
    static size_t takeBody(char *data, size_t size, size_t count, void *self);

    void checkDeadline();
    void answer(Result<HttpReply> result);
    HttpReply reply() const;
    Error error(CURLcode code) const;

    HttpRequestOut m_request;
    QPromise<Result<HttpReply>> m_promise;
    QFutureWatcher<Result<HttpReply>> m_future;
    QTimer m_deadline;

    CURLU *m_url = nullptr;
    CURL *m_easy = nullptr;
    curl_slist *m_headers = nullptr;
    std::array<char, CURL_ERROR_SIZE> m_detail{};
    QString m_origin; // "https://host:port", for people
    QString m_host;

    HttpReply m_reply; // as far as it came
    qint64 m_headerBytes = 0;
    bool m_headersComplete = false;
    QString m_refused; // the address that was, and its range
    std::chrono::steady_clock::time_point m_started;
    std::optional<std::chrono::steady_clock::time_point> m_tlsBegan, m_requestBegan;
};

} // namespace signalbox
