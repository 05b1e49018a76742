// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/addressguard.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Range
{
    QString text;
    QHostAddress base;
    int bits;

    explicit Range(const QString &cidr)
        : text(cidr)
    {
        std::tie(base, bits) = QHostAddress::parseSubnet(cidr);
        Q_ASSERT(bits >= 0);
    }
};

QString firstMatch(const QHostAddress &address, const QList<Range> &ranges)
{
    for (const auto &range : ranges) {
        if (address.isInSubnet(range.base, range.bits))
            return range.text;
    }
    return {};
}

QString nonPublicIpv4(quint32 address)
{
    static const QList<Range> ranges{
        Range(u"0.0.0.0/8"_s), // this network; Linux connects 0.0.0.0 to itself
        Range(u"10.0.0.0/8"_s), // private
        Range(u"100.64.0.0/10"_s), // carriers' NAT, and clouds' metadata
        Range(u"127.0.0.0/8"_s), // loopback
        Range(u"169.254.0.0/16"_s), // link local, and clouds' metadata
        Range(u"172.16.0.0/12"_s), // private
        Range(u"192.0.0.0/24"_s), // protocol assignments
        Range(u"192.0.2.0/24"_s), // documentation
        Range(u"192.88.99.0/24"_s), // 6to4 relays
        Range(u"192.168.0.0/16"_s), // private
        Range(u"198.18.0.0/15"_s), // benchmarks
        Range(u"198.51.100.0/24"_s), // documentation
        Range(u"203.0.113.0/24"_s), // documentation
        Range(u"224.0.0.0/4"_s), // multicast
        Range(u"240.0.0.0/4"_s), // reserved, and broadcast
    };
    return firstMatch(QHostAddress(address), ranges);
}

/// The four bytes of an IPv6 address from `at`, as an IPv4 address.
quint32 embedded(const Q_IPV6ADDR &bytes, int at)
{
    return quint32(bytes[at]) << 24 | quint32(bytes[at + 1]) << 16 | quint32(bytes[at + 2]) << 8
        | bytes[at + 3];
}

QString nonPublicIpv6(const QHostAddress &address)
{
    static const Range mapped(u"::ffff:0:0/96"_s), nat64(u"64:ff9b::/96"_s), sixToFour(u"2002::/16"_s),
        globalUnicast(u"2000::/3"_s);
    static const QList<Range> special{
        Range(u"2001::/32"_s), // Teredo: holds an address that we do not see
        Range(u"2001:10::/28"_s), // ORCHID, not routed
        Range(u"2001:20::/28"_s), // ORCHIDv2, not routed
        Range(u"2001:db8::/32"_s), // documentation
        Range(u"3fff::/20"_s), // documentation (RFC 9637)
    };
    const auto bytes = address.toIPv6Address();
    const auto inside = [&](const Range &range) { return address.isInSubnet(range.base, range.bits); };
    if (inside(mapped))
        return nonPublicIpv4(embedded(bytes, 12));
    if (inside(nat64))
        return nonPublicIpv4(embedded(bytes, 12));
    if (inside(sixToFour))
        return nonPublicIpv4(embedded(bytes, 2));
    if (!inside(globalUnicast)) {
        static const QList<Range> named{
            Range(u"::1/128"_s), // loopback
            Range(u"64:ff9b:1::/48"_s), // NAT64 of the local network: where the inner address stands is its
                                        // secret
            Range(u"fc00::/7"_s), // unique local
            Range(u"fe80::/10"_s), // link local
            Range(u"fec0::/10"_s), // site local
            Range(u"ff00::/8"_s), // multicast
            Range(u"::/0"_s), // nothing else is given out
        };
        return firstMatch(address, named);
    }
    return firstMatch(address, special);
}

/// One spelling for each host: lower case, ASCII, no final dot, no brackets.
QString canonicalHost(QString host)
{
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    if (host.endsWith(u'.'))
        host.chop(1);
    if (const QHostAddress address(host); !address.isNull())
        return address.toString();
    return QString::fromLatin1(QUrl::toAce(host));
}

} // namespace

QString nonPublicRange(const QHostAddress &address)
{
    switch (address.protocol()) {
    case QAbstractSocket::IPv4Protocol:
        return nonPublicIpv4(address.toIPv4Address());
    case QAbstractSocket::IPv6Protocol:
        return nonPublicIpv6(address);
    default:
        return u"not an internet address"_s;
    }
}

bool isListedHost(const QString &host, const QStringList &allowed)
{
    const auto wanted = canonicalHost(host);
    return !wanted.isEmpty()
        && std::ranges::any_of(allowed, [&](const QString &name) { return canonicalHost(name) == wanted; });
}

} // namespace signalbox
