// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/request.h"
#include "core/http/response.h"

#include <QByteArrayList>
#include <QHostAddress>

#include <optional>

namespace signalbox {

/// Keeps web pages out. A page in a browser on this machine can send requests to a port of it, also under a
/// name that the page's owner lets point here (DNS rebinding); what gives it away is Host and Origin.
/// Value; any thread.
class HostGuard
{
public:
    /// Bound to a loopback address: that address, every other loopback address and localhost are this
    /// machine. Bound to any other: these, and every IP address, since only a name can be made to point here.
    /// `allowed` are further names, without port.
    HostGuard() = default;
    HostGuard(const QHostAddress &bound, const QByteArrayList &allowed);

    /// 421: meant for another host.
    std::optional<http::Response> checkHost(const http::Request &request) const;

    /// 403: sent by a web page of another origin. Requests that come from no browser have neither of the
    /// headers that this looks at.
    static std::optional<http::Response> checkOrigin(const http::Request &request);

private:
    bool isOurs(QByteArrayView name) const;

    QHostAddress m_bound{QHostAddress::LocalHost};
    QByteArrayList m_allowed; // lower case
};

} // namespace signalbox
