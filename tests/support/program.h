// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QUrl>

#include <memory>

namespace signalbox {

/// What a command said and how it ended.
struct Answer
{
    int exit = -1;
    QByteArray out;
    QByteArray err;

    /// The lines of its output, each as JSON.
    QList<QJsonObject> lines() const
    {
        QList<QJsonObject> objects;
        for (const auto &line : out.split('\n')) {
            if (line.isEmpty())
                continue;
            const auto object = parseJsonObject(line);
            if (!object)
                qFatal("no JSON: %s", line.constData());
            objects += *object;
        }
        return objects;
    }
    QJsonObject line() const { return lines().value(0); }
};

/// What a listener answered.
struct HttpAnswer
{
    int status = 0; ///< 0: none
    QByteArray body;

    QJsonObject json() const { return parseJsonObject(body).value_or(QJsonObject()); }
};

/// The built program, run as a child process on a data folder of its own.
class Program
{
public:
    ~Program() { kill(); }

    QString dataDir() const { return m_dir.filePath(QStringLiteral("data")); }
    QString file(const QString &name) const { return m_dir.filePath(name); }
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile out(file(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(out.fileName()));
        return out.fileName();
    }

    /// One command, to its end. The event loop turns meanwhile.
    Answer run(const QStringList &arguments, const QByteArray &input = {})
    {
        return runOn(dataDir(), arguments, input);
    }
    Answer runOn(const QString &folder, const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        start(process, arguments, folder);
        process.write(input);
        process.closeWriteChannel();
        waitFor(process);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
    }

    /// Starts `serve` on a free port, or as told, and waits for its ready line, which is kept.
    void serve(const QString &listen = QStringLiteral("127.0.0.1:0"))
    {
        if (!tryServe(listen))
            qFatal("serve is not ready");
    }
    /// `false`: it ended before it was ready.
    bool tryServe(const QString &listen = QStringLiteral("127.0.0.1:0"))
    {
        m_serve = std::make_unique<QProcess>();
        m_serve->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        start(
            *m_serve, {QStringLiteral("serve"), QStringLiteral("--listen"), listen}, dataDir(), environment);
        while (!m_serve->canReadLine()) {
            if (!m_serve->waitForReadyRead(60'000))
                return false;
        }
        ready = parseJsonObject(m_serve->readLine()).value_or(QJsonObject());
        hooks = ready.value(QStringLiteral("hooks")).toString();
        return true;
    }
    /// As `kill -9`, and as a power cut for all but the disk.
    void kill()
    {
        if (m_serve) {
            m_serve->kill();
            m_serve->waitForFinished();
        }
        m_serve.reset();
    }
    /// SIGTERM; the exit status.
    int terminate()
    {
        m_serve->terminate();
        waitFor(*m_serve);
        const int exit = m_serve->exitStatus() == QProcess::NormalExit ? m_serve->exitCode() : -1;
        m_serve.reset();
        return exit;
    }
    /// The same for a thread without an event loop.
    void terminateHere()
    {
        m_serve->terminate();
        if (!m_serve->waitForFinished(60'000))
            qFatal("serve does not end");
        m_serve.reset();
    }
    QProcess *process() { return m_serve.get(); }

    HttpAnswer post(const QString &path, const QByteArray &body, const QByteArray &headers = {}) const
    {
        return request("POST", path, body, "Content-Type: application/json\r\n" + headers);
    }
    /// Blocks; a connection of its own.
    HttpAnswer request(const QByteArray &method, const QString &path, const QByteArray &body = {},
        const QByteArray &headers = {}) const
    {
        const QUrl url(hooks);
        QTcpSocket socket;
        socket.connectToHost(url.host(), quint16(url.port()));
        socket.write(method + ' ' + path.toUtf8() + " HTTP/1.1\r\nHost: " + url.authority().toUtf8()
            + "\r\nConnection: close\r\n" + headers + "Content-Length: " + QByteArray::number(body.size())
            + "\r\n\r\n" + body);
        QByteArray answer;
        while (socket.waitForReadyRead(60'000))
            answer += socket.readAll();
        answer += socket.readAll();
        const auto end = answer.indexOf("\r\n\r\n");
        if (end < 0)
            return {};
        return {answer.mid(9, 3).toInt(), answer.mid(end + 4)};
    }

    QJsonObject ready; ///< what `serve` printed
    QString hooks; ///< where it listens
    QMap<QString, QString> environment; ///< of the next `serve`, beside the test's own

private:
    static void start(QProcess &process, const QStringList &arguments, const QString &folder,
        const QMap<QString, QString> &more = {})
    {
        auto variables = QProcessEnvironment::systemEnvironment();
        variables.insert(QStringLiteral("SIGNALBOX_DATA_DIR"), folder);
        for (auto it = more.cbegin(); it != more.cend(); ++it)
            variables.insert(it.key(), it.value());
        process.setProcessEnvironment(variables);
        process.start(QStringLiteral(SIGNALBOX_PROGRAM), arguments);
        if (!process.waitForStarted())
            qFatal("the program does not start");
    }
    static void waitFor(QProcess &process)
    {
        QEventLoop loop;
        QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(
            60'000, &loop, [&] { qFatal("%s does not end", qPrintable(process.arguments().join(u' '))); });
        if (process.state() != QProcess::NotRunning)
            loop.exec();
    }

    QTemporaryDir m_dir;
    std::unique_ptr<QProcess> m_serve;
};

} // namespace signalbox
