// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/whole/idle.h"

#include "tests/bench/whole/bench.h"
#include "tests/support/program.h"

#include <QThread>

#include <unistd.h>

namespace signalbox::bench {

namespace {

using namespace Qt::StringLiterals;

QByteArray read(qint64 process, const QString &name)
{
    QFile file(u"/proc/%1/%2"_s.arg(process).arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Milliseconds of processor used so far.
double processorTime(qint64 process)
{
    const auto stat = read(process, u"stat"_s);
    const auto fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return double(fields.value(11).toLongLong() + fields.value(12).toLongLong()) * 1000.0
        / double(::sysconf(_SC_CLK_TCK));
}

void print(const char *what, qint64 process)
{
    constexpr int settle = 4;
    constexpr int seconds = 8;
    QThread::sleep(settle);
    const auto before = processorTime(process);
    QThread::sleep(seconds);
    const auto used = processorTime(process) - before;
    const auto memory = memoryOf(process);
    out() << "  " << what << ": " << memory.proportional / 1024 << " MiB (PSS), " << memory.resident / 1024
          << " MiB (RSS), processor " << used / seconds / 10 << " % of a core" << Qt::endl;
}

} // namespace

Memory memoryOf(qint64 process)
{
    Memory memory;
    for (const auto &line : read(process, u"smaps_rollup"_s).split('\n')) {
        const auto number = [&] { return line.simplified().split(' ').value(1).toLongLong(); };
        if (line.startsWith("Rss:"))
            memory.resident = number();
        if (line.startsWith("Pss:"))
            memory.proportional = number();
    }
    return memory;
}

void idle()
{
    Program program;
    program.serve();
    print("serve", program.process()->processId());
    program.terminate();

    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SIGNALBOX_DATA_DIR"_s, program.file(u"window"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral(SIGNALBOX_PROGRAM), QStringList());
    if (!process.waitForStarted())
        qFatal("the window does not start");
    print("window (offscreen)", process.processId());
    process.kill();
    process.waitForFinished();
}

} // namespace signalbox::bench
