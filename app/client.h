// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/control/request.h"

#include <optional>

namespace signalbox {

/// Standard output and standard error of this process.
class TerminalOutput : public Output
{
public:
    void line(const QByteArray &json) override;
    void message(const QString &text) override;
};

/// Asks the engine behind a control socket; none: nobody answers there. A connection lost half-way is
/// Unreachable. Blocks.
std::optional<Exit> askEngine(const QString &socketName, const Request &request, Output &output);

} // namespace signalbox
