// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "core/base/datafolder.h"

namespace signalbox {

/// The engine without a window, until SIGTERM or SIGINT. Needs a QCoreApplication.
Exit serve(DataFolder folder, const Invocation::Serve &options);

} // namespace signalbox
