// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/control/request.h"
#include "core/engine/engine.h"

#include <functional>

namespace signalbox {

/// Carries out requests on an engine, for the control socket and for a command line that opened the folder
/// itself. Thread: any but the engine's and the store's, since it waits for their answers. `run` may be
/// called from several threads.
class Commands
{
public:
    explicit Commands(Engine &engine)
        : m_engine(engine)
    {
    }

    /// Answers through `output` and with the exit status. An unknown method is Usage.
    Exit run(const Request &request, Output &output) const;

    static QStringList methods();
    /// Whether the method only reads, so that an engine that is not started will do.
    static bool isReading(const QString &method);

private:
    Engine &m_engine;
};

} // namespace signalbox
