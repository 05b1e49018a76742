// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/rulebook.h"

namespace signalbox {

/// The addresses that take requests. One address for life: a hook whose rule is off or still a draft takes
/// requests too, and the log keeps them. Where two say different things of one path, the rule that is on
/// counts.
QList<WebhookEndpoint> hookEndpoints(const RuleBook &rules);

} // namespace signalbox
