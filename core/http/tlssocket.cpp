// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/tlssocket.h"

#include <algorithm>
#include <array>
#include <limits>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace signalbox::http {

namespace {

// A record has at most 16 KiB and its framing; one is whole within two reads.
constexpr qsizetype chunk = 17LL * 1024;
// What comes in one turn without any byte for us (handshake, notices, empty records): then others have
// theirs.
constexpr int mostRounds = 16;
// What may wait to be sent while nothing was asked of us: notices that a client makes us write (KeyUpdate)
// and does not read.
constexpr qsizetype mostNotices = 64LL * 1024;

constexpr QByteArrayView speaksHttp = "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n"
                                      "Content-Length: 49\r\nConnection: close\r\n\r\n"
                                      "{\"error\":\"This port speaks HTTPS. Use https://.\"}";

int length(qsizetype size)
{
    return int(std::min<qsizetype>(size, std::numeric_limits<int>::max()));
}

} // namespace

TlsSocket::TlsSocket(qintptr descriptor, std::shared_ptr<const TlsIdentity> identity)
    : Socket(descriptor)
    , m_identity(std::move(identity))
    , m_tls(SSL_new(m_identity->context()))
    , m_in(BIO_new(BIO_s_mem()))
    , m_out(BIO_new(BIO_s_mem()))
{
    // Through memory and not on the descriptor: OpenSSL's own writing can raise SIGPIPE, and what the other
    // side does not take is Socket's affair already.
    SSL_set_bio(m_tls, m_in, m_out);
    SSL_set_accept_state(m_tls);
}

TlsSocket::~TlsSocket()
{
    SSL_free(m_tls);
}

qsizetype TlsSocket::read(char *to, qsizetype most)
{
    std::array<char, chunk> raw; // NOLINT(cppcoreguidelines-pro-type-member-init): filled before it is read
    qsizetype sum = 0;
    for (int round = 0; round < mostRounds || sum > 0;) {
        ERR_clear_error();
        const int count = SSL_read(m_tls, to + sum, length(most - sum));
        if (count > 0) {
            sum += count;
            if (sum < most)
                continue;
            // The system has nothing more to tell of what is in here.
            if (SSL_has_pending(m_tls) || BIO_ctrl_pending(m_in) > 0)
                QMetaObject::invokeMethod(
                    this, [this] { emit readable(); }, Qt::QueuedConnection);
            break;
        }
        const int error = SSL_get_error(m_tls, count);
        if (!flush())
            return -1;
        if (error != SSL_ERROR_WANT_READ)
            return sum > 0 ? sum : fail(error); // it will be found again
        if (sum > 0)
            break;
        const auto came = Socket::read(raw.data(), qsizetype(raw.size()));
        if (came <= 0)
            return came;
        BIO_write(m_in, raw.data(), int(came));
        ++round;
    }
    return flush() ? sum : -1;
}

/// Whatever it is, this connection has ended; at most the other side is told why.
qsizetype TlsSocket::fail(int error)
{
    if (error == SSL_ERROR_SSL && ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST)
        Socket::write(speaksHttp);
    return -1;
}

bool TlsSocket::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        ERR_clear_error();
        const int count = SSL_write(m_tls, bytes.data(), length(bytes.size()));
        if (count <= 0)
            return false;
        bytes = bytes.sliced(count);
        char *out = nullptr;
        const auto size = BIO_get_mem_data(m_out, &out);
        if (!Socket::write({out, qsizetype(size)}))
            return false;
        BIO_reset(m_out);
    }
    return true;
}

/// Sends what TLS has to say of itself. False: the connection is broken, or takes none of it.
bool TlsSocket::flush()
{
    char *out = nullptr;
    const auto size = qsizetype(BIO_get_mem_data(m_out, &out));
    if (size == 0)
        return true;
    const bool isSent = Socket::write({out, size}) && unsentSize() <= mostNotices;
    BIO_reset(m_out);
    return isSent;
}

void TlsSocket::closeForWriting()
{
    if (SSL_is_init_finished(m_tls)) {
        SSL_shutdown(m_tls);
        flush();
    }
    Socket::closeForWriting();
}

} // namespace signalbox::http
