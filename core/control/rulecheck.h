// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/control/request.h"
#include "core/rule/rule.h"
#include "core/rule/steptype.h"

#include <QJsonArray>
#include <QList>

namespace signalbox {

/// A file that a command names, read as a rule.
struct GivenRule
{
    QString file;
    Result<Rule> rule;
};

/// `files`: [{"file","text"}], as the command line sends them.
QList<GivenRule> givenRules(const QJsonArray &files);

/// `rule validate`: prints each problem as {"file","step","field","message"}; Failed if there is one. What is
/// only strange (answerdoubts.h) is printed with "doubt":true and fails nothing. Needs no engine and no data
/// folder.
Exit validateRules(const QJsonArray &files, const StepCatalog &catalog, Output &output);

} // namespace signalbox
