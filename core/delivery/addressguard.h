// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QStringList>

namespace signalbox {

/// Which addresses a request may connect to. A host that a person has written out may be any, this machine
/// included; one that event data chose must be public, else whoever sends events could reach what only this
/// machine can (server-side request forgery).
enum class AddressPolicy { Any, PublicOnly };

/// The range that makes `address` one that is not of the public internet, as "10.0.0.0/8"; empty: it is
/// public. IPv4 from the IANA special-purpose registry and RFC 1112 (multicast, reserved). IPv6: whatever is
/// not global unicast (2000::/3), and what is special inside it. An IPv4 address inside an IPv6 one (mapped,
/// NAT64, 6to4) is judged by itself.
QString nonPublicRange(const QHostAddress &address);

/// Whether `host` is one of `allowed`. Host names as in URLs: case, a final dot and the brackets of IPv6 do
/// not count; an international name equals its ASCII form. No wildcards.
bool isListedHost(const QString &host, const QStringList &allowed);

} // namespace signalbox
