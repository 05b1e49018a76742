// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QByteArrayView>

/// Certificates, as PEM. Thread: any.
namespace signalbox::x509 {

/// Whether the first certificate in `pem` is valid at `now`, leads by the others in it to one of `roots`
/// (PEM; empty: those that the system trusts), and is for a name that ends with `domain` (".example.com").
bool isTrusted(const QByteArray &pem, const QByteArray &roots, QByteArrayView domain, Instant now);

/// RSA with SHA-256 (PKCS #1, 1.5), by the key of the first certificate in `pem`.
bool isSignedBy(const QByteArray &pem, QByteArrayView signature, QByteArrayView message);

} // namespace signalbox::x509
