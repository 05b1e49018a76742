// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/widgets/pagefixture.h"
#include "ui/shell/enginelight.h"

#include <QLabel>
#include <QSignalSpy>
#include <QToolButton>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestEngineLight : public QObject
{
    Q_OBJECT

private slots:
    void looks_data()
    {
        QTest::addColumn<EngineStatus>("status");
        QTest::addColumn<double>("pace");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("icon");
        QTest::addColumn<QString>("trouble");
        const auto row = [](const char *name, const EngineStatus &status, double pace, const QString &words,
                             const QString &icon, const QString &trouble) {
            QTest::newRow(name) << status << pace << words << icon << trouble;
        };
        EngineStatus running;
        running.running = true;
        running.listening = u"http://127.0.0.1:8787"_s;
        row("running", running, 12, u"Running · 127.0.0.1:8787 · 12 events/s"_s, u"signal"_s, {});
        row("idle", running, 0, u"Running · 127.0.0.1:8787 · idle"_s, u"signal"_s, {});
        auto paused = running;
        paused.paused = true;
        row("paused", paused, 0, u"Paused · 127.0.0.1:8787 · idle"_s, u"pause"_s, {});
        auto deaf = running;
        deaf.listening.clear();
        deaf.listenError = u"Port 8787 is in use."_s;
        row("no listener", deaf, 0, u"Running, with trouble · not listening · idle"_s, u"warning"_s,
            deaf.listenError);
        auto troubled = deaf;
        troubled.trouble = u"The disk is full."_s;
        row("both", troubled, 0, u"Running, with trouble · not listening · idle"_s, u"warning"_s,
            u"The disk is full.\nPort 8787 is in use."_s);
        row("stopped", {}, 0, u"Stopped"_s, u"stop"_s, {});
    }

    void looks()
    {
        QFETCH(EngineStatus, status);
        QFETCH(double, pace);
        QFETCH(QString, words);
        QFETCH(QString, icon);
        QFETCH(QString, trouble);
        const auto look = lookOf(status, pace, Theme::light());
        QCOMPARE(look.words, words);
        QCOMPARE(look.icon, icon);
        QCOMPARE(look.trouble, trouble);
    }

    void theSwitchPausesAndResumes()
    {
        PageFixture fixture;
        EngineLight light(fixture.context(), fixture.navigator);
        light.show();
        auto *pause = light.findChild<QToolButton *>(u"enginePause"_s);
        auto *state = light.findChild<QToolButton *>(u"engine"_s);
        QTRY_VERIFY(pause->isEnabled());
        QTest::mouseClick(pause, Qt::LeftButton);
        QTRY_VERIFY(light.status().paused);
        QVERIFY(state->text().startsWith(u"Paused"_s));
        QVERIFY(StoreFixture::get(fixture.engine().status()).paused);
        QTest::mouseClick(pause, Qt::LeftButton);
        QTRY_VERIFY(!light.status().paused);
        QVERIFY(!StoreFixture::get(fixture.engine().status()).paused);
    }
};

QTEST_MAIN(TestEngineLight)
#include "tst_enginelight.moc"
