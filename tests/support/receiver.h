// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace signalbox {

/// Somebody on this machine who takes requests over HTTP/1.1: keeps them, and answers each as told. Bodies
/// come with a Content-Length.
class Receiver : public QObject
{
public:
    struct Request
    {
        QByteArray method;
        QByteArray target;
        QList<std::pair<QByteArray, QByteArray>> headers;
        QByteArray body;

        QByteArray header(const QByteArray &name) const
        {
            for (const auto &[key, value] : headers) {
                if (key.compare(name, Qt::CaseInsensitive) == 0)
                    return value;
            }
            return {};
        }
    };

    Receiver()
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("nobody listens");
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (auto *socket = m_server.nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
                connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                    ++closed;
                    m_buffers.remove(socket);
                    socket->deleteLater();
                });
            }
        });
    }

    quint16 port() const { return m_server.serverPort(); }
    QString url(const QString &path = QStringLiteral("/")) const
    {
        return QStringLiteral("http://127.0.0.1:%1%2").arg(port()).arg(path);
    }
    void closeServer() { m_server.close(); }

    /// A whole answer; empty: silence.
    std::function<QByteArray(const Request &)> answer = [](const Request &) { return reply(200, "ok"); };
    QList<Request> requests;
    int closed = 0; ///< connections that have ended

    static QByteArray reply(int status, const QByteArray &body, const QByteArray &headers = {})
    {
        return "HTTP/1.1 " + QByteArray::number(status) + " X\r\n" + headers
            + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

private:
    void read(QTcpSocket *socket)
    {
        auto &buffer = m_buffers[socket];
        buffer += socket->readAll();
        for (auto end = buffer.indexOf("\r\n\r\n"); end >= 0; end = buffer.indexOf("\r\n\r\n")) {
            Request request;
            const auto lines = buffer.left(end).split('\n');
            const auto words = lines.first().trimmed().split(' ');
            request.method = words.value(0);
            request.target = words.value(1);
            for (const auto &line : lines.mid(1)) {
                const auto colon = line.indexOf(':');
                request.headers.emplaceBack(line.left(colon).trimmed(), line.mid(colon + 1).trimmed());
            }
            const auto length = request.header("content-length").toLongLong();
            if (buffer.size() < end + 4 + length)
                return;
            request.body = buffer.mid(end + 4, length);
            buffer.remove(0, end + 4 + length);
            requests += request;
            if (const auto bytes = answer(request); !bytes.isEmpty())
                socket->write(bytes);
        }
    }

    QHash<QTcpSocket *, QByteArray> m_buffers;
    QTcpServer m_server; // first to go: its sockets still tell that they end
};

} // namespace signalbox
