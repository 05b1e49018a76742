// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"

namespace signalbox {

/// One event without the weight of its data, as Reader::eventHeads() gives it. NotFound: it is not in the
/// log, or no longer. For a reader's thread.
Result<Event> readHead(Reader &reader, Sequence sequence);

} // namespace signalbox
