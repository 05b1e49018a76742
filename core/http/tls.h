// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <QByteArray>
#include <QStringList>

#include <memory>

struct ssl_ctx_st;

namespace signalbox::http {

/// What people look at in a certificate. Plain value.
struct CertificateInfo
{
    QStringList names; ///< of hosts and addresses it is for; where it has none, its subject
    QString issuer;
    QByteArray fingerprint; ///< SHA-256 of the whole, "AB:CD:…"
    Instant begins;
    Instant ends;
    bool isSelfSigned = false;

    bool operator==(const CertificateInfo &) const = default;
};

/// Certificate and key with which a server proves who it is. TLS 1.2 and later, no renegotiation, no
/// compression. Immutable; shared by all connections; any thread.
class TlsIdentity
{
public:
    /// Both in PEM; the certificate's file may hold the chain behind it. Blocks on disk. NotFound: a file is
    /// not there. InvalidInput: it is no certificate or key, or the two do not belong together. The context
    /// is the file.
    static Result<std::shared_ptr<const TlsIdentity>> load(
        const QString &certificateFile, const QString &keyFile);

    ~TlsIdentity();
    Q_DISABLE_COPY_MOVE(TlsIdentity)

    const CertificateInfo &certificate() const { return m_certificate; }
    ssl_ctx_st *context() const { return m_context; }

private:
    TlsIdentity(ssl_ctx_st *context, CertificateInfo certificate);

    ssl_ctx_st *const m_context;
    const CertificateInfo m_certificate;
};

struct SelfSigned
{
    QByteArray certificate; ///< PEM
    QByteArray key; ///< PEM, not encrypted: the file must be readable by its owner alone
};

/// A certificate that nobody vouches for: whoever connects has to be told its fingerprint. For the names and
/// addresses given, from a day before `now` (clocks differ) for `selfSignedDays`.
Result<SelfSigned> makeSelfSigned(const QStringList &names, Instant now);

inline constexpr int selfSignedDays = 825; ///< longer ones are refused by Apple's systems (HT210176)

} // namespace signalbox::http
