// SPDX-License-Identifier: GPL-3.0-or-later
// Bad input in the window: said where it is, nothing lost, and mended there.
#include "core/base/json.h"
#include "tests/app/window/windowfixture.h"

#include <QAbstractButton>
#include <QLabel>
#include <QSpinBox>
#include <QTcpServer>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

QString lightOf(WindowFixture &fixture)
{
    return fixture.seen<QAbstractButton>(u"engine"_s)->text();
}

} // namespace

class TestWindowTrouble : public QObject
{
    Q_OBJECT

private slots:
    void aPortInUseIsSaidAndMended()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const auto taken = QString::number(other.serverPort());
        WindowFixture fixture(
            toCompactJson(QJsonObject{{u"listen"_s, u"127.0.0.1:"_s + taken}, {u"theme"_s, u"light"_s}}));
        const auto *light = fixture.seen<QAbstractButton>(u"engine"_s);
        QTRY_VERIFY2(
            light->accessibleDescription().contains(taken), qPrintable(light->accessibleDescription()));
        const auto troubled = lightOf(fixture);

        QVERIFY(fixture.goTo(PageId::Settings));
        auto *port = fixture.seen<QSpinBox>(u"listenPort"_s);
        QVERIFY(port);
        QCOMPARE(QString::number(port->value()), taken);
        const auto isSaid = [&] {
            for (const auto *label : fixture.window().findChildren<QLabel *>()) {
                if (label->isVisible() && label->text().startsWith(u"Not listening: "_s)
                    && label->text().contains(taken))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(isSaid());

        // Once more the same: the reason stands below the field.
        QVERIFY(fixture.click(u"listenApply"_s));
        auto *problem = fixture.await<QLabel>(u"listenProblem"_s);
        QVERIFY(problem);
        QVERIFY2(problem->text().contains(taken), qPrintable(problem->text()));

        QVERIFY(hands::click(port));
        hands::retype(u"0"_s); // any free one
        QVERIFY(fixture.click(u"listenApply"_s));
        const auto url = fixture.listening();
        QVERIFY(!url.isEmpty());
        QTRY_VERIFY(!problem->isVisible());
        QTRY_VERIFY(!isSaid());
        QTRY_VERIFY2(lightOf(fixture) != troubled, qPrintable(troubled));
        QVERIFY(lightOf(fixture).contains(QUrl(url).authority()));
        QCOMPARE(WindowFixture::post(QUrl(url + u"/hook/nobody"_s), "{}").status, 404);
        QCOMPARE(fixture.program().settings().listenAddress(), u"127.0.0.1:0"_s); // kept for the next start
    }
};

QTEST_MAIN(TestWindowTrouble)
#include "tst_windowtrouble.moc"
