// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace signalbox::http {

/// What one client may cost. The numbers of lines and fields are those of common servers (nginx, Apache);
/// those of time keep a silent or slow client from holding a connection that another could use.
struct Limits
{
    qsizetype requestLine = 8LL * 1024; ///< bytes; longer is 414
    qsizetype headerBytes = 32LL * 1024; ///< all header fields together; more is 431
    int headerFields = 100; ///< more is 431
    qint64 heldBodies = 256LL * 1024 * 1024; ///< bytes of bodies that are not whole yet, of all clients
                                             ///< together; whose part is too much gets 503
    qsizetype chunkExtension = 256; ///< bytes of a chunk's extensions, which are not looked at; more is 400
    int chunkSizeDigits = 8; ///< of a chunk's size in hex; more is 400

    int connections = 512; ///< in all; for one more the longest idle is closed, or it waits
    int connectionsPerPeer = 64; ///< from one address that is not loopback; one more is closed at once
    int waitingRequests = 256; ///< whose answers come from runs; one more is answered at once. Never more
                               ///< than half of the connections, so that others get in
    int requestsPerConnection = 1000; ///< then the connection is closed, after the answer

    std::chrono::milliseconds headerTime{10'000}; ///< for a whole header, not from byte to byte; then 408
    std::chrono::milliseconds idleTime{15'000}; ///< between an answer and the next request
    std::chrono::milliseconds bodyGrace{5'000}; ///< before the least rate of the body counts
    qint64 bodyRate = 1024; ///< bytes a second that keep it going; what came faster counts up to the grace
    std::chrono::milliseconds writeTime{10'000}; ///< for the client to take some of the answer

    bool operator==(const Limits &) const = default;
};

} // namespace signalbox::http
