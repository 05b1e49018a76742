// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/http/handler.h"
#include "core/http/limits.h"

#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

class QTcpServer;

namespace signalbox::http {

class Connection;
class TlsIdentity;

/// An HTTP/1.1 server: takes connections, reads requests off them, hands each to a handler and writes what it
/// answers, now or later. What a client may cost is in Limits; when all connections are taken, the one that
/// has kept us waiting longest makes room for a new one, so that silent clients never lock the others out.
///
/// Thread: the one it lives in, which needs an event loop; all methods are called there. Destroying it closes
/// every connection at once.
class Server : public QObject
{
    Q_OBJECT

public:
    /// The time that limits are measured with; never goes back.
    using Now = std::function<std::chrono::milliseconds()>;
    static std::chrono::milliseconds steadyNow();

    /// `handler` and `clock` (for Date) are only looked at.
    Server(Handler &handler, const Clock &clock, Limits limits = {}, Now now = &Server::steadyNow,
        QObject *parent = nullptr);
    ~Server() override;

    /// Listens there instead of where it did. Unavailable: the port is in use, or not for us; the address is
    /// not this machine's.
    Result<void> listen(const QHostAddress &address, quint16 port);

    /// For connections that come later; of those that are there times and numbers change too.
    void setLimits(const Limits &limits) { m_limits = limits; }

    /// Connections that come later go through TLS with this certificate; null: they do not.
    void setTls(std::shared_ptr<const TlsIdentity> identity) { m_tls = std::move(identity); }

    QHostAddress address() const; ///< null: not listening
    quint16 port() const; ///< 0: not listening

    /// Takes no more: stops listening and closes the connections that have no request under way; the others
    /// get their answer first. `drained` follows when there is none left, at the earliest in the next turn of
    /// the event loop.
    void close();
    void dropAll(); ///< closes what is left

    /// Answers a request that was given to the handler. Nothing happens if its client has left.
    void answer(RequestId id, const Response &response);

    int connectionCount() const { return int(m_connections.size()); }

    /// Ends what has passed its limit. A timer does this while there are connections; public for tests that
    /// have a time of their own.
    void sweep();

signals:
    void drained();

private:
    friend class Connection;
    class Acceptor;

    // For the connections.
    std::chrono::milliseconds now() const { return m_now(); }
    RequestId begin(Connection *connection);
    void forget(RequestId id);
    QByteArrayView date();
    void remove(Connection *connection);

    void take(qintptr descriptor);
    bool makeRoom();
    void resume();
    void tellIfDrained();

    Handler &m_handler;
    const Clock &m_clock;
    Limits m_limits;
    const Now m_now;
    std::shared_ptr<const TlsIdentity> m_tls; ///< null: plain HTTP
    std::unique_ptr<Acceptor> m_acceptor;
    std::vector<Connection *> m_connections; // owned
    QHash<RequestId, Connection *> m_waiting; // whose answers are to come
    QHash<QHostAddress, int> m_peers; // how many each has; without loopback
    QTimer m_sweeper{this};
    RequestId m_lastId = 0;
    qint64 m_held = 0; // of bodies that are not whole yet
    qint64 m_dateSecond = -1;
    QByteArray m_date;
    QByteArray m_scratch; // what is read from a socket, until it is parsed
    QByteArray m_out; // what is written to it
    bool m_paused = false; // full: the next wait in the system's queue
    bool m_closing = false;
};

} // namespace signalbox::http
