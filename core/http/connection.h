// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/handler.h"
#include "core/http/parser.h"
#include "core/http/socket.h"

#include <QHostAddress>
#include <QObject>

#include <chrono>
#include <memory>

namespace signalbox::http {

class Server;

/// One client: reads a request, waits for its answer, writes it, reads the next. While an answer is awaited
/// nothing is read, so that a client that sends many requests at once waits in the system's buffers and not
/// in ours. Thread: the server's.
class Connection : public QObject
{
    Q_OBJECT

public:
    enum class Phase {
        Idle, ///< between requests, or before the first
        Header,
        Body,
        Answering, ///< the handler has the request
        Writing, ///< the client takes the answer slowly
        Lingering, ///< closed for writing; what still comes is thrown away
        Closed ///< on the way out
    };

    Connection(Server &server, std::unique_ptr<Socket> socket);
    ~Connection() override;

    Phase phase() const { return m_phase; }
    bool hasRequest() const { return m_phase == Phase::Answering || m_phase == Phase::Writing; }
    std::chrono::milliseconds since() const { return m_since; } ///< when it came into this phase
    const QHostAddress &peer() const { return m_peer; }

    void answer(const Response &response);

    /// Ends the connection if it has passed a limit of time. An answer has none here: who is to give it minds
    /// the time, and is told when the client leaves.
    void check(std::chrono::milliseconds now);

    /// No further request: closes now, or after the answer that is under way.
    void finish();
    void drop(); ///< closes at once

private:
    bool isReading() const { return m_phase <= Phase::Body; }
    void enter(Phase phase, std::chrono::milliseconds patience);
    void readable();
    void advance();
    void read();
    void use(QByteArrayView bytes);
    void keep(QByteArrayView rest);
    void received(qsizetype bytes);
    void release();
    void admit();
    void hand();
    void refuse(const Response &response);
    void write(const Response &response);
    void sent();
    void answered();
    void linger();
    void discard();

    Server &m_server;
    std::unique_ptr<Socket> m_socket;
    QHostAddress m_peer;
    RequestParser m_parser;
    Request m_request;
    QByteArray m_pending; // read, and not used yet
    RequestId m_id = 0;
    Phase m_phase = Phase::Idle;
    std::chrono::milliseconds m_since{};
    std::chrono::milliseconds m_deadline{};
    qint64 m_held = 0; // of a body that is not whole yet
    qint64 m_discarded = 0;
    int m_requests = 0;
    bool m_isReadable = false; // something came while nothing was to be read
    bool m_advancing = false;
    bool m_isAdmitted = false; // the handler knows of the request, and has not got it yet
    bool m_keepAlive = true; // after the answer that is under way
    bool m_last = false; // no request after this one
};

} // namespace signalbox::http
