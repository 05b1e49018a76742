// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/crashbook.h"

#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

class Folder
{
public:
    /// A process begins, and comes as far as its words say: "begin", "ready", "well", "goOn", "signal",
    /// "end". What it found.
    std::unique_ptr<CrashBook> process(const QString &words, const QString &boot = u"boot"_s)
    {
        auto book = std::make_unique<CrashBook>(file(), boot);
        for (const auto &word : words.split(u' ')) {
            if (word == u"begin")
                book->begin();
            else if (word == u"errand")
                book->begin(true);
            else if (word == u"ready")
                book->ready();
            else if (word == u"well")
                book->workedWell();
            else if (word == u"goOn")
                book->goOn();
            else if (word == u"signal")
                write(book->signalFile(), "11");
            else if (word == u"end")
                book->end();
        }
        return book;
    }
    static void write(const QString &file, const QByteArray &content)
    {
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(file));
    }
    QString file() const { return m_dir.filePath(u"crashes.json"_s); }

private:
    QTemporaryDir m_dir;
};

} // namespace

class TestCrashBook : public QObject
{
    Q_OBJECT

private slots:
    void knowsHowTheLastOneEnded()
    {
        using End = CrashBook::End;
        Folder folder;
        QCOMPARE(folder.process(u"begin ready end"_s)->previous(), End::Clean); // there was none
        QCOMPARE(folder.process(u"begin ready"_s)->previous(), End::Clean);
        QCOMPARE(folder.process(u"begin ready signal"_s)->previous(), End::Killed);
        QCOMPARE(folder.process(u"begin ready"_s)->previous(), End::Crashed);
        QCOMPARE(folder.process(u"begin ready"_s, u"next"_s)->previous(), End::PowerCut);
    }

    void safeModeComesAfterThree_data()
    {
        QTest::addColumn<QStringList>("processes");
        QTest::addColumn<bool>("isSafe");
        const auto crash = u"begin ready signal"_s, unready = u"begin"_s, killed = u"begin ready"_s;
        QTest::newRow("none") << QStringList{} << false;
        QTest::newRow("two") << QStringList{crash, crash} << false;
        QTest::newRow("three") << QStringList{crash, crash, crash} << true;
        QTest::newRow("whatever ends them before they are ready")
            << QStringList{unready, unready, u"begin signal"_s} << true;
        QTest::newRow("kills of what was ready") << QStringList{killed, killed, killed, killed} << false;
        QTest::newRow("kills between") << QStringList{crash, killed, crash, killed, crash} << true;
        QTest::newRow("one that worked well")
            << QStringList{crash, crash, u"begin ready well signal"_s, crash, crash} << false;
        QTest::newRow("a clean end between")
            << QStringList{crash, crash, u"begin ready end"_s, crash} << false;
        QTest::newRow("a clean end in safe mode")
            << QStringList{crash, crash, crash, u"begin ready end"_s} << true;
        QTest::newRow("a clean end after it")
            << QStringList{crash, crash, crash, u"begin ready goOn end"_s} << false;
        QTest::newRow("a crash after it")
            << QStringList{crash, crash, crash, u"begin ready goOn signal"_s} << true;
        QTest::newRow("an errand between") << QStringList{crash, crash, u"errand ready end"_s, crash} << true;
        QTest::newRow("errands that crash")
            << QStringList{u"errand signal"_s, u"errand signal"_s, u"errand signal"_s} << false;
    }
    void safeModeComesAfterThree()
    {
        QFETCH(QStringList, processes);
        QFETCH(bool, isSafe);
        Folder folder;
        for (const auto &process : std::as_const(processes))
            folder.process(process);
        QCOMPARE(folder.process(u"begin"_s)->isSafe(), isSafe);
    }

    void anErrandIsNeverInSafeMode()
    {
        Folder folder;
        for (int i = 0; i < 3; ++i)
            folder.process(u"begin ready signal"_s);
        QVERIFY(!folder.process(u"errand end"_s)->isSafe());
        QVERIFY(folder.process(u"begin"_s)->isSafe());
    }

    void whoeverOnlyReadsLeavesItAsItIs()
    {
        Folder folder;
        folder.process(u"begin ready signal"_s);
        folder.process(u"end"_s);
        QCOMPARE(folder.process(u"begin"_s)->previous(), CrashBook::End::Crashed);
    }

    void powerCutsCountForNothing()
    {
        Folder folder;
        for (int i = 0; i < 5; ++i)
            folder.process(u"begin"_s, QString::number(i));
        QVERIFY(!folder.process(u"begin"_s, u"last"_s)->isSafe());
    }

    void suspicionsAreKept()
    {
        Folder folder;
        {
            CrashBook book(folder.file(), {});
            book.begin();
            book.setSuspects({{u"r/a"_s, {2, 3}}, {u"r/b"_s, {1, 0}}});
            book.setAlone(u"r/a"_s);
        }
        const CrashBook book(folder.file(), {});
        QCOMPARE(book.suspects().size(), 2);
        QCOMPARE(book.suspects().value(u"r/a"_s), (CrashBook::Suspicion{2, 3}));
        QCOMPARE(book.wasAlone(), u"r/a"_s);
        QCOMPARE(folder.process(u"begin"_s)->wasAlone(), u"r/a"_s);
        QCOMPARE(folder.process(u"begin"_s)->wasAlone(), QString());
    }

    void aDamagedFileBeginsAnew()
    {
        Folder folder;
        Folder::write(folder.file(), "{\"state\": 7, \"suspects\": [[], 1");
        const auto book = folder.process({});
        QCOMPARE(book->previous(), CrashBook::End::Clean);
        QVERIFY(book->suspects().isEmpty());
    }

    void aFolderThatCannotBeWrittenHarmsNothing()
    {
        CrashBook book(u"/proc/nowhere/crashes.json"_s, {});
        book.begin();
        book.ready();
        book.end();
        QVERIFY(!book.isSafe());
    }
};

QTEST_GUILESS_MAIN(TestCrashBook)
#include "tst_crashbook.moc"
