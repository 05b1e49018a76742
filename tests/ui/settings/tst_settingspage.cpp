// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/widgets/pagefixture.h"
#include "ui/settings/listenersettings.h"
#include "ui/settings/settingspage.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestSettingsPage : public QObject
{
    Q_OBJECT

private slots:
    void addressesAreSplitAndJoined_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::newRow("v4") << u"127.0.0.1:8787"_s << u"127.0.0.1"_s << 8787;
        QTest::newRow("v6") << u"[::1]:80"_s << u"::1"_s << 80;
        QTest::newRow("name") << u"localhost:0"_s << u"localhost"_s << 0;
    }

    void addressesAreSplitAndJoined()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(int, port);
        QCOMPARE(splitListenAddress(text), (ListenAddress{host, port}));
        QCOMPARE(joinListenAddress({host, port}), text);
    }

    void anAddressThatDoesNotWorkIsNotKept()
    {
        PageFixture fixture; // its engine has no listener
        const auto before = fixture.context().settings.listenAddress();
        SettingsPage page(fixture.context(), fixture.navigator, u"/data"_s);
        page.show();
        auto *problem = page.findChild<QLabel *>(u"listenProblem"_s);
        QVERIFY(problem->isHidden());
        page.findChild<QSpinBox *>(u"listenPort"_s)->setValue(9);
        QTest::mouseClick(page.findChild<QPushButton *>(u"listenApply"_s), Qt::LeftButton);
        QTRY_COMPARE(problem->text(), u"This engine takes no webhooks."_s);
        QVERIFY(problem->isVisible());
        QCOMPARE(fixture.context().settings.listenAddress(), before);
        page.findChild<QSpinBox *>(u"listenPort"_s)->setValue(10);
        QVERIFY(problem->isHidden()); // it was about the other one
    }

    void choicesAreKeptAtOnceAndFollowed()
    {
        PageFixture fixture;
        SettingsPage page(fixture.context(), fixture.navigator, u"/data"_s);
        page.show();
        auto *system = page.findChild<QRadioButton *>(u"theme-system"_s);
        auto *dark = page.findChild<QRadioButton *>(u"theme-dark"_s);
        QVERIFY(system->isChecked());
        dark->click();
        QCOMPARE(fixture.context().settings.theme(), u"dark"_s);
        QVERIFY(fixture.context().settings.set(u"theme"_s, u"light"_s));
        QVERIFY(page.findChild<QRadioButton *>(u"theme-light"_s)->isChecked());
        QVERIFY(page.findChild<QRadioButton *>(u"closing-ask"_s)->isChecked());
        page.findChild<QRadioButton *>(u"closing-quit"_s)->click();
        QCOMPARE(fixture.context().settings.value(u"closing"_s).toString(), u"quit"_s);
    }

    void theFolderIsShownAndCopied()
    {
        PageFixture fixture;
        SettingsPage page(fixture.context(), fixture.navigator, u"/some/folder"_s);
        QSignalSpy said(&fixture.navigator, &Navigator::say);
        QCOMPARE(page.findChild<QLineEdit *>(u"dataFolder"_s)->text(), u"/some/folder"_s);
        page.findChild<QPushButton *>(u"copyFolder"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"/some/folder"_s);
        QCOMPARE(said.size(), 1);
    }
};

QTEST_MAIN(TestSettingsPage)
#include "tst_settingspage.moc"
