// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/hostguard.h"

#include <QString>

#include <algorithm>

namespace signalbox {

namespace {

/// Without port and brackets.
QByteArrayView nameOf(QByteArrayView host)
{
    if (host.startsWith('['))
        return host.sliced(1, host.indexOf(']') - 1);
    const auto colon = host.indexOf(':');
    return colon < 0 ? host : host.first(colon);
}

bool equals(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

HostGuard::HostGuard(const QHostAddress &bound, const QByteArrayList &allowed)
    : m_bound(bound)
{
    for (const auto &name : allowed)
        m_allowed += name.toLower();
}

bool HostGuard::isOurs(QByteArrayView name) const
{
    if (name == "127.0.0.1" || equals(name, "localhost")) // nearly always, so without reading an address
        return true;
    if (std::ranges::any_of(m_allowed, [&](const QByteArray &allowed) { return equals(name, allowed); }))
        return true;
    const QHostAddress address(QString::fromLatin1(name));
    return !address.isNull() && (!m_bound.isLoopback() || address.isLoopback() || address == m_bound);
}

std::optional<http::Response> HostGuard::checkHost(const http::Request &request) const
{
    if (isOurs(nameOf(request.host)) || (request.host.isEmpty() && request.minorVersion == 0))
        return {};
    return http::Response::error(421, "This host is not served here. Add it to the allowed hosts if it is.");
}

std::optional<http::Response> HostGuard::checkOrigin(const http::Request &request)
{
    const auto refused
        = [] { return http::Response::error(403, "Web pages of other origins may not send here."); };
    // Says it of every request, also of those to which browsers add no Origin (an image, a link).
    const auto site = request.header("sec-fetch-site");
    if (site == "cross-site" || site == "same-site")
        return refused();
    const auto origin = request.find("origin");
    if (!origin)
        return {};
    for (const QByteArrayView scheme : {"http://", "https://"}) {
        if (origin->startsWith(scheme) && equals(origin->sliced(scheme.size()), request.host))
            return {};
    }
    return refused();
}

} // namespace signalbox
