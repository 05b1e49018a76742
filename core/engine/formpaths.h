// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/rulebook.h"
#include "core/webhook/webform.h"

namespace signalbox {

/// The forms that are web pages, of the rules that are on. Where two have one address, the first has it.
QList<WebForm> webForms(const RuleBook &rules);

/// Web pages of `rule` whose address another form has, in a rule that is on or in this one: one page cannot
/// be two forms.
QList<Problem> formConflicts(const Rule &rule, const RuleBook &rules);

} // namespace signalbox
