// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/rulebook.h"

namespace signalbox {

/// The addresses that take requests. One address for life: a hook whose rule is off or still a draft takes
/// requests too, and the log keeps them (WebhookEndpoint::isLive). Where two say different things of one
/// path, the rule that is on counts.
QList<WebhookEndpoint> hookEndpoints(const RuleBook &rules);

/// What keeps `rule` from being on together with the rules that are on. Several hooks may have one path, and
/// what comes there starts all of them, but then they must say the same of it: else one rule would take what
/// another lets in. Also formConflicts().
QList<Problem> hookConflicts(const Rule &rule, const RuleBook &rules);

} // namespace signalbox
