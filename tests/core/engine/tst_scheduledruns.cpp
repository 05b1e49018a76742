// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "tests/support/workshop.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QHash<QString, QJsonObject> every(const QString &length)
{
    return {{u"schedule"_s, {{u"schedule"_s, QJsonObject{{u"every"_s, length}}}}}};
}

} // namespace

/// Schedules in a whole engine, from a time of the clock to a run that has ended.
class TestScheduledRuns : public QObject
{
    Q_OBJECT

private slots:
    void comesDue()
    {
        Workshop shop; // the clock stands at 22:13:20
        shop.enable(u"schedule"_s, every(u"15m"_s));
        QTRY_COMPARE(shop.reader->schedules()->size(), 1);
        shop.moveClock(90s);
        QVERIFY(dueEvents(shop).isEmpty());
        shop.moveClock(10s); // 22:15
        QTRY_COMPARE(dueEvents(shop).size(), 1);
        shop.settle();
        const auto event = dueEvents(shop).first();
        QCOMPARE(event.subject, u"r/schedule"_s);
        QCOMPARE(event.source, u"/schedules"_s);
        QCOMPARE(
            event.data.value_or(QByteArray()), QByteArray(R"({"due":"2023-11-14T22:15:00Z","missed":0})"));
        QCOMPARE(shop.runs().size(), 1);
        QCOMPARE(shop.runs().first().state, State::Succeeded);
        shop.moveClock(15min);
        QTRY_COMPARE(dueEvents(shop).size(), 2);
    }

    void missedOccurrencesComeOnce()
    {
        Workshop shop;
        shop.enable(u"schedule"_s, every(u"15m"_s));
        QTRY_COMPARE(shop.reader->schedules()->size(), 1);
        shop.close();
        shop.clock.move(1h); // 23:13:20, so 22:15, 22:30, 22:45 and 23:00 are past
        shop.open();
        QTRY_COMPARE(dueEvents(shop).size(), 1);
        shop.settle();
        QCOMPARE(dueEvents(shop).first().data.value_or(QByteArray()),
            QByteArray(R"({"due":"2023-11-14T23:00:00Z","missed":3})"));
        QCOMPARE(shop.runs().size(), 1);
        shop.moveClock(2min);
        QTRY_COMPARE(dueEvents(shop).size(), 2);
        QVERIFY(dueEvents(shop).last().data->contains("\"missed\":0"));
    }

    void restartsDoubleNothing()
    {
        Workshop shop;
        shop.enable(u"schedule"_s, every(u"15m"_s));
        QTRY_COMPARE(shop.reader->schedules()->size(), 1);
        shop.moveClock(100s);
        QTRY_COMPARE(dueEvents(shop).size(), 1);
        for (int i = 0; i < 3; ++i) {
            shop.crash();
            shop.open();
            shop.settle();
        }
        QCOMPARE(dueEvents(shop).size(), 1);
        QCOMPARE(shop.runs().size(), 1);
    }

    void aRuleThatIsOffHasNoSchedule()
    {
        Workshop shop;
        shop.enable(u"schedule"_s, every(u"15m"_s));
        QTRY_COMPARE(shop.reader->schedules()->size(), 1);
        QVERIFY(await(shop.engine->setEnabled(RuleId(u"r"_s), false)));
        QTRY_COMPARE(shop.reader->schedules()->size(), 0);
        shop.moveClock(1h);
        shop.settle();
        // Back on, it starts anew: what came by meanwhile was not wanted.
        QVERIFY(await(shop.engine->setEnabled(RuleId(u"r"_s), true)));
        QTRY_COMPARE(shop.reader->schedules()->size(), 1);
        QVERIFY(dueEvents(shop).isEmpty());
        shop.moveClock(100s);
        QTRY_COMPARE(dueEvents(shop).size(), 1);
    }

    void anErrandFiresNothing()
    {
        Workshop shop;
        shop.enable(u"schedule"_s, every(u"15m"_s));
        QTRY_COMPARE(shop.reader->schedules()->size(), 1);
        shop.close();
        shop.clock.move(1h);
        shop.open(Engine::Duty::Errand);
        shop.emitEvent(u"t"_s);
        shop.settle();
        QVERIFY(dueEvents(shop).isEmpty());
        QCOMPARE(shop.events(eventtype::engineStarted).size(), 1); // of the first start only
        shop.close();
        shop.open();
        QTRY_COMPARE(dueEvents(shop).size(), 1);
    }

private:
    static QList<Event> dueEvents(Workshop &shop) { return shop.events(eventtype::scheduleDue); }
};

QTEST_GUILESS_MAIN(TestScheduledRuns)
#include "tst_scheduledruns.moc"
