// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/rulebook.h"

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// Compiled versions kept for runs; more than this many are dropped and compiled again when asked for.
constexpr int keptVersions = 1000;

} // namespace

Result<QStringList> RuleBook::reload()
{
    auto rules = m_reader.rules();
    if (!rules)
        return Failure(rules.error());
    m_stored = *rules;
    m_enabled.clear();
    QStringList troubles;
    for (const auto &stored : std::as_const(m_stored)) {
        if (!stored.enabled)
            continue;
        const auto compiled = version(stored.draft.id, stored.version);
        if (!compiled) {
            troubles += u"%1: %2"_s.arg(stored.draft.name, compiled.error().message);
            continue;
        }
        m_enabled.push_back(*compiled);
    }
    m_index = RuleIndex(m_enabled);
    return troubles;
}

Result<std::shared_ptr<const CompiledRule>> RuleBook::version(const RuleId &id, int version)
{
    const std::pair key(id, version);
    if (const auto known = m_versions.value(key))
        return known;
    const auto rule = m_reader.ruleVersion(id, version);
    if (!rule)
        return Failure(rule.error());
    auto compiled = CompiledRule::compile(*rule, version);
    if (!compiled)
        return compiled;
    if (m_versions.size() >= keptVersions)
        m_versions.clear();
    m_versions.insert(key, *compiled);
    return compiled;
}

} // namespace signalbox
