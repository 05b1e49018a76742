// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/socket.h"

#include <algorithm>
#include <limits>

#ifdef Q_OS_WIN
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace signalbox::http {

namespace {

#ifdef Q_OS_WIN
using Handle = SOCKET;
constexpr int sendFlags = 0;
constexpr int sendingSide = SD_SEND;

void makeNonBlocking(Handle socket)
{
    u_long on = 1;
    ioctlsocket(socket, FIONBIO, &on);
}

void closeHandle(Handle socket)
{
    closesocket(socket);
}

bool wouldBlock()
{
    return WSAGetLastError() == WSAEWOULDBLOCK;
}

bool wasInterrupted()
{
    return false;
}
#else
using Handle = int;
#ifdef MSG_NOSIGNAL
constexpr int sendFlags = MSG_NOSIGNAL; // a client that left is no reason to end the process
#else
constexpr int sendFlags = 0;
#endif
constexpr int sendingSide = SHUT_WR;

void makeNonBlocking(Handle socket)
{
    ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
#ifdef SO_NOSIGPIPE
    const int on = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
}

void closeHandle(Handle socket)
{
    ::close(socket);
}

bool wouldBlock()
{
    return errno == EAGAIN || errno == EWOULDBLOCK;
}

bool wasInterrupted()
{
    return errno == EINTR;
}
#endif

int length(qsizetype size)
{
    return int(std::min<qsizetype>(size, std::numeric_limits<int>::max()));
}

} // namespace

Socket::Socket(qintptr descriptor)
    : m_descriptor(descriptor)
    , m_reader(descriptor, QSocketNotifier::Read)
    , m_writer(descriptor, QSocketNotifier::Write)
{
    m_writer.setEnabled(false);
    const auto handle = Handle(descriptor);
    makeNonBlocking(handle);
    // An answer is one write; waiting for more to send with it would only delay it.
    const int on = 1;
    ::setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char *>(&on), sizeof on);
    connect(&m_reader, &QSocketNotifier::activated, this, &Socket::readable);
    connect(&m_writer, &QSocketNotifier::activated, this, &Socket::sendOn);
}

Socket::~Socket()
{
    close();
}

void Socket::close()
{
    if (m_descriptor < 0)
        return;
    m_reader.setEnabled(false);
    m_writer.setEnabled(false);
    closeHandle(Handle(std::exchange(m_descriptor, -1)));
}

QHostAddress Socket::peerAddress() const
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::getpeername(Handle(m_descriptor), generic, &size) != 0)
        return {};
    return QHostAddress(generic);
}

qsizetype Socket::read(char *to, qsizetype most)
{
    while (true) {
        const auto count = ::recv(Handle(m_descriptor), to, size_t(length(most)), 0);
        if (count > 0)
            return count;
        if (count < 0 && wasInterrupted())
            continue;
        return count < 0 && wouldBlock() ? 0 : -1;
    }
}

/// How many bytes were taken; -1: broken.
qsizetype Socket::send(QByteArrayView bytes)
{
    qsizetype sum = 0;
    while (sum < bytes.size()) {
        const auto rest = bytes.sliced(sum);
        const auto count = ::send(Handle(m_descriptor), rest.data(), size_t(length(rest.size())), sendFlags);
        if (count < 0 && wasInterrupted())
            continue;
        if (count < 0)
            return wouldBlock() ? sum : -1;
        sum += count;
    }
    return sum;
}

bool Socket::write(QByteArrayView bytes)
{
    const auto count = m_unsent.isEmpty() ? send(bytes) : 0;
    if (count < 0)
        return false;
    if (count < bytes.size()) {
        m_unsent.append(bytes.sliced(count));
        m_writer.setEnabled(true);
    }
    return true;
}

void Socket::sendOn()
{
    const auto count = send(m_unsent);
    if (count < 0) {
        m_writer.setEnabled(false);
        emit broken();
        return;
    }
    if (count == m_unsent.size()) {
        m_unsent = {};
        m_writer.setEnabled(false);
    } else {
        m_unsent.remove(0, count);
    }
    emit sent();
}

bool Socket::hasEnded() const
{
#ifdef POLLRDHUP
    pollfd state{.fd = Handle(m_descriptor), .events = POLLRDHUP, .revents = 0};
    return ::poll(&state, 1, 0) > 0;
#else
    char next = 0;
    return ::recv(Handle(m_descriptor), &next, 1, MSG_PEEK) == 0;
#endif
}

void Socket::closeForWriting()
{
    ::shutdown(Handle(m_descriptor), sendingSide);
}

} // namespace signalbox::http
