// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/control/request.h"

#include <QStringList>

#include <variant>

namespace signalbox {

/// What the arguments ask for.
struct Invocation
{
    struct Window
    {
        bool operator==(const Window &) const = default;
    };
    struct Serve
    {
        QString listen; ///< empty: as set
        bool operator==(const Serve &) const = default;
    };
    /// A text to print and nothing else: help, version.
    struct Print
    {
        QString text;
        bool operator==(const Print &) const = default;
    };

    QString dataDir; ///< empty: the usual one
    std::variant<Window, Serve, Print, Request> what;

    bool operator==(const Invocation &) const = default;
};

/// Reads the command line (without the program's name). InvalidInput: what is wrong with it and which help to
/// ask for; files that a command names are read here and go into the request, so that it means the same
/// wherever it is carried out.
Result<Invocation> parseCommandLine(const QStringList &arguments);

} // namespace signalbox
