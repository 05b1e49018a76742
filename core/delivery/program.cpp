// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/program.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QProcess>
#include <QPromise>
#include <QStandardPaths>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <csignal>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <linux/close_range.h>
#endif

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

/// From asking a program to end until it is killed.
constexpr milliseconds grace = 2s;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Program)
};

/// Where the program is, or why it cannot be started.
Result<QString> locate(const ProgramRequest &request)
{
    const auto &name = request.program;
    if (name.isEmpty())
        return failure(Error::Code::InvalidInput, Tr::tr("No program is named."));
    if (!request.workingFolder.isEmpty() && !QFileInfo(request.workingFolder).isDir())
        return failure(Error::Code::NotFound,
            Tr::tr("There is no folder %1 to run %2 in.").arg(request.workingFolder, name),
            request.workingFolder);
    if (!name.contains(u'/')) {
        const auto found = QStandardPaths::findExecutable(name);
        if (found.isEmpty())
            return failure(Error::Code::NotFound,
                Tr::tr("There is no program %1. Install it, or give its full path.").arg(name), name);
        return found;
    }
    const QFileInfo info(QDir(request.workingFolder), name);
    if (!info.exists())
        return failure(Error::Code::NotFound, Tr::tr("There is no program %1.").arg(name), name);
    if (!info.isFile() || !info.isExecutable())
        return failure(Error::Code::Denied, Tr::tr("%1 is not a program that may be run.").arg(name), name);
    return info.absoluteFilePath();
}

/// One program under way; deletes itself when it has answered.
class ProgramRun : public QObject
{
public:
    ProgramRun(ProgramRequest request, QPromise<Result<ProgramResult>> promise)
        : m_request(std::move(request))
        , m_promise(std::move(promise))
    {
    }

    void start(const QString &path)
    {
        m_process.setProgram(path);
        m_process.setArguments(m_request.arguments);
        m_process.setWorkingDirectory(m_request.workingFolder);
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const auto &[name, value] : m_request.environment)
            environment.insert(name, value);
        m_process.setProcessEnvironment(environment);
#ifdef Q_OS_UNIX
        m_process.setChildProcessModifier([] {
            ::setsid();
#ifdef Q_OS_LINUX
            // Marked and not closed: Qt still needs its own to tell whether the program could be started.
            ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
#endif
        });
#endif
        connect(&m_process, &QProcess::readyReadStandardOutput, this, &ProgramRun::readOutput);
        connect(&m_process, &QProcess::readyReadStandardError, this, &ProgramRun::readOutput);
        connect(&m_process, &QProcess::finished, this, &ProgramRun::finished);
        connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                answer(failure(Error::Code::Unavailable,
                    Tr::tr("%1 could not be started: %2.").arg(m_request.program, m_process.errorString()),
                    m_request.program));
        });
        connect(&m_future, &QFutureWatcherBase::canceled, this, &ProgramRun::stop);
        connect(&m_limit, &QTimer::timeout, this, [this] {
            m_timedOut = true;
            stop();
        });
        connect(&m_grace, &QTimer::timeout, this, [this] { signalGroup(true); });
        m_limit.setSingleShot(true);
        m_grace.setSingleShot(true);

        m_clock.start();
        m_process.start();
        if (m_process.state() == QProcess::NotRunning)
            return; // answered by errorOccurred
        m_pid = m_process.processId();
        m_process.write(m_request.input);
        m_process.closeWriteChannel();
        m_limit.start(m_request.timeLimit);
        m_future.setFuture(m_promise.future());
    }

private:
    void readOutput()
    {
        const auto take
            = [kept = m_request.outputKept](const QByteArray &bytes, QByteArray &into, qint64 &size) {
                  into.append(bytes.left(std::max<qsizetype>(0, kept - into.size())));
                  size += bytes.size();
              };
        take(m_process.readAllStandardOutput(), m_result.output, m_result.outputSize);
        take(m_process.readAllStandardError(), m_result.errorOutput, m_result.errorOutputSize);
    }

    void stop()
    {
        if (m_stopping)
            return;
        m_stopping = true;
        signalGroup(false);
        m_grace.start(grace);
    }

    void signalGroup(bool kill)
    {
#ifdef Q_OS_UNIX
        ::killpg(pid_t(m_pid), kill ? SIGKILL : SIGTERM);
#else
        kill ? m_process.kill() : m_process.terminate();
#endif
    }

    void finished(int exitCode, QProcess::ExitStatus status)
    {
        readOutput();
        if (m_stopping)
            signalGroup(true); // what it has started and left behind
        if (m_timedOut) {
            answer(failure(Error::Code::Timeout,
                Tr::tr("%1 did not end within %2 s and was stopped.")
                    .arg(m_request.program)
                    .arg(double(m_request.timeLimit.count()) / 1000),
                m_request.program));
            return;
        }
        // Qt gives a POSIX signal as the exit code of a crash.
        (status == QProcess::CrashExit ? m_result.signal : m_result.exitCode) = exitCode;
        m_result.duration = milliseconds(m_clock.elapsed());
        answer(std::move(m_result));
    }

    /// A cancelled future takes no result and is just finished.
    void answer(Result<ProgramResult> result)
    {
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    ProgramRequest m_request;
    QPromise<Result<ProgramResult>> m_promise;
    ProgramResult m_result;
    QFutureWatcher<Result<ProgramResult>> m_future;
    QTimer m_limit, m_grace;
    QElapsedTimer m_clock;
    qint64 m_pid = 0;
    bool m_stopping = false;
    bool m_timedOut = false;
    QProcess m_process; // last: it goes first
};

} // namespace

QFuture<Result<ProgramResult>> runProgram(ProgramRequest request)
{
    QPromise<Result<ProgramResult>> promise;
    promise.start();
    auto future = promise.future();
    const auto path = locate(request);
    if (!path) {
        promise.addResult(Failure(path.error()));
        promise.finish();
        return future;
    }
    (new ProgramRun(std::move(request), std::move(promise)))->start(*path);
    return future;
}

} // namespace signalbox
