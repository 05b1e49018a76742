// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>

namespace signalbox::bench {

struct Load
{
    quint16 port = 0;
    QByteArray path;
    QByteArray body;
    int connections = 1;
    std::chrono::milliseconds time{3000}; ///< how long, unless `requests` are sent before
    qint64 requests = -1; ///< how many; -1: as many as the time allows
};

struct Loaded
{
    qint64 answered = 0;
    qint64 refused = 0; ///< of these, with a status that is not 2xx
    double perSecond = 0;
    double p50 = 0; ///< milliseconds
    double p99 = 0;
};

/// Posts over kept-alive connections, one request under way on each, and waits for all answers.
/// Blocks. A connection that breaks ends the program: then no figure would be worth anything.
Loaded load(const Load &load);

} // namespace signalbox::bench
