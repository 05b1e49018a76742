// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/tls.h"
#include "core/secret/privatefile.h"
#include "core/webhook/hooksettings.h"
#include "tests/ui/widgets/pagefixture.h"
#include "ui/settings/limitfields.h"
#include "ui/settings/listenfields.h"
#include "ui/settings/settingspage.h"
#include "ui/settings/tlsfields.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
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
        QCOMPARE(splitListenAddress(text), (ListenParts{host, port}));
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

    void othersAreLetInOnlyWhenThatIsConfirmed()
    {
        PageFixture fixture;
        SettingsPage page(fixture.context(), fixture.navigator, u"/data"_s);
        page.show();
        auto *host = page.findChild<QComboBox *>(u"listenHost"_s);
        auto *apply = page.findChild<QPushButton *>(u"listenApply"_s);
        auto *confirm = page.findChild<QCheckBox *>(u"listenConfirm"_s);
        QVERIFY(confirm->isHidden());
        QVERIFY(apply->isEnabled());
        for (const auto &open : {u"0.0.0.0"_s, u"192.0.2.7"_s, u"::"_s, u"*"_s}) {
            host->setCurrentText(open);
            QVERIFY(page.findChild<QLabel *>(u"listenWarning"_s)->isVisible());
            QVERIFY(confirm->isVisible());
            QVERIFY(!apply->isEnabled());
        }
        confirm->click();
        QVERIFY(apply->isEnabled());
        host->setCurrentText(u"::1"_s);
        QVERIFY(confirm->isHidden());
        QVERIFY(page.findChild<QLabel *>(u"listenWarning"_s)->isHidden());
        QVERIFY(apply->isEnabled());
    }

    void faultsStandAtTheirFields()
    {
        PageFixture fixture;
        SettingsPage page(fixture.context(), fixture.navigator, u"/data"_s);
        page.show();
        auto *apply = page.findChild<QPushButton *>(u"listenApply"_s);
        const auto faults = [&] {
            QStringList shown;
            for (const auto &name :
                {u"publicUrlProblem"_s, u"allowedHostsProblem"_s, u"tlsProblem"_s, u"listenProblem"_s}) {
                if (page.findChild<QLabel *>(name)->isVisible())
                    shown += name;
            }
            return shown;
        };
        auto *url = page.findChild<QLineEdit *>(u"publicUrl"_s);
        url->setFocus();
        QTest::keyClicks(url, u"hooks.example.com"_s);
        apply->click();
        QCOMPARE(faults(), QStringList{u"publicUrlProblem"_s});
        url->clear();
        page.findChild<QPlainTextEdit *>(u"allowedHosts"_s)->setPlainText(u"https://a.example"_s);
        apply->click();
        QCOMPARE(faults(), QStringList{u"allowedHostsProblem"_s});
        page.findChild<QPlainTextEdit *>(u"allowedHosts"_s)->clear();
        page.findChild<QRadioButton *>(u"tls-files"_s)->click();
        apply->click();
        QCOMPARE(faults(), QStringList{u"tlsProblem"_s});
    }

    void aCertificateIsMade()
    {
        PageFixture fixture;
        const QDir folder(fixture.context().settings.folder());
        QVERIFY(makeHookCertificate(folder.path(), {u"hooks.example.com"_s}, fixture.clock.now()));
        const auto key = folder.filePath(u"hooks-key.pem"_s);
        QVERIFY(!privatefile::isOpenToOthers(key));
        const auto loaded = http::TlsIdentity::load(folder.filePath(u"hooks-certificate.pem"_s), key);
        QVERIFY(loaded);
        QVERIFY((*loaded)->certificate().names.contains(u"hooks.example.com"_s));
        SettingsPage page(fixture.context(), fixture.navigator, u"/data"_s);
        page.show();
        auto *info = page.findChild<QLabel *>(u"tlsInfo"_s);
        QVERIFY(info->isHidden());
        page.findChild<QRadioButton *>(u"tls-made"_s)->click();
        QVERIFY(info->isVisible());
        QVERIFY(
            info->text().remove(u'\n').contains(QString::fromLatin1((*loaded)->certificate().fingerprint)));
        fixture.clock.move(std::chrono::hours(24 * 1000));
        page.findChild<QRadioButton *>(u"tls-made"_s)->click();
        QVERIFY(info->text().contains(u"expired"_s));
    }

    void limitsAreKeptWhereTheyAreNotTheDefaults()
    {
        PageFixture fixture;
        LimitFields fields(fixture.themes);
        QCOMPARE(fields.value(), QJsonObject());
        fields.findChild<QSpinBox *>(u"limit-connections"_s)->setValue(100);
        fields.findChild<QSpinBox *>(u"limit-heldBodies"_s)->setValue(64);
        const QJsonObject set{{u"connections"_s, 100}, {u"heldBodies"_s, 64 * 1024 * 1024}};
        QCOMPARE(fields.value(), set);
        QVERIFY(HookSettings::read(QJsonObject{{u"listenLimits"_s, set}}, u"/"_s));
        fields.findChild<QPushButton *>(u"limitsReset"_s)->click();
        QCOMPARE(fields.value(), QJsonObject());
        fields.setValue(set);
        QCOMPARE(fields.value(), set);
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
