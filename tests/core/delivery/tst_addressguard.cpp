// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/addressguard.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestAddressGuard : public QObject
{
    Q_OBJECT

private slots:
    void rangesEndWhereTheyShould_data()
    {
        QTest::addColumn<QString>("range");
        // One row each: the addresses of the list, with the range that refuses them ("" for public).
        const auto row = [](const char *address, const QString &range) { QTest::newRow(address) << range; };
        row("0.0.0.0", u"0.0.0.0/8"_s);
        row("0.255.255.255", u"0.0.0.0/8"_s);
        row("1.0.0.0", {});
        row("9.255.255.255", {});
        row("10.0.0.0", u"10.0.0.0/8"_s);
        row("10.255.255.255", u"10.0.0.0/8"_s);
        row("11.0.0.0", {});
        row("100.63.255.255", {});
        row("100.64.0.0", u"100.64.0.0/10"_s);
        row("100.127.255.255", u"100.64.0.0/10"_s);
        row("100.128.0.0", {});
        row("127.0.0.1", u"127.0.0.0/8"_s);
        row("127.255.255.255", u"127.0.0.0/8"_s);
        row("128.0.0.0", {});
        row("169.254.169.254", u"169.254.0.0/16"_s);
        row("169.255.0.0", {});
        row("172.15.255.255", {});
        row("172.16.0.0", u"172.16.0.0/12"_s);
        row("172.31.255.255", u"172.16.0.0/12"_s);
        row("172.32.0.0", {});
        row("192.0.0.8", u"192.0.0.0/24"_s);
        row("192.0.1.0", {});
        row("192.0.2.1", u"192.0.2.0/24"_s);
        row("192.88.99.1", u"192.88.99.0/24"_s);
        row("192.167.255.255", {});
        row("192.168.0.1", u"192.168.0.0/16"_s);
        row("198.17.255.255", {});
        row("198.18.0.0", u"198.18.0.0/15"_s);
        row("198.19.255.255", u"198.18.0.0/15"_s);
        row("198.20.0.0", {});
        row("198.51.100.7", u"198.51.100.0/24"_s);
        row("203.0.113.7", u"203.0.113.0/24"_s);
        row("223.255.255.255", {});
        row("224.0.0.1", u"224.0.0.0/4"_s);
        row("239.255.255.255", u"224.0.0.0/4"_s);
        row("240.0.0.1", u"240.0.0.0/4"_s);
        row("255.255.255.255", u"240.0.0.0/4"_s);

        row("::", u"::/0"_s);
        row("::1", u"::1/128"_s);
        row("::7f00:1", u"::/0"_s); // IPv4-compatible, long withdrawn
        row("::ffff:8.8.8.8", {});
        row("::ffff:127.0.0.1", u"127.0.0.0/8"_s);
        row("::ffff:10.1.2.3", u"10.0.0.0/8"_s);
        row("64:ff9b::8.8.8.8", {});
        row("64:ff9b::169.254.169.254", u"169.254.0.0/16"_s);
        row("64:ff9b:1::808:808", u"64:ff9b:1::/48"_s);
        row("100::1", u"::/0"_s);
        row("1fff:ffff::1", u"::/0"_s);
        row("2000::1", {});
        row("2001::1", u"2001::/32"_s);
        row("2001:1::1", {});
        row("2001:10::1", u"2001:10::/28"_s);
        row("2001:20::1", u"2001:20::/28"_s);
        row("2001:30::1", {});
        row("2001:db8::1", u"2001:db8::/32"_s);
        row("2001:4860:4860::8888", {});
        row("2002:808:808::1", {});
        row("2002:7f00:1::1", u"127.0.0.0/8"_s);
        row("2002:c0a8:1::1", u"192.168.0.0/16"_s);
        row("3ffe:ffff::1", {});
        row("3fff::1", u"3fff::/20"_s);
        row("4000::1", u"::/0"_s);
        row("fc00::1", u"fc00::/7"_s);
        row("fdff::1", u"fc00::/7"_s);
        row("fe80::1", u"fe80::/10"_s);
        row("fe80::1%1", u"fe80::/10"_s);
        row("fec0::1", u"fec0::/10"_s);
        row("ff02::1", u"ff00::/8"_s);
    }

    void rangesEndWhereTheyShould()
    {
        QFETCH(QString, range);
        const QHostAddress address(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(!address.isNull());
        QCOMPARE(nonPublicRange(address), range);
    }

    void whatIsNoAddressIsNotPublic() { QVERIFY(!nonPublicRange({}).isEmpty()); }

    void hostsAreListedInAnySpelling_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("listed");
        QTest::addColumn<bool>("found");
        QTest::newRow("same") << u"nas.lan"_s << u"nas.lan"_s << true;
        QTest::newRow("case") << u"NAS.lan"_s << u"nas.LAN"_s << true;
        QTest::newRow("final dot") << u"nas.lan."_s << u"nas.lan"_s << true;
        QTest::newRow("international") << u"xn--bcher-kva.example"_s << u"Bücher.example"_s << true;
        QTest::newRow("brackets") << u"[::1]"_s << u"::1"_s << true;
        QTest::newRow("IPv6 spelling") << u"[2001:db8::1]"_s << u"2001:DB8:0:0::1"_s << true;
        QTest::newRow("another") << u"nas.lan.evil.example"_s << u"nas.lan"_s << false;
        QTest::newRow("below it") << u"a.nas.lan"_s << u"nas.lan"_s << false;
        QTest::newRow("empty") << QString() << QString() << false;
    }

    void hostsAreListedInAnySpelling()
    {
        QFETCH(QString, host);
        QFETCH(QString, listed);
        QFETCH(bool, found);
        QCOMPARE(isListedHost(host, {u"first.example"_s, listed}), found);
    }
};

QTEST_GUILESS_MAIN(TestAddressGuard)
#include "tst_addressguard.moc"
