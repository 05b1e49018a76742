// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <QTest>
#include <QUuid>

using namespace signalbox;

namespace {

class FixedClock : public Clock
{
public:
    Instant now() const override { return time; }
    Instant time = fromMicroseconds(1'700'000'000'000'000);
};

} // namespace

class TestRandom : public QObject
{
    Q_OBJECT

private slots:
    void idsAreUuidsOfVersion7()
    {
        FixedClock clock;
        SystemRandom random;
        IdSource ids(clock, random);
        const auto id = ids.next();
        QCOMPARE(id.size(), 36);
        QCOMPARE(id[14], u'7');
        QVERIFY(u"89ab"_qs.contains(id[19]));
        QVERIFY(!QUuid(id).isNull());
        bool ok = false;
        QCOMPARE(QString(id).remove(u'-').left(12).toULongLong(&ok, 16), 1'700'000'000'000ULL);
    }

    void idsMayNameTheirPlace()
    {
        FixedClock clock;
        SystemRandom random;
        IdSource ids(clock, random);
        const auto id = ids.nextFor(0x12'3456'789a);
        QCOMPARE(id.right(10), u"123456789a"_qs);
        QCOMPARE(id[14], u'7');
        QVERIFY(u"89ab"_qs.contains(id[19]));
        QVERIFY(!QUuid(id).isNull());
        QCOMPARE(ids.nextFor(1).right(10), u"0000000001"_qs);
        QCOMPARE(ids.nextFor(0xabc'0000'0000'0002).right(10), u"0000000002"_qs);
        // Beside it stands chance.
        QSet<QString> between;
        for (int i = 0; i < 100; ++i)
            between += ids.nextFor(7).mid(19, 7);
        QVERIFY(between.size() > 90);
    }

    void idsSortAsMadeAlsoWhenTheClockStandsOrGoesBack()
    {
        FixedClock clock;
        SystemRandom random;
        IdSource ids(clock, random);
        QString last;
        for (int i = 0; i < 10'000; ++i) {
            if (i == 5'000)
                clock.time -= std::chrono::hours(1);
            const auto id = ids.next();
            QVERIFY2(id > last, qPrintable(id));
            last = id;
        }
    }
};

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"
