// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhook/listener.h"
#include "tests/support/fixedclock.h"
#include "tests/support/gzip.h"
#include "tests/support/mapsecrets.h"

#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QUrl>

#include <mutex>

namespace signalbox {

using namespace Qt::StringLiterals;

/// A log in memory. Answers at once, or when the test says so; from the thread in which that is.
class FakeSink : public EventSink
{
public:
    void append(QList<Event> events, Answered answered) override
    {
        const std::lock_guard lock(m_mutex);
        ++calls;
        m_open.push_back({std::move(events), std::move(answered)});
        if (!holds)
            answerOpen();
    }

    void answerAll()
    {
        const std::lock_guard lock(m_mutex);
        answerOpen();
    }

    /// As a log that goes away without an answer.
    void dropAll()
    {
        const std::lock_guard lock(m_mutex);
        m_open.clear();
    }

    qsizetype openCount()
    {
        const std::lock_guard lock(m_mutex);
        return qsizetype(m_open.size());
    }

    QList<Event> stored()
    {
        const std::lock_guard lock(m_mutex);
        return m_stored;
    }

    std::atomic<bool> holds = false;
    std::atomic<int> calls = 0;
    std::optional<Error> error; // set while nothing is under way

private:
    struct Job
    {
        QList<Event> events;
        Answered answered;
    };

    void answerOpen()
    {
        for (auto &job : m_open) {
            if (error)
                job.answered(Failure(*error));
            else
                job.answered(store(job.events));
        }
        m_open.clear();
    }

    QList<Appended> store(const QList<Event> &events)
    {
        QList<Appended> answer;
        for (auto event : events) {
            if (event.id.isEmpty())
                event.id = EventId(u"made-%1"_s.arg(m_stored.size() + 1));
            const auto same = std::ranges::find_if(m_stored,
                [&](const Event &other) { return other.id == event.id && other.source == event.source; });
            if (same != m_stored.end()) {
                answer += {same->id, same->sequence, true};
                continue;
            }
            event.sequence = m_stored.size() + 1;
            m_stored += event;
            answer += {event.id, event.sequence, false};
        }
        return answer;
    }

    std::mutex m_mutex; // for what is below, and `error`
    QList<Event> m_stored;
    std::vector<Job> m_open;
};

/// A listener in a thread of its own, as in the program.
struct Fixture
{
    explicit Fixture(const QMap<QString, QByteArray> &known
        = {{u"hush"_s, "hush"}, {u"empty"_s, ""}, {u"meta"_s, "ver ify"}})
        : secrets(known)
    {
        listener = new WebhookListener(sink, clock, &secrets);
        listener->moveToThread(&thread);
        thread.start();
        const auto listening = listener->listen(u"127.0.0.1:0"_s).result();
        Q_ASSERT(listening);
        url = QUrl(*listening);
        WebhookEndpoint plain, full;
        plain.path = u"shop"_s;
        full.path = u"a/b.c"_s;
        full.methods = {"PUT", "GET"};
        full.eventType = u"shop.paid"_s;
        full.idHeader = "x-delivery";
        full.maxBody = 100;
        full.keepInvalidJson = true;
        listener->setEndpoints({plain, full});
    }
    ~Fixture() { stop(); }

    void stop()
    {
        if (listener)
            std::exchange(listener, nullptr)->deleteLater();
        thread.quit();
        thread.wait();
    }

    /// Instead of those above: one endpoint for each of these configs, with these paths.
    void take(const QJsonObject &configs)
    {
        QList<WebhookEndpoint> endpoints;
        for (auto it = configs.begin(); it != configs.end(); ++it) {
            auto config = it.value().toObject();
            config.insert(u"path"_s, it.key());
            const auto endpoint = WebhookEndpoint::fromConfig(config);
            if (!endpoint)
                qFatal("%s", qPrintable(endpoint.error().message));
            endpoints += *endpoint;
        }
        listener->setEndpoints(endpoints);
    }

    FixedClock clock;
    FakeSink sink;
    const MapSecrets secrets;
    QThread thread;
    WebhookListener *listener = nullptr; // deletes itself in its thread
    QUrl url;
};

class Client
{
public:
    explicit Client(const QUrl &url)
    {
        socket.connectToHost(url.host(), quint16(url.port()));
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { received += socket.readAll(); });
    }

    void send(const QByteArray &bytes) { socket.write(bytes); }
    bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }
    int answers() const { return int(received.count("HTTP/1.1 ")); }

    QTcpSocket socket;
    QByteArray received;
};

struct Answer
{
    int status = 0;
    QByteArray head;
    QByteArray body;
};

/// One request over a connection of its own.
inline Answer ask(const QUrl &url, const QByteArray &request)
{
    Client client(url);
    client.send(request);
    QByteArray body;
    const bool whole = QTest::qWaitFor([&] {
        const auto end = client.received.indexOf("\r\n\r\n");
        const auto lengthAt = client.received.indexOf("Content-Length: ");
        if (end < 0 || lengthAt < 0)
            return false;
        const auto digits
            = client.received.mid(lengthAt + 16, client.received.indexOf('\r', lengthAt) - lengthAt - 16);
        body = client.received.mid(end + 4);
        return body.size() >= digits.toLongLong() || request.startsWith("HEAD");
    });
    if (!whole)
        return {};
    return {
        client.received.mid(9, 3).toInt(), client.received.left(client.received.indexOf("\r\n\r\n")), body};
}

inline QByteArray request(
    const QByteArray &method, const QByteArray &target, const QByteArray &fields, const QByteArray &body)
{
    return method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

inline QByteArray post(
    const QByteArray &body, const QByteArray &fields = "Content-Type: application/json\r\n")
{
    return request("POST", "/hook/shop", fields, body);
}

} // namespace signalbox
