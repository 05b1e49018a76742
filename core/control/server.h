// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/control/commands.h"

#include <QLocalServer>
#include <QSet>
#include <QThreadPool>

#include <memory>

namespace signalbox {

/// The engine's control socket: a local socket that only the user can open. Each connection brings one
/// request and gets its answer; commands run in threads of their own, since they may wait long. Thread: the
/// one it lives in, which needs an event loop.
class ControlServer : public QObject
{
    Q_OBJECT

public:
    /// A request that is for the program around the engine ("program.…"): gives the exit status, or none if
    /// it is not one of these. Called in the thread of the server.
    using ProgramCommand = std::function<std::optional<Exit>(const Request &request, Output &output)>;

    ControlServer(Engine &engine, ProgramCommand program, QObject *parent = nullptr);
    /// Waits for the commands that run, which find that nobody reads them any more; what they wait for must
    /// still be answered. What they have said is given to their clients.
    ~ControlServer() override;

    /// Unavailable: the socket cannot be made. A socket left by a dead process is taken over; that no living
    /// one is there, the lock of the data folder has shown.
    Result<void> listen(const QString &name);

private:
    class Connection;

    void accept();
    void carryOut(const std::shared_ptr<Connection> &connection, const QByteArray &line);

    Commands m_commands;
    ProgramCommand m_program;
    QLocalServer m_server;
    QThreadPool m_pool;
    QSet<std::shared_ptr<Connection>> m_connections;
};

} // namespace signalbox
