// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/server.h"

#include <QCoreApplication>
#include <QLocalSocket>
#include <QThread>

#include <atomic>

namespace signalbox {

namespace {

// Rule files come in a request; a megabyte of them is a hundred rules. More than this is a mistake.
constexpr qint64 longestRequest = qint64(64) * 1024 * 1024;

// Commands that wait for a run hold a thread each.
constexpr int mostCommandsAtOnce = 64;

} // namespace

/// One client: what it has asked so far, and the way of the answer to it. Output from any thread; the rest in
/// the server's.
class ControlServer::Connection : public QObject, public Output
{
public:
    explicit Connection(QLocalSocket *socket)
        : m_socket(socket)
    {
        socket->setParent(this);
        connect(socket, &QLocalSocket::disconnected, this, [this] { m_closed = true; });
    }

    void line(const QByteArray &json) override { write('o' + json + '\n'); }
    void message(const QString &text) override
    {
        for (const auto &part : text.split(u'\n'))
            write('e' + part.toUtf8() + '\n');
    }
    void exit(Exit status) { write('x' + QByteArray::number(int(status)) + '\n'); }
    bool isClosed() const override { return m_closed; }

    QLocalSocket &socket() { return *m_socket; }
    void close() { m_closed = true; }

    QByteArray request;
    bool isAsked = false; ///< the request is complete; more is not read

private:
    void write(const QByteArray &bytes)
    {
        QMetaObject::invokeMethod(this, [this, bytes] {
            if (m_socket->isOpen())
                m_socket->write(bytes);
        });
    }

    QLocalSocket *m_socket;
    std::atomic<bool> m_closed = false;
};

ControlServer::ControlServer(Engine &engine, ProgramCommand program, QObject *parent)
    : QObject(parent)
    , m_commands(engine)
    , m_program(std::move(program))
    , m_server(this)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_pool.setMaxThreadCount(mostCommandsAtOnce);
    connect(&m_server, &QLocalServer::newConnection, this, &ControlServer::accept);
}

ControlServer::~ControlServer()
{
    m_server.close();
    for (const auto &connection : std::as_const(m_connections))
        connection->close();
    m_pool.waitForDone();
    for (const auto &connection : std::as_const(m_connections)) {
        QCoreApplication::sendPostedEvents(connection.get());
        connection->socket().flush();
        connection->disconnect(this);
    }
}

Result<void> ControlServer::listen(const QString &name)
{
    if (m_server.listen(name))
        return {};
    QLocalServer::removeServer(name);
    if (m_server.listen(name))
        return {};
    return failure(Error::Code::Unavailable,
        tr("The control socket %1 cannot be made: %2.").arg(name, m_server.errorString()), name);
}

void ControlServer::accept()
{
    while (auto *socket = m_server.nextPendingConnection()) {
        // Whichever thread holds it last, its socket ends in ours.
        const std::shared_ptr<Connection> connection(new Connection(socket), [](Connection *last) {
            if (last->thread() == QThread::currentThread())
                delete last;
            else
                last->deleteLater();
        });
        m_connections += connection;
        // Held weakly here: the connection's own sockets must not keep it.
        const std::weak_ptr<Connection> weak = connection;
        connect(socket, &QLocalSocket::disconnected, this, [this, weak] {
            // A command that still runs keeps it until its end; not at once, since the socket is just
            // calling.
            if (const auto gone = weak.lock(); gone && m_connections.remove(gone))
                QMetaObject::invokeMethod(
                    this, [gone] {}, Qt::QueuedConnection);
        });
        connect(socket, &QLocalSocket::readyRead, this, [this, weak] {
            const auto reading = weak.lock();
            if (!reading || reading->isAsked)
                return;
            reading->request += reading->socket().readAll();
            if (reading->request.endsWith('\n')) {
                reading->isAsked = true;
                carryOut(reading, std::exchange(reading->request, {}));
            } else if (reading->request.size() > longestRequest) {
                reading->socket().abort();
            }
        });
    }
}

void ControlServer::carryOut(const std::shared_ptr<Connection> &connection, const QByteArray &line)
{
    const auto finish = [this, connection](Exit status) {
        connection->exit(status);
        // In the server's thread, where a connection ends too.
        QMetaObject::invokeMethod(this, [connection] { connection->socket().disconnectFromServer(); });
    };
    const auto request = decodeRequest(line);
    if (!request) {
        connection->message(request.error().message);
        finish(Exit::Usage);
    } else if (const auto status = m_program(*request, *connection)) {
        finish(*status);
    } else {
        m_pool.start(
            [this, request = *request, connection, finish] { finish(m_commands.run(request, *connection)); });
    }
}

} // namespace signalbox
