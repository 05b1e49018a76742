// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/whole/bench.h"
#include "tests/bench/whole/load.h"
#include "tests/support/program.h"

#include <QStandardPaths>
#include <QTcpServer>
#include <QThread>
#include <QUrl>

#include <optional>
#include <sched.h>

namespace signalbox::bench {

namespace {

using namespace Qt::StringLiterals;

constexpr auto rule = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "%1", "name": "%1",
 "steps": [{"id": "hook", "type": "webhook", "config": {"path": "%1"}},
  {"id": "note", "type": "log", "config": {"message": "came"}}],
 "links": [{"from": "hook", "to": "note"}]})";

/// Keeps this thread, and the processes that it starts, on one core.
class Pinned
{
public:
    explicit Pinned(int core)
    {
        sched_getaffinity(0, sizeof m_before, &m_before);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(core, &one);
        if (sched_setaffinity(0, sizeof one, &one) != 0)
            note() << "not kept on core " << core << Qt::endl;
    }
    ~Pinned() { sched_setaffinity(0, sizeof m_before, &m_before); }

private:
    cpu_set_t m_before = {};
};

/// nginx with one worker, answering 200 to everything.
class Nginx
{
public:
    Nginx()
    {
        const auto path = QStandardPaths::findExecutable(
            u"nginx"_s, {u"/usr/sbin"_s, u"/usr/bin"_s, u"/usr/local/sbin"_s});
        if (path.isEmpty())
            return;
        QTcpServer free;
        free.listen(QHostAddress::LocalHost);
        const auto freePort = free.serverPort();
        free.close();
        QFile config(m_folder.filePath(u"nginx.conf"_s));
        if (!config.open(QIODevice::WriteOnly))
            return;
        config.write(R"(daemon off; worker_processes 1; pid nginx.pid; error_log stderr crit;
events { worker_connections 256; }
http { access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
 uwsgi_temp_path uwsgi; scgi_temp_path scgi; keepalive_requests 100000000;
 server { listen 127.0.0.1:)"
            + QByteArray::number(freePort) + R"(; location / { return 200 "ok"; } } })");
        config.close();
        m_process.start(path, {u"-p"_s, m_folder.path(), u"-c"_s, config.fileName()});
        QTcpSocket probe;
        for (int i = 0; i < 200 && port == 0; ++i) {
            probe.connectToHost(QHostAddress::LocalHost, freePort);
            if (probe.waitForConnected(1000))
                port = freePort;
            else
                QThread::msleep(10);
        }
    }
    ~Nginx()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }

    quint16 port = 0; ///< 0: it is not there

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace

void webhooks()
{
    // The servers on core 0, the load on core 1, so that neither takes from the other.
    Program program;
    std::optional<Nginx> nginx;
    {
        const Pinned servers(0);
        program.serve();
        nginx.emplace();
    }
    const Pinned here(1);
    for (const auto &name : {u"on"_s, u"off"_s}) {
        const auto file = program.write(name + u".rule.json"_s, QString::fromLatin1(rule).arg(name).toUtf8());
        QStringList import{u"rule"_s, u"import"_s, file};
        // A hook needs a rule that was on once: requests are kept, and start nothing while it is off.
        import += u"--enable"_s;
        if (const auto answer = program.run(import); answer.exit != 0)
            qFatal("%s", answer.err.constData());
    }
    program.run({u"rule"_s, u"disable"_s, u"off"_s});
    const auto port = quint16(QUrl(program.hooks).port());
    if (nginx->port == 0)
        note() << "there is no nginx to compare with (Debian: nginx-light)" << Qt::endl;

    for (const int connections : {1, 16, 64}) {
        // The middle of three rounds in turn, so that what else the computer does falls on all alike.
        struct Row
        {
            const char *name;
            quint16 port;
            QByteArray path;
            std::vector<Loaded> rounds;
        };
        std::vector<Row> rows{{"no rule", port, "/hook/off", {}}, {"a rule matched", port, "/hook/on", {}}};
        if (nginx->port != 0)
            rows.push_back({"nginx, static 200", nginx->port, "/", {}});
        for (int round = 0; round < 3; ++round) {
            for (auto &row : rows) {
                row.rounds.push_back(load({.port = row.port,
                    .path = row.path,
                    .body = orderOf1Kb(),
                    .connections = connections,
                    .time = std::chrono::seconds(2)}));
            }
        }
        for (auto &row : rows)
            std::sort(row.rounds.begin(), row.rounds.end(),
                [](const Loaded &a, const Loaded &b) { return a.perSecond < b.perSecond; });
        for (const auto &row : rows) {
            const auto &middle = row.rounds[1];
            out() << "  " << connections << " connections, " << row.name << ": " << qint64(middle.perSecond)
                  << " requests/s, p50 " << middle.p50 << " ms, p99 " << middle.p99 << " ms";
            if (nginx->port != 0 && row.port != nginx->port)
                out() << ", " << middle.perSecond / rows.back().rounds[1].perSecond << " of nginx";
            if (middle.refused > 0)
                out() << ", refused " << middle.refused << " of " << middle.answered;
            out() << Qt::endl;
        }
    }
    program.terminate();
}

} // namespace signalbox::bench
