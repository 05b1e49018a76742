// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, as a person starts it.
#include "app/window/otherprogram.h"
#include "app/window/takeoverdialog.h"
#include "app/window/windowprogram.h"

#include <QAbstractButton>
#include <QApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// `signalbox ARGUMENTS` on a data folder; killed with this object.
class Program : public QProcess
{
public:
    Program(const QString &folder, const QStringList &arguments)
    {
        setProcessChannelMode(SeparateChannels);
        start(QStringLiteral(SIGNALBOX_PROGRAM), arguments + QStringList{u"--data-dir"_s, folder});
        if (!waitForStarted())
            qFatal("the program does not start");
    }
    ~Program() override
    {
        kill();
        waitForFinished();
    }

    /// Reads on, with the event loop turning, until it has said something like this.
    bool says(const QByteArray &text)
    {
        return QTest::qWaitFor(
            [&] {
                m_said += readAllStandardOutput() + readAllStandardError();
                return m_said.contains(text);
            },
            20'000);
    }
    bool ends()
    {
        return QTest::qWaitFor([this] { return state() == NotRunning; }, 20'000);
    }

private:
    QByteArray m_said;
};

void setListen(const QString &folder)
{
    QFile file(folder + u"/settings.json"_s);
    if (!file.open(QIODevice::WriteOnly) || file.write(R"({"listen": "127.0.0.1:0"})") < 0)
        qFatal("no settings");
}

} // namespace

class TestOpenWindow : public QObject
{
    Q_OBJECT

private slots:
    void aSignalEndsItInPeace()
    {
        const QTemporaryDir folder;
        setListen(folder.path());
        Program program(folder.path(), {});
        QVERIFY(QTest::qWaitFor(
            [&] {
                auto opened = DataFolder::open(folder.path());
                return OtherProgram(*opened).kind() == OtherProgram::Kind::Window;
            },
            20'000));
        program.terminate();
        QVERIFY(program.ends());
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
    }

    void aSecondWindowBringsTheFirstToTheFront()
    {
        const QTemporaryDir folder;
        setListen(folder.path());
        auto program = WindowProgram::open(*qApp, std::move(*DataFolder::open(folder.path())));
        QVERIFY(program);
        QVERIFY(!(*program)->window().isVisible());
        Program second(folder.path(), {});
        QVERIFY(second.ends());
        QCOMPARE(second.exitCode(), 0);
        QVERIFY((*program)->window().isVisible());
    }

    void anEngineWithoutAWindowIsToldOfAndTakenOver()
    {
        const QTemporaryDir folder;
        Program serve(folder.path(), {u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s});
        QVERIFY(serve.says("\"ready\":true"));
        auto opened = DataFolder::open(folder.path());
        const OtherProgram other(*opened);
        QCOMPARE(other.kind(), OtherProgram::Kind::Serve);
        QCOMPARE(other.process(), serve.processId());
        QVERIFY(!other.hasLeft());

        TakeoverDialog dialog(other, folder.path());
        QSignalSpy finished(&dialog, &QDialog::finished);
        dialog.show();
        QTest::mouseClick(dialog.findChild<QAbstractButton *>(u"takeOver"_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
        QCOMPARE(finished.first().first().toInt(), int(QDialog::Accepted));
        QVERIFY(serve.ends());
        QCOMPARE(serve.exitCode(), 0);
        auto program = WindowProgram::open(*qApp, std::move(*opened));
        QVERIFY(program);
    }

    void anEngineWithoutAWindowCanBeLeft()
    {
        const QTemporaryDir folder;
        Program serve(folder.path(), {u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s});
        QVERIFY(serve.says("\"ready\":true"));
        auto opened = DataFolder::open(folder.path());
        const OtherProgram other(*opened);
        TakeoverDialog dialog(other, folder.path());
        dialog.show();
        QTest::mouseClick(dialog.findChild<QAbstractButton *>(u"leaveIt"_s), Qt::LeftButton);
        QCOMPARE(dialog.result(), int(QDialog::Rejected));
        QCOMPARE(serve.state(), QProcess::Running);
    }

    void aFolderThatCannotBeUsedIsSaid()
    {
        const QTemporaryDir folder;
        const auto file = folder.filePath(u"file"_s);
        QVERIFY(QFile(file).open(QIODevice::WriteOnly));
        Program program(file, {});
        QVERIFY(program.says("is a file"));
        program.terminate(); // its dialog waits for somebody to read it
        QVERIFY(program.ends());
        QCOMPARE(program.exitCode(), 3);
    }

    void aStoreOfANewerSignalboxIsSaid()
    {
        const QTemporaryDir folder;
        setListen(folder.path());
        {
            auto program = WindowProgram::open(*qApp, std::move(*DataFolder::open(folder.path())));
            QVERIFY(program);
        }
        // PRAGMA user_version, where the store keeps its version: bytes 60 to 63 of the file
        // (sqlite.org/fileformat).
        QFile store(folder.filePath(u"signalbox.db"_s));
        QVERIFY(store.open(QIODevice::ReadWrite) && store.seek(60));
        QCOMPARE(store.write("\x7f\xff\xff\xff", 4), 4);
        store.close();
        Program program(folder.path(), {});
        QVERIFY(program.says("newer"));
        program.terminate();
        QVERIFY(program.ends());
        QCOMPARE(program.exitCode(), 3);
    }
};

QTEST_MAIN(TestOpenWindow)
#include "tst_openwindow.moc"
