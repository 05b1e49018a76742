// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "tests/ui/widgets/pagefixture.h"
#include "ui/monitor/eventpanel.h"
#include "ui/monitor/monitorpage.h"
#include "ui/widgets/jsonmodel.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/linkrow.h"
#include "ui/widgets/livetableview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray echo = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "echo", "name": "Echo",
  "steps": [{"id": "in", "type": "event", "name": "In", "config": {"type": "shop.order"}},
            {"id": "out", "type": "emit", "name": "Tell others", "config": {"type": "shop.echo", "data": {"a": 1}}}],
  "links": [{"from": "in", "to": "out"}]})";

struct Monitor : PageFixture
{
    Monitor()
    {
        page.resize(1200, 700);
        page.show();
        page.headerWidget()->show();
    }

    LiveTableView *table() { return page.findChild<LiveTableView *>(u"events"_s); }
    QStringList types()
    {
        QStringList types;
        const auto *model = table()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            types += model->index(row, 1).data().toString();
        return types;
    }
    QPushButton *button(const QString &name) { return page.findChild<QPushButton *>(name); }

    MonitorPage page{context(), navigator};
};

} // namespace

class TestMonitorPage : public QObject
{
    Q_OBJECT

private slots:
    void showsWhatIsAppended()
    {
        Monitor monitor;
        QTRY_VERIFY(monitor.types().contains(eventtype::engineStarted));
        monitor.append(u"shop.order"_s);
        QTRY_COMPARE(monitor.types().value(0), u"shop.order"_s);
    }

    void theFilterIsTyped()
    {
        Monitor monitor;
        monitor.append(u"shop.order"_s);
        monitor.append(u"shop.refund"_s, R"({"reason":"broken"})");
        QTRY_COMPARE(monitor.types().size(), 3);
        auto *type = monitor.page.findChild<QLineEdit *>(u"filterType"_s);
        QTest::keyClicks(type, u"order"_s);
        QTest::keyClick(type, Qt::Key_Return);
        QTRY_COMPARE(monitor.types(), QStringList{u"shop.order"_s});
        type->clear();
        auto *text = monitor.page.findChild<QLineEdit *>(u"filterText"_s);
        QTest::keyClicks(text, u"Broken"_s);
        QTest::keyClick(text, Qt::Key_Return);
        QTRY_COMPARE(monitor.types(), QStringList{u"shop.refund"_s});
        QTest::keyClicks(text, u"xyz"_s);
        QTest::keyClick(text, Qt::Key_Return);
        auto *showAll = monitor.button(u"showAll"_s);
        QTRY_VERIFY(showAll->isVisible());
        QTest::mouseClick(showAll, Qt::LeftButton);
        QTRY_COMPARE(monitor.types().size(), 3);
    }

    void aPausedTableHoldsStill()
    {
        Monitor monitor;
        monitor.append(u"shop.order"_s);
        QTRY_COMPARE(monitor.types().value(0), u"shop.order"_s);
        monitor.page.activateWindow(); // else shortcuts are not looked at
        QVERIFY(QTest::qWaitForWindowActive(&monitor.page));
        QTest::keyClick(&monitor.page, Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(monitor.table()->isPaused());
        monitor.append(u"shop.refund"_s);
        auto *news = monitor.table()->findChild<QPushButton *>(u"news"_s);
        QTRY_VERIFY(news->isVisible());
        QCOMPARE(monitor.types().value(0), u"shop.order"_s);
        QTest::mouseClick(news, Qt::LeftButton);
        QTRY_COMPARE(monitor.types().value(0), u"shop.refund"_s);
        QVERIFY(!monitor.table()->isPaused());
    }

    void theKeyboardOpensAnEventWithItsStory()
    {
        Monitor monitor;
        monitor.publish(echo);
        const auto cause = monitor.append(u"shop.order"_s, R"({"id":7,"lines":[{"sku":"lamp"}]})");
        QTRY_VERIFY(monitor.types().contains(u"shop.echo"_s));
        auto *panel = monitor.page.findChild<EventPanel *>();
        monitor.table()->setFocus();
        QTest::keyClick(monitor.table(), Qt::Key_Home);
        QTest::keyClick(monitor.table(), Qt::Key_Down);
        QTRY_COMPARE(panel->sequence(), cause);
        QTRY_COMPARE(panel->dataView()->model()->rowCount(), 2);
        LinkRow *run = nullptr;
        QTRY_VERIFY((run = panel->findChild<LinkRow *>(u"startedRun"_s)));
        QTRY_VERIFY((run = panel->findChild<LinkRow *>(u"startedRun"_s))
            && run->accessibleName().contains(stateTitle(State::Succeeded)));
        QTRY_VERIFY(panel->findChild<LinkRow *>(u"causedEvent"_s));
        QVERIFY(run->accessibleName().contains(u"Echo"_s));
        QSignalSpy shownRun(&monitor.navigator, &Navigator::showRun);
        run->setFocus();
        QTest::keyClick(run, Qt::Key_Return);
        QCOMPARE(shownRun.size(), 1);

        QCOMPARE(PageFixture::unnamedControls(monitor.page), QStringList());

        // From the cause to what it caused, and from there back.
        QSignalSpy shownEvent(&monitor.navigator, &Navigator::showEvent);
        panel->findChild<LinkRow *>(u"causedEvent"_s)->click();
        QCOMPARE(shownEvent.size(), 1);
        monitor.page.openEvent(shownEvent.first().first().value<Sequence>());
        QTRY_VERIFY(panel->findChild<LinkRow *>(u"causeEvent"_s));
        QVERIFY(panel->findChild<LinkRow *>(u"causeEvent"_s)->accessibleName().contains(u"shop.order"_s));

        QTest::keyClick(panel, Qt::Key_Escape);
        QVERIFY(!panel->isVisible());
    }

    void anEventIsCopiedAndMadeARule()
    {
        Monitor monitor;
        const auto order = monitor.append(u"shop.order"_s, R"({"id":7})");
        monitor.page.openEvent(order);
        auto *copy = monitor.button(u"copyEvent"_s);
        QTRY_VERIFY(copy->isEnabled());
        QTest::mouseClick(copy, Qt::LeftButton);
        const auto copied = QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object();
        QCOMPARE(copied.value(u"type"_s).toString(), u"shop.order"_s);
        QCOMPARE(copied.value(u"data"_s).toObject().value(u"id"_s).toInt(), 7);
        QSignalSpy wanted(&monitor.navigator, &Navigator::newRuleFromEvent);
        QTest::mouseClick(monitor.button(u"makeRule"_s), Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().value<Event>().type, u"shop.order"_s);
    }

    void anEventThatAFilterHidesIsShownAllTheSame()
    {
        Monitor monitor;
        const auto order = monitor.append(u"shop.order"_s);
        monitor.append(u"shop.refund"_s);
        auto *type = monitor.page.findChild<QLineEdit *>(u"filterType"_s);
        QTest::keyClicks(type, u"refund"_s);
        QTest::keyClick(type, Qt::Key_Return);
        QTRY_COMPARE(monitor.types(), QStringList{u"shop.refund"_s});
        monitor.page.openEvent(order);
        QTRY_COMPARE(monitor.table()->currentIndex().data(Qt::UserRole).toLongLong(), order);
        QCOMPARE(type->text(), QString());
    }

    void anEventThatIsNotThereIsSaid()
    {
        Monitor monitor;
        auto *panel = monitor.page.findChild<EventPanel *>();
        QSignalSpy shown(panel, &EventPanel::shown);
        monitor.page.openEvent(4711);
        QTRY_COMPARE(shown.size(), 1);
        QVERIFY(!monitor.button(u"makeRule"_s)->isEnabled());
    }
};

QTEST_MAIN(TestMonitorPage)
#include "tst_monitorpage.moc"
