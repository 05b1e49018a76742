// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/delivery/addressguard.h"

#include <QFuture>
#include <QThread>

#include <chrono>

namespace signalbox {

class CurlLoop;

/// In the order in which they are sent or came; a name may come several times.
using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// How long each stage of a request may take. An endpoint that has not begun to answer in 15 s will not;
/// senders of webhooks give up after 5 to 30 s in all.
struct HttpTimeouts
{
    std::chrono::milliseconds connect{5'000}; ///< finding the address and connecting
    std::chrono::milliseconds tls{10'000}; ///< from there to a secure connection
    std::chrono::milliseconds firstByte{15'000}; ///< from the request's first byte to the answer's
    std::chrono::milliseconds total{30'000}; ///< all of it
};

struct HttpRequestOut
{
    QByteArray method = "GET";
    QString url; ///< http or https; characters that a URL must encode are encoded
    HttpHeaders headers;
    QByteArray body;
    HttpTimeouts timeouts;
    AddressPolicy addresses = AddressPolicy::PublicOnly;
    QStringList allowHosts; ///< hosts that may have any address under PublicOnly
};

struct HttpReply
{
    int status = 0;
    HttpHeaders headers; ///< of the final answer, not of a 1xx before it
    QByteArray body; ///< its first 64 KiB, as sent (not unpacked)
    qint64 bodySize = 0; ///< what came in all
    QString address; ///< whom we were connected to: "192.0.2.7:443", "[2001:db8::1]:80"
    std::chrono::milliseconds
        connected{}; ///< until there was a (secure) connection; about 0 where one was reused
    std::chrono::milliseconds firstByte{}; ///< until the answer began
    std::chrono::milliseconds total{};

    bool isBodyTruncated() const { return bodySize > body.size(); }

    /// The first header of that name, in any case; empty where there is none.
    QByteArray header(QByteArrayView name) const;
};

/// Sends HTTP requests, many at once, over libcurl on a thread of its own: HTTP/1.1 and 2, connections
/// reused.
///
/// What it never does: follow a redirect, use a proxy, read .netrc, keep cookies. A request is sent once:
/// POST and the like go out on a fresh connection unless they carry an `Idempotency-Key`, since on a reused
/// one that the server is just closing libcurl sends again.
///
/// Thread: any, for construction, send() and destruction. Its futures end in the client's thread.
class HttpClient
{
public:
    HttpClient();
    /// Ends what is under way; those futures are cancelled.
    virtual ~HttpClient();
    Q_DISABLE_COPY_MOVE(HttpClient)

    /// Ready when the answer is complete; an answer with any status is a value. Cancelling the future ends
    /// the transfer at once. Errors (the context is scheme, host and port, never more of the URL, which may
    /// hold secrets): InvalidInput: the URL, method or a header cannot be sent. Nothing went out. Denied: an
    /// address of the host is not public, though the request asks for that (context "address URL"), or its
    /// certificate is not trusted (context "certificate URL"). No byte of the request went out; a retry does
    /// not help. Unavailable: no such host now, refused, reset, cut off, or more than 64 KiB of headers.
    /// Timeout: the message says which stage.
    /// Virtual so that tests can put a network in memory in its place.
    virtual QFuture<Result<HttpReply>> send(HttpRequestOut request);

private:
    QThread m_thread;
    CurlLoop *m_loop; // lives in m_thread, which deletes it
};

} // namespace signalbox
