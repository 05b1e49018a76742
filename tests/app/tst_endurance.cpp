// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QHash>
#include <QSet>

#include <arpa/inet.h>
#include <deque>
#include <poll.h>
#include <random>
#include <sys/socket.h>
#include <unistd.h>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

constexpr int connections = 32;

/// Posts `{"n": NUMBER}` with an id of its own over kept-alive connections, and again whatever was not
/// answered: as senders do.
class Senders
{
public:
    explicit Senders(int total)
    {
        for (int n = 0; n < total; ++n)
            m_open.push_back(n);
    }
    ~Senders()
    {
        for (auto &line : m_lines)
            hangUp(line);
    }
    Q_DISABLE_COPY_MOVE(Senders)

    /// Until so many are answered in all, or the program does not listen any more. Then every connection
    /// waits for an answer, unless nothing is open.
    void send(quint16 port, int enough)
    {
        for (;;) {
            for (auto &line : m_lines) {
                if (line.number < 0 && !m_open.empty() && !next(line, port))
                    return;
            }
            if (answered.size() >= enough)
                return;
            wait();
        }
    }
    /// The program is gone; what it was asked is open again.
    void hangUpAll()
    {
        for (auto &line : m_lines)
            hangUp(line);
    }

    QHash<int, qint64> answered; ///< with the place that was told
    int repeated = 0; ///< sent more than once

private:
    struct Line
    {
        int socket = -1;
        int number = -1; ///< waiting for its answer
        QByteArray received;
    };

    bool next(Line &line, quint16 port)
    {
        if (line.socket < 0) {
            line.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            sockaddr_in address = {};
            address.sin_family = AF_INET;
            address.sin_port = htons(port);
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            if (::connect(line.socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
                hangUp(line);
                return false;
            }
        }
        line.number = m_open.front();
        m_open.pop_front();
        const auto body = R"({"n":)" + QByteArray::number(line.number) + '}';
        const auto request = "POST /hook/in HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
            + "\r\nContent-Type: application/json\r\nwebhook-id: " + QByteArray::number(line.number)
            + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        if (::send(line.socket, request.constData(), size_t(request.size()), MSG_NOSIGNAL) != request.size())
            hangUp(line);
        return true;
    }

    void wait()
    {
        std::vector<pollfd> waiting;
        for (const auto &line : m_lines)
            waiting.push_back({line.socket, POLLIN, 0}); // of -1 nothing is said
        if (::poll(waiting.data(), waiting.size(), 60'000) <= 0)
            qFatal("no answer for a minute");
        for (size_t i = 0; i < waiting.size(); ++i) {
            if (waiting[i].revents != 0)
                read(m_lines[i]);
        }
    }

    void read(Line &line)
    {
        char buffer[4096];
        const auto size = ::recv(line.socket, buffer, sizeof buffer, 0);
        if (size <= 0) {
            hangUp(line);
            return;
        }
        line.received.append(buffer, size);
        const auto head = line.received.indexOf("\r\n\r\n");
        const auto body = line.received.mid(head + 4);
        // Every answer of a hook is one JSON object, and those of this test hold no other.
        if (head < 0 || !body.endsWith('}'))
            return;
        const auto answer = parseJsonObject(body);
        if (answer && line.received.mid(9, 3) == "202")
            answered.insert(line.number, answer->value(u"sequence"_s).toInteger());
        else
            again(line.number);
        line.number = -1;
        const bool isLast = line.received.left(head).toLower().contains("connection: close");
        line.received.clear();
        if (isLast)
            hangUp(line);
    }

    void again(int number)
    {
        m_open.push_back(number);
        ++repeated;
    }
    void hangUp(Line &line)
    {
        if (line.number >= 0)
            again(line.number);
        if (line.socket >= 0)
            ::close(line.socket);
        line = {};
    }

    std::deque<int> m_open;
    std::array<Line, connections> m_lines;
};

} // namespace

/// Many webhooks while the program is killed and started again and again. SIGNALBOX_ENDURANCE=100000 is the
/// long form, with ten kills.
class TestEndurance : public QObject
{
    Q_OBJECT

private slots:
    void losesAndDoublesNothing()
    {
        const int wanted = qEnvironmentVariableIntValue("SIGNALBOX_ENDURANCE");
        const int total = wanted > 0 ? wanted : 3'000;
        const int kills = wanted > 0 ? 10 : 3;

        Program program;
        program.serve();
        const auto file
            = program.write(u"r.json"_s, R"({"format":"signalbox/rule","formatVersion":1,"id":"in",
            "steps":[{"id":"hook","type":"webhook","config":{"path":"in"}},
             {"id":"note","type":"emit","config":{"type":"noted","data":{"n":"{{ event.data.n }}"}}}],
            "links":[{"from":"hook","to":"note"}]})");
        QCOMPARE(program.run({u"rule"_s, u"import"_s, file, u"--enable"_s}).exit, 0);

        Senders senders(total);
        for (int kill = 1; kill <= kills; ++kill) {
            senders.send(quint16(QUrl(program.hooks).port()), total * kill / (kills + 1));
            program.kill();
            senders.hangUpAll();
            program.serve();
        }
        senders.send(quint16(QUrl(program.hooks).port()), total);
        QCOMPARE(senders.answered.size(), total);
        QVERIFY2(senders.repeated >= kills, "nothing was under way at the kills");

        // What came in, each once, and what the rule made of it, each once, as far as it has got.
        QHash<int, qint64> received;
        QSet<int> noted;
        qint64 last = 0;
        QElapsedTimer sinceNews;
        sinceNews.start();
        while (noted.size() < total) {
            const auto page = program.run(
                {u"event"_s, u"list"_s, u"--after"_s, QString::number(last), u"--limit"_s, u"10000"_s});
            QCOMPARE(page.exit, 0);
            for (const auto &event : page.lines()) {
                last = event.value(u"sequence"_s).toString().toLongLong();
                const int n = event.value(u"data"_s).toObject().value(u"n"_s).toInt(-1);
                const auto type = event.value(u"type"_s).toString();
                if (type == u"signalbox.webhook.received") {
                    QVERIFY2(!received.contains(n), qPrintable(u"%1 is there twice"_s.arg(n)));
                    received.insert(n, last);
                } else if (type == u"noted") {
                    QVERIFY2(!noted.contains(n), qPrintable(u"%1 was noted twice"_s.arg(n)));
                    noted.insert(n);
                }
                sinceNews.restart();
            }
            QVERIFY2(!sinceNews.hasExpired(60'000),
                qPrintable(u"only %1 of %2 were noted"_s.arg(noted.size()).arg(total)));
        }
        QCOMPARE(received.size(), total);
        for (auto it = senders.answered.cbegin(); it != senders.answered.cend(); ++it)
            QCOMPARE(received.value(it.key()), it.value());
        qInfo("%d requests, %d kills, %d sent again", total, kills, senders.repeated);
        QCOMPARE(program.terminate(), 0);
    }
};

QTEST_GUILESS_MAIN(TestEndurance)
#include "tst_endurance.moc"
