// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "tests/ui/widgets/pagefixture.h"
#include "ui/schedule/calendartable.h"
#include "ui/schedule/heatstrip.h"
#include "ui/schedule/pastlist.h"
#include "ui/schedule/schedulepage.h"
#include "ui/schedule/simulationmodel.h"

#include <QAbstractItemModelTester>
#include <QDateTimeEdit>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

QByteArray scheduled(const QByteArray &id, const QByteArray &cron)
{
    return R"({"format": "signalbox/rule", "formatVersion": 1, "id": ")" + id + R"(", "name": "Rule )" + id
        + R"(", "steps": [{"id": "at", "type": "schedule", "name": "At", "config": {"schedule": {"cron": ")"
        + cron + R"(", "zone": "UTC"}}},
            {"id": "note", "type": "set", "name": "Note", "config": {"values": {"a": "b"}}}],
  "links": [{"from": "at", "to": "note"}]})";
}

struct Planned : PageFixture
{
    Planned()
    {
        page.resize(1200, 760);
        page.show();
    }
    template <typename Widget> Widget *part(const QString &name) { return page.findChild<Widget *>(name); }
    void click(const QString &name) { QTest::mouseClick(part<QWidget>(name), Qt::LeftButton); }
    int dayRows() { return part<QListWidget>(u"dayList"_s)->count(); }

    SchedulePage page{context(), navigator};
};

} // namespace

class TestSchedulePage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("TZ", "UTC"); }

    void nothingPlannedSaysWhatBelongsHere()
    {
        Planned planned;
        auto *draw = planned.part<QPushButton>(u"newSchedule"_s);
        QTRY_VERIFY(draw->isVisible());
        QSignalSpy wanted(&planned.navigator, &Navigator::newRule);
        QTest::mouseClick(draw, Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        planned.publish(scheduled("a", "0 2 * * *"));
        QTRY_VERIFY(planned.part<CalendarTable>(u"calendar"_s)->isVisible());
    }

    void theDayIsChosenByKeys()
    {
        Planned planned;
        planned.publish(scheduled("a", "0 0,12 * * 0")); // the clock stands on Tuesday, 14 November 2023
        auto *calendar = planned.part<CalendarTable>(u"calendar"_s);
        QTRY_COMPARE(calendar->rowCount(), 1);
        QTRY_COMPARE(calendar->chosenDate(), QDate(2023, 11, 14));
        planned.click(u"month"_s);
        QTRY_COMPARE(calendar->rowCount(), 6);
        calendar->setFocus();
        QTest::keyClick(calendar, Qt::Key_Down);
        QCOMPARE(calendar->chosenDate(), QDate(2023, 11, 21));
        auto *list = planned.part<QListWidget>(u"dayList"_s);
        QCOMPARE(list->count(), 1); // that nothing starts
        while (calendar->chosenDate().dayOfWeek() != Qt::Sunday) {
            const auto before = calendar->chosenDate();
            QTest::keyClick(calendar,
                before.dayOfWeek() < Qt::Sunday && calendar->currentColumn() < 6 ? Qt::Key_Right
                                                                                 : Qt::Key_Home);
            QVERIFY(calendar->chosenDate() != before);
        }
        QCOMPARE(list->count(), 2);
        QVERIFY(list->item(0)->text().contains(u"Rule a"_s));

        QSignalSpy opened(&planned.navigator, &Navigator::showRule);
        list->setFocus();
        list->setCurrentRow(0);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
    }

    void itMovesThroughTime()
    {
        Planned planned;
        planned.publish(scheduled("a", "0 2 * * *"));
        auto *calendar = planned.part<CalendarTable>(u"calendar"_s);
        QTRY_COMPARE(calendar->chosenDate(), QDate(2023, 11, 14));
        planned.click(u"later"_s);
        QTRY_COMPARE(calendar->chosenDate(), QDate(2023, 11, 21));
        QTRY_VERIFY(planned.part<QListWidget>(u"dayList"_s)->item(0)->text().contains(u"Rule a"_s));
        planned.click(u"today"_s);
        QTRY_COMPARE(calendar->chosenDate(), QDate(2023, 11, 14));
        planned.click(u"earlier"_s);
        QTRY_COMPARE(calendar->chosenDate(), QDate(2023, 11, 7));
    }

    void rulesThatMeetAreTold()
    {
        Planned planned;
        planned.publish(scheduled("a", "0 2 * * *"));
        auto *meetings = planned.part<QListWidget>(u"meetings"_s);
        auto *calendar = planned.part<CalendarTable>(u"calendar"_s);
        QTRY_COMPARE(calendar->chosenDate(), QDate(2023, 11, 14));
        QVERIFY(!meetings->isVisible());
        planned.publish(scheduled("b", "0 2 * * *"));
        QTRY_COMPARE(meetings->count(), 1);
        QVERIFY(meetings->isVisible());
        meetings->setFocus();
        meetings->setCurrentRow(0);
        QTest::keyClick(meetings, Qt::Key_Return);
        QCOMPARE(calendar->chosenDate(), QDate(2023, 11, 15)); // today's 02:00 is over
    }

    void theHeatStripLeadsToTheDay()
    {
        Planned planned;
        planned.publish(scheduled("a", "0 2 * * *"));
        auto *heat = planned.part<HeatStrip>(u"heat"_s);
        auto *calendar = planned.part<CalendarTable>(u"calendar"_s);
        QTRY_VERIFY(!heat->describe(0).isEmpty());
        heat->setFocus();
        QTest::keyClick(heat, Qt::Key_End);
        QTest::keyClick(heat, Qt::Key_Return);
        QTRY_COMPARE(calendar->chosenDate(), QDate(2023, 11, 15));
        QTest::mouseClick(heat, Qt::LeftButton, {}, QPoint(2, 5));
        QTRY_COMPARE(calendar->chosenDate(), QDate(2023, 11, 14));
    }

    void thePastLeadsToItsRun()
    {
        Planned planned;
        planned.publish(scheduled("a", "0 2 * * *"));
        auto *past = planned.part<PastList>(u"pastOccurrences"_s);
        planned.clock.move(std::chrono::hours(24));
        planned.engine().clockChanged();
        QTRY_COMPARE(past->topLevelItemCount(), 1);
        QTRY_COMPARE(past->topLevelItem(0)->text(3), stateTitle(State::Succeeded));
        QCOMPARE(past->topLevelItem(0)->text(1), u"Rule a"_s);
        planned.part<QTabWidget>(u"scheduleTabs"_s)->setCurrentIndex(1);
        QSignalSpy opened(&planned.navigator, &Navigator::showRun);
        past->setFocus();
        past->setCurrentItem(past->topLevelItem(0));
        QTest::keyClick(past, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
    }

    void aDayOfAClockChangeShowsOffsets()
    {
        Planned planned;
        planned.clock.set(*fromRfc3339(u"2024-03-30T10:00:00Z"_s));
        planned.publish(scheduled("a", "30 2 * * *").replace("UTC", "Europe/Berlin"));
        auto *calendar = planned.part<CalendarTable>(u"calendar"_s);
        QTRY_VERIFY(calendar->isVisible());
        emit planned.part<HeatStrip>(u"heat"_s)->chosen(*fromRfc3339(u"2024-03-31T10:00:00Z"_s));
        auto *list = planned.part<QListWidget>(u"dayList"_s);
        QTRY_COMPARE(list->count(), 2);
        QVERIFY(list->item(0)->text().startsWith(u"Clocks go forward"));
        QVERIFY(list->item(1)->text().endsWith(u"UTC+02:00, Europe/Berlin"));
        QVERIFY(calendar->currentItem()->toolTip().contains(u"UTC+01:00 to UTC+02:00"));
    }

    void aScheduleIsPausedAndGoesOn()
    {
        Planned planned;
        planned.publish(scheduled("a", "0 2 * * *"));
        planned.publish(scheduled("b", "0 3 * * *"));
        planned.part<QTabWidget>(u"scheduleTabs"_s)->setCurrentIndex(3);
        auto *list = planned.part<QTreeWidget>(u"schedules"_s);
        auto *until = planned.part<QDateTimeEdit>(u"pauseUntil"_s);
        QTRY_COMPARE(list->topLevelItemCount(), 2);
        QVERIFY(!planned.part<QPushButton>(u"pauseSchedule"_s)->isEnabled());
        list->setFocus();
        list->setCurrentItem(list->topLevelItem(1));
        QSignalSpy said(&planned.navigator, &Navigator::say);
        until->setDateTime(QDateTime(QDate(2020, 1, 1), QTime(0, 0)));
        planned.click(u"pauseSchedule"_s);
        QCOMPARE(said.size(), 1); // that this has passed
        until->setDateTime(QDateTime(QDate(2023, 12, 24), QTime(0, 0)));
        planned.click(u"pauseSchedule"_s);
        QTRY_VERIFY(list->topLevelItem(1)->text(3).contains(u"24 December 2023"));
        QCOMPARE(list->topLevelItem(0)->text(3), u"on"_s);
        QVERIFY(list->topLevelItem(1)->text(2).contains(u"24 Dec"));
        QVERIFY(list->topLevelItem(1)->isSelected());

        planned.clock.move(std::chrono::hours(24));
        planned.engine().clockChanged();
        auto *past = planned.part<PastList>(u"pastOccurrences"_s);
        QTRY_COMPARE(past->topLevelItemCount(), 1);
        QCOMPARE(past->topLevelItem(0)->text(1), u"Rule a"_s);

        planned.click(u"resumeSchedule"_s);
        QTRY_COMPARE(list->topLevelItem(1)->text(3), u"on"_s);
        QTRY_VERIFY((past->read(), past->topLevelItemCount() == 2));
        QCOMPARE(past->topLevelItem(0)->text(3), u"1 paused, not run"_s);
        QCOMPARE(said.size(), 1);
    }

    void aYearIsSimulated()
    {
        Planned planned;
        planned.publish(scheduled("a", "0 2 * * *"));
        planned.part<QTabWidget>(u"scheduleTabs"_s)->setCurrentIndex(2);
        auto *table = planned.part<QTableView>(u"simulated"_s);
        const QAbstractItemModelTester tester(table->model());
        auto *span = planned.part<QComboBox>(u"simulateSpan"_s);
        span->setFocus();
        QTest::keyClick(span, Qt::Key_End);
        planned.click(u"simulate"_s);
        QTRY_COMPARE(table->model()->rowCount(), 366);
        QVERIFY(planned.part<QLabel>(u"simulateSummary"_s)->text().contains(u"366"_s));
        QSignalSpy opened(&planned.navigator, &Navigator::showRule);
        table->setFocus();
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
    }

    void aSimulationCanBeCancelled()
    {
        Planned planned;
        planned.publish(scheduled("a", "* * * * * *"));
        planned.part<QTabWidget>(u"scheduleTabs"_s)->setCurrentIndex(2);
        planned.click(u"simulate"_s);
        planned.click(u"simulate"_s); // it is "Cancel" now; the schedules are not even read
        auto *summary = planned.part<QLabel>(u"simulateSummary"_s);
        QTRY_COMPARE(summary->text(), u"Cancelled."_s);
        QCOMPARE(planned.part<QPushButton>(u"simulate"_s)->text(), u"Simulate"_s);
        QCOMPARE(planned.part<QTableView>(u"simulated"_s)->model()->rowCount(), 0);
    }

    void everyControlHasAName()
    {
        Planned planned;
        planned.publish(scheduled("a", "0 2 * * *"));
        planned.publish(scheduled("b", "0 2 * * *"));
        QTRY_VERIFY(planned.part<QListWidget>(u"meetings"_s)->isVisible());
        auto *tabs = planned.part<QTabWidget>(u"scheduleTabs"_s);
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            QCOMPARE(PageFixture::unnamedControls(planned.page).join(u' '), QString());
        }
    }

    void itEndsWhileItReads()
    {
        Planned planned;
        planned.publish(scheduled("a", "* * * * * *"));
        planned.part<QTabWidget>(u"scheduleTabs"_s)->setCurrentIndex(2);
        planned.click(u"month"_s);
        planned.click(u"simulate"_s);
    }
};

QTEST_MAIN(TestSchedulePage)
#include "tst_schedulepage.moc"
