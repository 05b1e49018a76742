// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/rule/rule.h"

/// The rule file (format "signalbox/rule", version 1): JSON, meant for version control and for hands.
namespace signalbox {

/// Reads a rule. InvalidInput: not JSON, another format, a newer formatVersion, a key of the wrong kind, an
/// id with other characters or given twice; the context names the place ("steps[2].id"). An unknown step type
/// is no error here. `retry`, `timeout` and `ifInterrupted` that stand at a step itself are taken into its
/// config.
Result<Rule> readRule(const QByteArray &json);
Result<Rule> readRule(const QJsonObject &object);

QJsonObject toJson(const Rule &rule);

/// Indented, steps and links one a line, so that differences read well.
QByteArray writeRule(const Rule &rule);

} // namespace signalbox
