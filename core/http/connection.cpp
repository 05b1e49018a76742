// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/connection.h"

#include "core/http/server.h"

#include <QScopedValueRollback>

namespace signalbox::http {

using namespace std::chrono_literals;

namespace {

// Whoever is refused may still be sending. Closing then would make the system send a reset, which can take
// the answer away before it is read (RFC 9112, 9.6); so we close for writing and listen a little longer.
constexpr auto lingerTime = 2s;
constexpr qint64 lingerBytes = 256LL * 1024;

// What the buffer for answers may have grown to and still be kept.
constexpr qsizetype keptOut = 64LL * 1024;

} // namespace

Connection::Connection(Server &server, std::unique_ptr<Socket> socket)
    : m_server(server)
    , m_socket(std::move(socket))
    , m_peer(m_socket->peerAddress())
    , m_parser(server.m_limits)
{
    m_request.peer = m_peer;
    connect(m_socket.get(), &Socket::readable, this, &Connection::readable);
    connect(m_socket.get(), &Socket::sent, this, &Connection::sent);
    connect(m_socket.get(), &Socket::broken, this, &Connection::drop);
    enter(Phase::Idle, server.m_limits.headerTime);
}

Connection::~Connection() = default;

void Connection::enter(Phase phase, std::chrono::milliseconds patience)
{
    m_phase = phase;
    if (phase != Phase::Body)
        release();
    m_since = m_server.now();
    m_deadline = m_since + patience;
}

void Connection::readable()
{
    m_isReadable = true;
    if (m_phase == Phase::Lingering)
        discard();
    else if (isReading())
        advance();
    else
        m_socket->setReading(false); // until the answer is out
}

/// Goes on with what was read before and with what can be read now, until an answer is awaited.
void Connection::advance()
{
    if (m_advancing)
        return; // a handler answered at once: the loop below goes on
    const QScopedValueRollback advancing(m_advancing, true);
    if (isReading() && !m_pending.isEmpty())
        use(m_pending);
    if (isReading())
        read();
}

void Connection::read()
{
    if (!std::exchange(m_isReadable, false))
        return;
    m_socket->setReading(true);
    auto &scratch = m_server.m_scratch;
    const auto count = m_socket->read(scratch.data(), scratch.size());
    if (count < 0) {
        drop();
        return;
    }
    if (count == 0)
        return;
    received(count);
    if (m_server.m_held > m_server.m_limits.heldBodies) {
        auto busy = Response::error(503, "Too much is being sent at once. Send it again later.");
        busy.headers.emplace_back("Retry-After", "5");
        refuse(busy);
        return;
    }
    const auto bytes = QByteArrayView(scratch.constData(), count);
    if (m_pending.isEmpty()) {
        use(bytes);
    } else {
        m_pending.append(bytes);
        use(m_pending);
    }
}

/// Time goes by what comes: a header has its time in all, each part of a body earns some.
void Connection::received(qsizetype bytes)
{
    const auto &limits = m_server.m_limits;
    if (m_phase != Phase::Body)
        return;
    m_held += bytes;
    m_server.m_held += bytes;
    if (limits.bodyRate > 0) {
        const auto earned = std::chrono::milliseconds(bytes * 1000 / limits.bodyRate);
        m_deadline = std::min(m_deadline + earned, m_server.now() + limits.bodyGrace);
    }
}

void Connection::release()
{
    m_server.m_held -= std::exchange(m_held, 0);
}

void Connection::use(QByteArrayView bytes)
{
    auto state = RequestParser::State::NeedsMore;
    do {
        if (m_phase == Phase::Idle)
            enter(Phase::Header, m_server.m_limits.headerTime);
        const auto progress = m_parser.read(bytes, m_request);
        bytes = bytes.sliced(progress.used);
        state = progress.state;
        switch (state) {
        case RequestParser::State::NeedsMore:
            break;
        case RequestParser::State::HeaderDone:
            admit();
            break;
        case RequestParser::State::Done:
            keep(bytes); // first: the answer may end this connection
            hand();
            bytes = m_pending;
            break;
        case RequestParser::State::Refused:
            refuse(Response::error(m_parser.refusal().status, m_parser.refusal().sentence));
            break;
        }
    } while (isReading() && state != RequestParser::State::NeedsMore
        && (state == RequestParser::State::HeaderDone || !bytes.isEmpty()));
    if (isReading() && state != RequestParser::State::Done)
        keep(bytes);
}

void Connection::keep(QByteArrayView rest)
{
    if (rest.isEmpty())
        m_pending.clear();
    else if (!m_pending.isEmpty())
        m_pending.remove(0, m_pending.size() - rest.size()); // the rest is its end
    else
        m_pending = rest.toByteArray();
}

void Connection::admit()
{
    const auto admission = m_server.m_handler.admit(m_request);
    if (admission.refusal) {
        refuse(*admission.refusal);
        return;
    }
    m_isAdmitted = true;
    m_parser.setBodyLimit(admission.maxBody);
    if (!m_request.hasBody())
        return;
    if (m_request.contentLength.value_or(0) > admission.maxBody)
        return; // the parser refuses it; do not ask for it first
    enter(Phase::Body, m_server.m_limits.bodyGrace);
    if (m_request.expectsContinue)
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
}

void Connection::hand()
{
    m_keepAlive = m_request.keepAlive && ++m_requests < m_server.m_limits.requestsPerConnection;
    m_isAdmitted = false;
    enter(Phase::Answering, 0ms);
    m_id = m_server.begin(this);
    m_server.m_handler.handle(m_request, m_id);
}

void Connection::answer(const Response &response)
{
    m_id = 0;
    if (response.status >= 400)
        m_keepAlive = false;
    write(response);
}

void Connection::refuse(const Response &response)
{
    if (std::exchange(m_isAdmitted, false))
        m_server.m_handler.gaveUp(m_request, response.status);
    m_keepAlive = false;
    write(response);
}

void Connection::write(const Response &response)
{
    m_keepAlive = m_keepAlive && !m_last;
    auto &out = m_server.m_out;
    out.resize(0);
    append(out, response,
        {.date = m_server.date(),
            .minorVersion = m_request.minorVersion,
            .keepAlive = m_keepAlive,
            .withoutBody = m_request.method == "HEAD"});
    enter(Phase::Writing, m_server.m_limits.writeTime);
    const bool failed = !m_socket->write(out);
    if (out.capacity() > keptOut)
        out = {};
    if (failed)
        drop();
    else if (!m_socket->hasUnsent())
        answered();
}

void Connection::sent()
{
    if (m_phase != Phase::Writing)
        return;
    if (!m_socket->hasUnsent())
        answered();
    else
        m_deadline = m_server.now() + m_server.m_limits.writeTime;
}

void Connection::answered()
{
    if (!m_keepAlive) {
        linger();
        return;
    }
    m_parser.next();
    m_request.clear();
    enter(Phase::Idle, m_server.m_limits.idleTime);
    advance();
}

void Connection::linger()
{
    enter(Phase::Lingering, lingerTime);
    m_pending = {};
    m_socket->closeForWriting();
    m_server.tellIfDrained();
    if (m_isReadable)
        discard();
}

void Connection::discard()
{
    m_isReadable = false;
    m_socket->setReading(true);
    auto &scratch = m_server.m_scratch;
    const auto count = m_socket->read(scratch.data(), scratch.size());
    m_discarded += count;
    if (count < 0 || m_discarded > lingerBytes)
        drop();
}

void Connection::check(std::chrono::milliseconds now)
{
    if (now < m_deadline)
        return;
    switch (m_phase) {
    case Phase::Header:
        refuse(Response::error(408, "The header took too long."));
        break;
    case Phase::Body:
        refuse(Response::error(408, "The body came too slowly."));
        break;
    case Phase::Idle:
    case Phase::Writing:
    case Phase::Lingering:
        drop();
        break;
    case Phase::Answering:
        if (m_socket->hasEnded())
            m_server.m_handler.left(m_id);
        break;
    case Phase::Closed:
        break;
    }
}

void Connection::finish()
{
    m_last = true;
    if (isReading())
        drop();
}

void Connection::drop()
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    release();
    m_pending = {};
    if (m_id)
        m_server.forget(m_id);
    m_socket->disconnect(this);
    m_socket->close();
    m_server.remove(this);
}

} // namespace signalbox::http
