// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/program.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Result<ProgramResult> run(ProgramRequest request)
{
    auto future = runProgram(std::move(request));
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 10'000) || future.resultCount() == 0)
        return failure(Error::Code::Internal, u"no answer"_s);
    return future.result();
}

/// `sh -c script`: programs in these tests are written where they are used.
ProgramRequest shell(const QString &script)
{
    ProgramRequest request;
    request.program = u"sh"_s;
    request.arguments = {u"-c"_s, script};
    return request;
}

bool isAlive(const QByteArray &pid)
{
    return ::kill(pid_t(pid.trimmed().toInt()), 0) == 0;
}

/// The pid that a script has written to a file by now; empty until it has.
QByteArray readPid(const QString &file)
{
    QFile in(file);
    const auto text = in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    return text.endsWith('\n') ? text.trimmed() : QByteArray();
}

} // namespace

class TestProgram : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatTheProgramSaid()
    {
        const auto result = run(shell(u"echo out; echo err >&2; exit 3"_s));
        QVERIFY(result);
        QCOMPARE(result->exitCode, 3);
        QCOMPARE(result->signal, 0);
        QVERIFY(!result->succeeded());
        QCOMPARE(result->output, "out\n");
        QCOMPARE(result->errorOutput, "err\n");
    }

    void argumentsArePassedAsTheyAre()
    {
        ProgramRequest request;
        request.program = u"printf"_s;
        request.arguments = {u"<%s>"_s, u"$(id) `id` ; rm -rf \"x\" *"_s, QString(), u"ä\nö"_s};
        const auto result = run(request);
        QVERIFY(result);
        QVERIFY(result->succeeded());
        QCOMPARE(result->output, QByteArray("<$(id) `id` ; rm -rf \"x\" *><><ä\nö>"));
    }

    void inputFolderAndEnvironmentReachIt()
    {
        QTemporaryDir folder;
        auto request = shell(u"cat; pwd -P; echo $SIGNALBOX_TEST; test -n \"$PATH\""_s);
        request.input = "given\n";
        request.workingFolder = folder.path();
        request.environment = {{u"SIGNALBOX_TEST"_s, u"a b"_s}};
        const auto result = run(request);
        QVERIFY(result);
        QVERIFY(result->succeeded());
        QCOMPARE(result->output,
            "given\n" + QFile::encodeName(QFileInfo(folder.path()).canonicalFilePath()) + "\na b\n");
    }

    void aLargeInputThatNobodyReadsDoesNoHarm()
    {
        auto request = shell(u"exec true"_s);
        request.input = QByteArray(4'000'000, 'x');
        const auto result = run(request);
        QVERIFY(result);
        QVERIFY(result->succeeded());
    }

    void outputIsCapped()
    {
        auto request = shell(u"head -c 300000 /dev/zero; head -c 100000 /dev/zero >&2"_s);
        request.outputKept = 1'000;
        const auto result = run(request);
        QVERIFY(result);
        QCOMPARE(result->output.size(), 1'000);
        QCOMPARE(result->outputSize, 300'000);
        QCOMPARE(result->errorOutput.size(), 1'000);
        QCOMPARE(result->errorOutputSize, 100'000);
    }

    void itBeginsASessionWithoutOurFiles()
    {
        QTemporaryDir folder;
        QFile ours(folder.filePath(u"ours"_s));
        QVERIFY(ours.open(QIODevice::WriteOnly));
        const auto inherited = ::dup(ours.handle()); // unlike the one that Qt opens, not marked for closing
        const auto result = run(shell(u"ls -l /proc/self/fd; cut -d' ' -f6 /proc/$$/stat; echo $$"_s));
        ::close(inherited);
        QVERIFY(result);
        QVERIFY2(!result->output.contains("/ours"), result->output);
        const auto lines = result->output.trimmed().split('\n');
        QCOMPARE(lines.at(lines.size() - 2).trimmed(), lines.last().trimmed());
    }

    void aSignalIsToldApartFromAnExitCode()
    {
        const auto result = run(shell(u"kill -9 $$"_s));
        QVERIFY(result);
        QCOMPARE(result->signal, SIGKILL);
        QVERIFY(!result->succeeded());
    }

    void whatCannotBeStarted_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<Error::Code>("code");
        QTest::addColumn<QString>("named");
        QTest::newRow("none") << QString() << QString() << Error::Code::InvalidInput << u"No program"_s;
        QTest::newRow("missing") << u"no-such-program"_s << QString() << Error::Code::NotFound
                                 << u"no-such-program"_s;
        QTest::newRow("missing path")
            << u"/no/such/program"_s << QString() << Error::Code::NotFound << u"/no/such/program"_s;
        QTest::newRow("not executable")
            << u"/etc/passwd"_s << QString() << Error::Code::Denied << u"/etc/passwd"_s;
        QTest::newRow("a folder") << u"/usr"_s << QString() << Error::Code::Denied << u"/usr"_s;
        QTest::newRow("missing folder")
            << u"true"_s << u"/no/such/folder"_s << Error::Code::NotFound << u"/no/such/folder"_s;
    }

    void whatCannotBeStarted()
    {
        QFETCH(QString, program);
        QFETCH(QString, folder);
        QFETCH(Error::Code, code);
        QFETCH(QString, named);
        ProgramRequest request;
        request.program = program;
        request.workingFolder = folder;
        const auto result = run(request);
        QVERIFY(!result);
        QCOMPARE(result.error().code, code);
        QVERIFY2(result.error().message.contains(named), qPrintable(result.error().message));
    }

    void aFileThatTheSystemCannotRunIsUnavailable()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"broken"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/no/such/interpreter\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        file.close();
        ProgramRequest request;
        request.program = file.fileName();
        const auto result = run(request);
        QVERIFY(!result);
        QCOMPARE(result.error().code, Error::Code::Unavailable);
        QVERIFY2(result.error().message.contains(file.fileName()), qPrintable(result.error().message));
    }

    void theTimeLimitEndsIt()
    {
        auto request = shell(u"sleep 100"_s);
        request.timeLimit = 50ms;
        QElapsedTimer clock;
        clock.start();
        const auto result = run(request);
        QVERIFY(!result);
        QCOMPARE(result.error().code, Error::Code::Timeout);
        QVERIFY(clock.elapsed() < 1'900); // asking was enough
    }

    void cancellingEndsAllThatItStarted()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(u"pid"_s);
        // The child does not listen to the asking and would outlive its parent.
        auto future = runProgram(shell(u"(trap '' TERM; exec sleep 100) & echo $! > %1; wait"_s.arg(file)));
        QTRY_VERIFY(!readPid(file).isEmpty());
        const auto child = readPid(file);
        QVERIFY(isAlive(child));
        future.cancel();
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.resultCount(), 0);
        QTRY_VERIFY(!isAlive(child));
    }

    void whoDoesNotListenIsKilled()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(u"pid"_s);
        auto future
            = runProgram(shell(u"trap '' TERM; echo $$ > %1; while :; do sleep 0.05; done"_s.arg(file)));
        QTRY_VERIFY(!readPid(file).isEmpty());
        const auto pid = readPid(file);
        QElapsedTimer clock;
        clock.start();
        future.cancel();
        QTRY_VERIFY(future.isFinished());
        QVERIFY(clock.elapsed() >= 1'900);
        QVERIFY(!isAlive(pid));
    }

    void cancellingAtOnceIsFine()
    {
        auto future = runProgram(shell(u"sleep 100"_s));
        future.cancel();
        QTRY_VERIFY(future.isFinished());
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
