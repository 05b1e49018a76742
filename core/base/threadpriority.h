// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace signalbox {

/// The calling thread, and the threads and processes that it starts from then on, get what the others leave,
/// and about a tenth of a core that others want too: for work that can be caught up with later. Nothing
/// changes while there is processor time for all. For good; no effect where threads have no priority of their
/// own (other than Linux).
void standBack();

} // namespace signalbox
