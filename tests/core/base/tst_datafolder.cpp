// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/datafolder.h"
#include "core/base/settings.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestDataFolder : public QObject
{
    Q_OBJECT

private slots:
    void makesAFolderThatOnlyTheUserCanOpen()
    {
        QTemporaryDir dir;
        const auto folder = DataFolder::open(dir.filePath(u"a/b"_s));
        QVERIFY(folder);
        const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(folder->path()) & others));
    }

    void aFileInItsPlaceIsSaid()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"f"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto folder = DataFolder::open(file.fileName());
        QVERIFY(!folder);
        QCOMPARE(folder.error().code, Error::Code::Unavailable);
        QVERIFY(folder.error().message.contains(file.fileName()));
    }

    void aFolderThatCannotBeWrittenIsSaid()
    {
        const auto folder = DataFolder::open(u"/proc/signalbox"_s);
        QVERIFY(!folder);
        QVERIFY(folder.error().message.contains(u"/proc/signalbox"_s));
    }

    void oneEngineAtATime()
    {
        QTemporaryDir dir;
        auto first = DataFolder::open(dir.path());
        auto second = DataFolder::open(dir.path());
        QVERIFY(first->lock());
        const auto refused = second->lock();
        QVERIFY(!refused);
        QCOMPARE(refused.error().context, QString::number(QCoreApplication::applicationPid()));
        *first = *DataFolder::open(dir.path());
        QVERIFY(second->lock());
    }

    void settingsSurviveAndTell()
    {
        QTemporaryDir dir;
        const auto file = dir.filePath(u"settings.json"_s);
        {
            auto settings = Settings::load(file);
            QVERIFY(settings);
            QSignalSpy changed(settings->get(), &Settings::changed);
            QVERIFY((*settings)->set(u"theme"_s, u"dark"_s));
            QVERIFY((*settings)->set(u"theme"_s, u"dark"_s));
            QCOMPARE(changed.size(), 1);
        }
        QCOMPARE((*Settings::load(file))->theme(), u"dark"_s);
    }

    void damagedSettingsAreSaidAndKept()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"settings.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{oops");
        file.close();
        const auto settings = Settings::load(file.fileName());
        QVERIFY(!settings);
        QCOMPARE(settings.error().code, Error::Code::Corrupt);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("{oops"));
    }
};

QTEST_GUILESS_MAIN(TestDataFolder)
#include "tst_datafolder.moc"
