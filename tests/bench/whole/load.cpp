// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/whole/load.h"

#include <QElapsedTimer>

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace signalbox::bench {

namespace {

struct Connection
{
    int socket = -1;
    QByteArray received;
    qint64 sentAt = 0;
};

int connectTo(quint16 port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("cannot connect to port %d", port);
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
}

/// The status, once the whole answer is there; else 0. Answers have a Content-Length or no body.
int statusOf(const QByteArray &received)
{
    const auto head = received.indexOf("\r\n\r\n");
    if (head < 0)
        return 0;
    qsizetype body = 0;
    static const QByteArray lengthName = "content-length:";
    const auto lower = received.left(head + 2).toLower();
    if (const auto at = lower.indexOf(lengthName); at >= 0) {
        const auto from = at + lengthName.size();
        body = lower.mid(from, lower.indexOf('\r', from) - from).trimmed().toLongLong();
    }
    return received.size() >= head + 4 + body ? received.mid(9, 3).toInt() : 0;
}

/// Whether the server closes after this answer: it serves so many on one connection.
bool isLast(const QByteArray &received)
{
    return received.left(received.indexOf("\r\n\r\n")).toLower().contains("\r\nconnection: close");
}

} // namespace

Loaded load(const Load &load)
{
    const QByteArray request = "POST " + load.path + " HTTP/1.1\r\nHost: 127.0.0.1:"
        + QByteArray::number(load.port) + "\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(load.body.size()) + "\r\n\r\n" + load.body;
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<Connection> connections(size_t(load.connections));
    std::vector<qint64> latencies;
    Loaded result;
    qint64 sent = 0;
    QElapsedTimer timer;
    const auto mayGoOn
        = [&] { return load.requests >= 0 ? sent < load.requests : timer.elapsed() < load.time.count(); };
    const auto send = [&](Connection &connection) {
        connection.received.clear();
        connection.sentAt = timer.nsecsElapsed();
        if (::send(connection.socket, request.constData(), size_t(request.size()), MSG_NOSIGNAL)
            != request.size())
            qFatal("a connection broke");
        ++sent;
    };
    const auto open = [&](Connection &connection) {
        connection.socket = connectTo(load.port);
        epoll_event interest = {.events = EPOLLIN, .data = {.ptr = &connection}};
        ::epoll_ctl(epoll, EPOLL_CTL_ADD, connection.socket, &interest);
    };
    for (auto &connection : connections)
        open(connection);
    timer.start();
    for (auto &connection : connections)
        send(connection);
    std::vector<epoll_event> ready(connections.size());
    while (result.answered < sent) {
        const int count = ::epoll_wait(epoll, ready.data(), int(ready.size()), 30'000);
        if (count <= 0)
            qFatal("no answer for 30 seconds");
        for (int i = 0; i < count; ++i) {
            auto &connection = *static_cast<Connection *>(ready[size_t(i)].data.ptr);
            char buffer[4096];
            const auto size = ::recv(connection.socket, buffer, sizeof buffer, 0);
            if (size <= 0)
                qFatal("a connection to port %d was closed", load.port);
            connection.received.append(buffer, size);
            const int status = statusOf(connection.received);
            if (status == 0)
                continue;
            ++result.answered;
            if (status / 100 != 2)
                ++result.refused;
            latencies.push_back(timer.nsecsElapsed() - connection.sentAt);
            if (!mayGoOn())
                continue;
            if (isLast(connection.received)) {
                ::close(connection.socket);
                open(connection);
            }
            send(connection);
        }
    }
    result.perSecond = double(result.answered) * 1e9 / double(timer.nsecsElapsed());
    std::sort(latencies.begin(), latencies.end());
    result.p50 = double(latencies[latencies.size() / 2]) / 1e6;
    result.p99 = double(latencies[latencies.size() * 99 / 100]) / 1e6;
    for (const auto &connection : connections)
        ::close(connection.socket);
    ::close(epoll);
    return result;
}

} // namespace signalbox::bench
