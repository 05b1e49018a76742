// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/socket.h"
#include "core/http/tls.h"

#include <memory>

struct ssl_st;
struct bio_st;

namespace signalbox::http {

/// A Socket whose bytes go through TLS. The handshake happens within read(), which gives nothing until it is
/// done; so its time counts like that of a client that is silent. Whoever speaks plain HTTP is told so, and
/// closed. Thread: the one that makes it.
class TlsSocket final : public Socket
{
    Q_OBJECT

public:
    TlsSocket(qintptr descriptor, std::shared_ptr<const TlsIdentity> identity);
    ~TlsSocket() override;

    qsizetype read(char *to, qsizetype most) override;
    bool write(QByteArrayView bytes) override;
    void closeForWriting() override; ///< with the notice that TLS has for it

private:
    bool flush();
    qsizetype fail(int error);

    std::shared_ptr<const TlsIdentity> m_identity; // for its context
    ssl_st *m_tls;
    bio_st *m_in; // m_tls owns it: what came
    bio_st *m_out; // m_tls owns it: what is to be sent
};

} // namespace signalbox::http
