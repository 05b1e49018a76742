// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/program.h"

#include <QSet>

#include <vector>

namespace signalbox {

/// A sender of webhooks that repeats what was not answered, as senders do: what is open goes out all at once.
class Sender
{
public:
    Sender(const Program &program, QString path)
        : m_program(program)
        , m_path(std::move(path))
    {
    }

    /// Numbers that nobody has said yes to yet.
    QSet<int> open;
    QSet<int> answered;

    /// Sends what is open, each `{"n": NUMBER}` with an id of its own, and takes answers until `enough` came
    /// (the others may have been taken and not said).
    void send(int enough)
    {
        const QUrl url(m_program.hooks);
        std::vector<std::pair<int, std::unique_ptr<QTcpSocket>>> sockets;
        for (const int n : std::as_const(open)) {
            auto socket = std::make_unique<QTcpSocket>();
            const auto body = R"({"n":)" + QByteArray::number(n) + '}';
            socket->connectToHost(url.host(), quint16(url.port()));
            socket->write("POST " + m_path.toUtf8() + " HTTP/1.1\r\nHost: " + url.authority().toUtf8()
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nwebhook-id: "
                + QByteArray::number(n) + "\r\nContent-Length: " + QByteArray::number(body.size())
                + "\r\n\r\n" + body);
            if (!socket->waitForConnected() || !socket->waitForBytesWritten())
                continue;
            sockets.emplace_back(n, std::move(socket));
        }
        for (const auto &[n, socket] : sockets) {
            if (enough <= 0)
                break;
            QByteArray answer;
            while (socket->waitForReadyRead(30'000))
                answer += socket->readAll();
            answer += socket->readAll();
            if (answer.mid(9, 3) != "202")
                continue;
            open.remove(n);
            answered.insert(n);
            --enough;
        }
    }
    void sendAll()
    {
        while (!open.isEmpty())
            send(int(open.size()));
    }

private:
    const Program &m_program;
    const QString m_path;
};

} // namespace signalbox
