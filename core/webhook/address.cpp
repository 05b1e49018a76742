// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/address.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(ListenAddress)
};

Failure refused(const QString &text, const QString &reason)
{
    return failure(Error::Code::InvalidInput,
        Tr::tr("\"%1\" is no address to listen at: %2. Write for example 127.0.0.1:8787.").arg(text, reason),
        text);
}

} // namespace

Result<ListenAddress> ListenAddress::parse(const QString &text)
{
    const auto trimmed = text.trimmed();
    const auto colon = trimmed.lastIndexOf(u':');
    if (colon < 0)
        return refused(text, Tr::tr("it has no port"));
    auto host = trimmed.first(colon);
    const auto digits = trimmed.sliced(colon + 1);
    bool isNumber = false;
    const auto port = digits.toUShort(&isNumber);
    if (!isNumber || digits.startsWith(u'+'))
        return refused(text, Tr::tr("the port must be a number from 0 to 65535"));

    ListenAddress address;
    address.port = port;
    const bool bracketed = host.startsWith(u'[') && host.endsWith(u']');
    if (bracketed)
        host = host.sliced(1, host.size() - 2);
    if (host.contains(u':') != bracketed)
        return refused(text, Tr::tr("an IPv6 address stands in square brackets"));
    if (host.compare(u"localhost", Qt::CaseInsensitive) == 0)
        address.host = QHostAddress(QHostAddress::LocalHost);
    else if (host == u"*")
        address.host = QHostAddress(QHostAddress::AnyIPv4);
    else if (!host.isEmpty())
        address.host = QHostAddress(host);
    // QHostAddress also reads the short forms of old ("127.1"), which mean something else to everyone.
    const bool isShort = !bracketed && host != u"*" && host.count(u'.') != 3;
    if (address.host.isNull() || (isShort && host.compare(u"localhost", Qt::CaseInsensitive) != 0))
        return refused(text, Tr::tr("the host must be an IP address of this computer, or localhost"));
    return address;
}

QString ListenAddress::url(bool overTls) const
{
    auto shown = host;
    if (host == QHostAddress(QHostAddress::AnyIPv4))
        shown = QHostAddress(QHostAddress::LocalHost);
    else if (host == QHostAddress(QHostAddress::AnyIPv6) || host == QHostAddress(QHostAddress::Any))
        shown = QHostAddress(QHostAddress::LocalHostIPv6);
    const bool v6 = shown.protocol() == QAbstractSocket::IPv6Protocol;
    return (v6 ? u"%1://[%2]:%3"_s : u"%1://%2:%3"_s)
        .arg(overTls ? u"https"_s : u"http"_s, shown.toString())
        .arg(port);
}

} // namespace signalbox
