// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QFuture>
#include <QStringList>

#include <chrono>

namespace signalbox {

/// A program to start, as a list: no shell reads it, so no value in it can become a command.
struct ProgramRequest
{
    QString program; ///< a path, or a name looked for in PATH
    QStringList arguments;
    QString workingFolder; ///< empty: ours
    QList<std::pair<QString, QString>> environment; ///< added to ours, or in place of ours
    QByteArray input; ///< its standard input, closed after it
    std::chrono::milliseconds timeLimit{60'000};
    qsizetype outputKept
        = 65'536; ///< of standard output and of standard error, each; more is counted and dropped
};

struct ProgramResult
{
    int exitCode = 0; ///< as the program ended by itself
    int signal = 0; ///< what ended it, when it did not (POSIX); then exitCode means nothing
    QByteArray output;
    QByteArray errorOutput;
    qint64 outputSize = 0; ///< what came in all
    qint64 errorOutputSize = 0;
    std::chrono::milliseconds duration{};

    bool succeeded() const { return exitCode == 0 && signal == 0; }
};

/// Starts a program and answers when it has ended; however it ended is a value. It begins a session of its
/// own, without our terminal and without our files. Cancelling the future, or the time limit, ends it and all
/// that it has started: asked first (SIGTERM), after 2 s or as soon as it has gone itself the rest of its
/// process group is killed; only then is the future finished. What a program leaves behind when it ends by
/// itself goes on.
///
/// Errors: InvalidInput: no program named. NotFound: no such program or working folder, by name. Denied: not
/// executable. Unavailable: the system starts no more. Timeout: the time limit.
///
/// Thread: any with an event loop, which must run until the future has finished; does not block.
QFuture<Result<ProgramResult>> runProgram(ProgramRequest request);

} // namespace signalbox
