// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/upkeep.h"
#include "tests/ui/widgets/pagefixture.h"
#include "ui/settings/backuprow.h"
#include "ui/settings/spacebar.h"
#include "ui/settings/storagesection.h"

#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QThread>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Storage : PageFixture
{
    Storage()
        : keeper(store())
    {
        keeper.moveToThread(&thread);
        thread.start();
        keeper.start(usualRetention());
        auto given = context();
        given.keeper = &keeper;
        section = std::make_unique<StorageSection>(given);
        section->resize(800, 600);
    }
    ~Storage()
    {
        section.reset();
        keeper.stop();
        thread.quit();
        thread.wait();
    }
    void show()
    {
        QSignalSpy shown(section.get(), &StorageSection::shown);
        section->show();
        QTRY_VERIFY(!shown.isEmpty());
    }
    template <typename Widget> Widget *part(const QString &name)
    {
        return section->findChild<Widget *>(name);
    }

    QThread thread;
    StoreKeeper keeper;
    std::unique_ptr<StorageSection> section;
};

} // namespace

class TestStorageSection : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyStoreSaysSo()
    {
        Storage storage;
        // The engine has told that it began.
        QTRY_COMPARE_WITH_TIMEOUT(storage.read([](Reader &reader) { return reader.cursor(); }),
            storage.store().lastSequence(), 30'000);
        storage.clock.move(2h);
        const auto now = storage.clock.now();
        QVERIFY(StoreFixture::get(storage.store().upkeep().purge({0, now, now})));
        storage.show();
        QVERIFY(storage.part<QLabel>(u"storageEmpty"_s)->isVisible());
        QVERIFY(!storage.section->findChild<SpaceBar *>()->isVisible());
    }

    void whatTakesSpaceIsShown()
    {
        Storage storage;
        storage.append(u"shop.order"_s, "{\"x\":\"" + QByteArray(500'000, 'x') + "\"}");
        storage.append(u"small"_s, "{}");
        storage.show();
        QVERIFY(storage.part<QLabel>(u"storageTotal"_s)->text().contains(u"event"_s));
        QVERIFY(!storage.part<QLabel>(u"storageEmpty"_s)->isVisible());
        QStringList texts;
        for (const auto *label : storage.section->findChildren<QLabel *>())
            texts += label->text();
        QVERIFY2(texts.contains(u"shop.order"_s), qPrintable(texts.join(u'|')));
        QVERIFY(!storage.part<QLabel>(u"storageLosses"_s)->isVisible());
        QCOMPARE(PageFixture::unnamedControls(*storage.section), QStringList());
    }

    void whatIsChosenIsKept()
    {
        Storage storage;
        storage.show();
        auto *keep = storage.part<QComboBox>(u"keepDays"_s);
        QCOMPARE(keep->currentData().toInt(), 365);
        QCOMPARE(storage.part<QComboBox>(u"keepFailedDays"_s)->currentData().toInt(), 730);
        keep->setCurrentIndex(keep->findData(30));
        emit keep->activated(keep->currentIndex());
        const auto key = QString::fromLatin1(retentionKey);
        QCOMPARE(retentionFromJson(storage.context().settings.value(key).toObject()).keep,
            std::optional(std::chrono::days(30)));
        // What stands in the file in other words than ours is shown too.
        QVERIFY(storage.context().settings.set(key, QJsonObject{{u"keepDays"_s, 45}}));
        QCOMPARE(keep->currentData().toInt(), 45);
        QVERIFY(storage.context().settings.set(key, QJsonObject{{u"keepDays"_s, u"nonsense"_s}}));
        QCOMPARE(keep->currentData().toInt(), 365);
    }

    void cleaningTellsWhatCameOfIt()
    {
        Storage storage;
        storage.append(u"t"_s, "{}");
        storage.show();
        auto *start = storage.part<QPushButton>(u"cleanUp"_s);
        start->click();
        auto *text = storage.part<QLabel>(u"cleanUpText"_s);
        QTRY_VERIFY(!text->text().isEmpty() && start->isVisible());
        QVERIFY(!storage.part<QPushButton>(u"cancelCleanUp"_s)->isVisible());
    }

    void aBackupIsMade()
    {
        Storage storage;
        storage.append(u"t"_s, "{}");
        storage.show();
        QTemporaryDir dir;
        auto *row = storage.section->findChild<BackupRow *>();
        QSignalSpy ended(row, &BackupRow::ended);
        row->backUpTo(dir.filePath(u"b"_s));
        QVERIFY(storage.part<QPushButton>(u"cancelBackUp"_s)->isVisible());
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.first().first().toBool(), true);
        QVERIFY(examine(dir.filePath(u"b"_s))->isSound());
        row->backUpTo(dir.filePath(u"none/b"_s));
        QTRY_COMPARE(ended.size(), 2);
        QCOMPARE(ended.last().first().toBool(), false);
        QVERIFY(storage.part<QLabel>(u"backUpText"_s)->text().contains(u"No backup"_s));
        // It may go while one is under way.
        row->backUpTo(dir.filePath(u"c"_s));
    }

    void lossesThatWereAcceptedAreShown()
    {
        Storage storage;
        storage.append(u"t"_s, "{}");
        QVERIFY(StoreFixture::get(storage.store().upkeep().acceptLosses({{1, 1, u"Event 1 is odd."_s}})));
        storage.show();
        QVERIFY(storage.part<QLabel>(u"storageLosses"_s)->text().contains(u"Event 1 is odd."_s));
    }
};

QTEST_MAIN(TestStorageSection)
#include "tst_storagesection.moc"
