// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the engine when the window is closed.
#include "core/event/eventtypes.h"
#include "tests/app/window/windowfixture.h"
#include "ui/shell/trayicon.h"

#include <QSignalSpy>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray hook = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "hook", "name": "Hook",
  "steps": [{"id": "hook", "type": "webhook", "name": "Hook", "config": {"path": "in"}}], "links": []})";

} // namespace

class TestWindowClosing : public QObject
{
    Q_OBJECT

private slots:
    void withoutATrayTheProgramEnds()
    {
        WindowFixture fixture;
        fixture.window().setHasTray(false);
        QSignalSpy ended(&fixture.program(), &WindowProgram::ended);
        hands::key(Qt::Key_W, Qt::ControlModifier);
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(!fixture.window().isVisible());
        fixture.restart(); // the folder is free again
        QVERIFY(!fixture.listening().isEmpty());
    }

    void withATrayTheEngineGoesOn()
    {
        WindowFixture fixture;
        fixture.publish(hook);
        fixture.window().setHasTray(true);
        QSignalSpy ended(&fixture.program(), &WindowProgram::ended);
        fixture.window().close();
        QVERIFY(fixture.window().isVisible()); // it asks first
        QVERIFY(fixture.click(u"keepRunning"_s));
        QTRY_VERIFY(!fixture.window().isVisible());
        QVERIFY(ended.isEmpty());

        const auto answer = WindowFixture::post(QUrl(fixture.listening() + u"/hook/in"_s), "{\"n\": 1}");
        QCOMPARE(answer.status, 202);
        QTRY_COMPARE(fixture.runs().size(), 1);

        emit fixture.window().tray().openWanted();
        QTRY_VERIFY(fixture.window().isVisible());
        fixture.window().close(); // asked once
        QVERIFY(!fixture.window().isVisible());
        QVERIFY(ended.isEmpty());
    }

    void whoeverQuitsEndsIt()
    {
        WindowFixture fixture;
        fixture.window().setHasTray(true);
        QSignalSpy ended(&fixture.program(), &WindowProgram::ended);
        hands::key(Qt::Key_Q, Qt::ControlModifier);
        QTRY_COMPARE(ended.size(), 1);
    }
};

QTEST_MAIN(TestWindowClosing)
#include "tst_windowclosing.moc"
