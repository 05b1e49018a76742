// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/server.h"

#include "core/http/connection.h"
#include "core/http/tlssocket.h"

#include <QDateTime>
#include <QLocale>
#include <QTcpServer>

#include <algorithm>

namespace signalbox::http {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// One read's worth: a typical request whole, a large body in few calls.
constexpr qsizetype scratchSize = 64LL * 1024;
// Connections that the system takes on our behalf until we do (Linux cuts it to net.core.somaxconn).
constexpr int backlog = 511;
// Whoever has been here for less is not closed to make room: its request may be on the way.
constexpr auto leastStay = 500ms;
constexpr auto sweepEvery = 250ms;

} // namespace

class Server::Acceptor : public QTcpServer
{
public:
    explicit Acceptor(Server &server)
        : m_server(server)
    {
        setListenBacklogSize(backlog);
    }

    // pauseAccepting() alone does not end QTcpServer's loop over those that wait now; a full queue does.
    void pause()
    {
        setMaxPendingConnections(0);
        pauseAccepting();
    }
    void resume()
    {
        setMaxPendingConnections(backlog);
        resumeAccepting();
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_server.take(descriptor); }

private:
    Server &m_server;
};

std::chrono::milliseconds Server::steadyNow()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

Server::Server(Handler &handler, const Clock &clock, Limits limits, Now now, QObject *parent)
    : QObject(parent)
    , m_handler(handler)
    , m_clock(clock)
    , m_limits(limits)
    , m_now(std::move(now))
    , m_scratch(scratchSize, Qt::Uninitialized)
{
    m_sweeper.setInterval(sweepEvery);
    connect(&m_sweeper, &QTimer::timeout, this, &Server::sweep);
}

Server::~Server()
{
    m_acceptor.reset();
    for (auto *connection : std::exchange(m_connections, {}))
        delete connection;
}

Result<void> Server::listen(const QHostAddress &address, quint16 port)
{
    close();
    m_closing = false;
    auto acceptor = std::make_unique<Acceptor>(*this);
    if (acceptor->listen(address, port)) {
        connect(acceptor.get(), &QTcpServer::acceptError, this, [this] {
            m_paused = true; // no descriptor left, mostly; sweep() tries again
            m_sweeper.start();
        });
        m_acceptor = std::move(acceptor);
        return {};
    }
    const auto where = (address.protocol() == QAbstractSocket::IPv6Protocol ? u"[%1]:%2"_s : u"%1:%2"_s)
                           .arg(address.toString())
                           .arg(port);
    switch (acceptor->serverError()) {
    case QAbstractSocket::AddressInUseError:
        return failure(Error::Code::Unavailable,
            tr("%1 is in use by another program. End that program, or choose another port.").arg(where),
            where);
    case QAbstractSocket::SocketAccessError:
        return failure(Error::Code::Unavailable,
            tr("The system does not let us listen at %1. Choose a port above 1023.").arg(where), where);
    case QAbstractSocket::SocketAddressNotAvailableError:
        return failure(Error::Code::Unavailable,
            tr("%1 is no address of this computer. Choose one that is, for example 127.0.0.1.")
                .arg(address.toString()),
            where);
    default:
        return failure(Error::Code::Unavailable,
            tr("We cannot listen at %1: %2.").arg(where, acceptor->errorString()), where);
    }
}

QHostAddress Server::address() const
{
    return m_acceptor ? m_acceptor->serverAddress() : QHostAddress();
}

quint16 Server::port() const
{
    return m_acceptor ? m_acceptor->serverPort() : 0;
}

void Server::close()
{
    if (m_acceptor) {
        m_acceptor->close();
        m_acceptor.release()->deleteLater(); // we may be in its loop
    }
    m_paused = false;
    m_closing = true;
    for (auto *connection : std::vector(m_connections))
        connection->finish();
    QMetaObject::invokeMethod(this, &Server::tellIfDrained, Qt::QueuedConnection);
}

void Server::dropAll()
{
    for (auto *connection : std::vector(m_connections))
        connection->drop();
}

void Server::tellIfDrained()
{
    if (!m_closing || std::ranges::any_of(m_connections, &Connection::hasRequest))
        return;
    m_closing = false;
    emit drained();
}

void Server::take(qintptr descriptor)
{
    std::unique_ptr<Socket> socket;
    if (m_tls)
        socket = std::make_unique<TlsSocket>(descriptor, m_tls);
    else
        socket = std::make_unique<Socket>(descriptor);
    const auto peer = socket->peerAddress();
    if (!peer.isLoopback() && m_peers.value(peer) >= m_limits.connectionsPerPeer)
        return;
    if (int(m_connections.size()) >= m_limits.connections && !makeRoom() && m_acceptor) {
        m_acceptor->pause();
        m_paused = true;
    }
    if (!peer.isLoopback())
        ++m_peers[peer];
    m_connections.push_back(new Connection(*this, std::move(socket)));
    if (!m_sweeper.isActive())
        m_sweeper.start();
}

/// Closes the connection that has kept us waiting longest: one that is done, or idle, before one that sends.
bool Server::makeRoom()
{
    const auto now = m_now();
    const auto rank = [](const Connection *connection) {
        switch (connection->phase()) {
        case Connection::Phase::Lingering:
            return 0;
        case Connection::Phase::Idle:
            return 1;
        default:
            return 2;
        }
    };
    Connection *victim = nullptr;
    for (auto *connection : m_connections) {
        if (connection->phase() == Connection::Phase::Answering || now - connection->since() < leastStay)
            continue;
        if (!victim || rank(connection) < rank(victim)
            || (rank(connection) == rank(victim) && connection->since() < victim->since()))
            victim = connection;
    }
    if (!victim)
        return false;
    victim->drop();
    return true;
}

void Server::resume()
{
    if (!m_paused || !m_acceptor)
        return;
    m_paused = false;
    m_acceptor->resume();
}

void Server::sweep()
{
    const auto now = m_now();
    for (auto *connection : std::vector(m_connections))
        connection->check(now);
    if (int(m_connections.size()) < m_limits.connections || makeRoom())
        resume();
    if (m_connections.empty() && !m_paused)
        m_sweeper.stop();
}

RequestId Server::begin(Connection *connection)
{
    m_waiting.insert(++m_lastId, connection);
    return m_lastId;
}

void Server::forget(RequestId id)
{
    m_waiting.remove(id);
}

void Server::answer(RequestId id, const Response &response)
{
    if (auto *connection = m_waiting.take(id))
        connection->answer(response);
}

void Server::remove(Connection *connection)
{
    std::erase(m_connections, connection);
    connection->deleteLater(); // it is mostly one of its own functions that calls
    if (const auto peer = m_peers.find(connection->peer()); peer != m_peers.end() && --*peer == 0)
        m_peers.erase(peer);
    if (int(m_connections.size()) < m_limits.connections)
        resume();
    tellIfDrained();
}

QByteArrayView Server::date()
{
    const auto second = std::chrono::floor<std::chrono::seconds>(m_clock.now()).time_since_epoch().count();
    if (second != m_dateSecond) {
        m_dateSecond = second;
        m_date = QLocale::c()
                     .toString(
                         QDateTime::fromSecsSinceEpoch(second, Qt::UTC), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'")
                     .toLatin1();
    }
    return m_date;
}

} // namespace signalbox::http
