// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/datafolder.h"
#include "core/control/request.h"

#include <optional>

namespace signalbox {

/// Commands on the store's file that work without an engine, so that they help where none can start: backup
/// and doctor, also beside a running one, and restore, which takes the folder for itself. None: not one of
/// these.
std::optional<Exit> runOnStore(DataFolder &folder, const Request &request, Output &output);

} // namespace signalbox
