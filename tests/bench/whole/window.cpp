// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/whole/bench.h"
#include "tests/support/program.h"

#include <QStandardPaths>
#include <QThread>

#include <algorithm>
#include <set>
#include <vector>

namespace signalbox::bench {

namespace {

using namespace Qt::StringLiterals;

/// A display in memory whose pixels are a file.
class Display
{
public:
    explicit Display(const QString &folder)
        : m_pixels(folder + u"/Xvfb_screen0"_s)
    {
        m_server.setStandardErrorFile(QProcess::nullDevice());
        m_server.start(u"Xvfb"_s,
            {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"1280x800x24"_s, u"-fbdir"_s, folder,
                u"-nolisten"_s, u"tcp"_s});
        while (m_server.waitForReadyRead(20'000) && !m_server.canReadLine()) { }
        m_name = u":"_s + QString::fromLatin1(m_server.readLine().trimmed());
    }
    ~Display()
    {
        m_server.terminate();
        m_server.waitForFinished();
    }
    QString name() const { return m_name; }

    /// Whether there is more than a bare background: several colours in the middle of the screen.
    bool isPainted()
    {
        if (!m_pixels.isOpen() && !m_pixels.open(QIODevice::ReadOnly))
            return false;
        m_pixels.seek(0);
        const auto all = m_pixels.readAll();
        std::set<quint32> colours;
        for (qsizetype at = all.size() / 4 / 4 * 4; at + 4 <= all.size() && colours.size() < 12; at += 4) {
            quint32 colour = 0;
            memcpy(&colour, all.constData() + at, sizeof colour);
            colours.insert(colour);
        }
        return colours.size() >= 12;
    }

private:
    QProcess m_server;
    QString m_name;
    QFile m_pixels;
};

} // namespace

void window()
{
    if (QStandardPaths::findExecutable(u"Xvfb"_s).isEmpty()) {
        note() << "there is no Xvfb" << Qt::endl;
        return;
    }
    // The first start makes the data folder, and reads the program from the disk if nobody did before.
    const QTemporaryDir folder;
    std::vector<qint64> times;
    for (int round = 0; round < 6; ++round) {
        const QTemporaryDir screen;
        Display display(screen.path());
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SIGNALBOX_DATA_DIR"_s, folder.filePath(u"data"_s));
        environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        environment.insert(u"DISPLAY"_s, display.name());
        process.setProcessEnvironment(environment);
        process.setStandardErrorFile(QProcess::nullDevice());
        QElapsedTimer timer;
        timer.start();
        process.start(QStringLiteral(SIGNALBOX_PROGRAM), QStringList());
        while (!display.isPainted() && timer.elapsed() < 20'000)
            QThread::msleep(2);
        times.push_back(timer.elapsed());
        process.terminate();
        if (!process.waitForFinished(5'000))
            process.kill();
        process.waitForFinished();
    }
    out() << "  cold start to a painted window: first " << times.front() << " ms";
    std::sort(times.begin() + 1, times.end());
    out() << ", then " << times[times.size() / 2] << " ms (middle of " << times.size() - 1 << ")" << Qt::endl;
}

} // namespace signalbox::bench
