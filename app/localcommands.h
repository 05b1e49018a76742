// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/control/request.h"

#include <optional>

namespace signalbox {

/// Commands that need no data folder: types, rule validate, schedule next and holidays, expression eval and
/// functions. None: not one of these.
std::optional<Exit> runLocally(const Request &request, Output &output);

} // namespace signalbox
