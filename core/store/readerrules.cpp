// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/codec.h"
#include "core/store/readerprivate.h"

#include <QCoreApplication>

namespace signalbox {

Result<QList<StoredRule>> Reader::rules()
{
    static const auto sql = "SELECT " + std::string(codec::storedRuleColumns)
        + " FROM rule WHERE NOT removed ORDER BY folder COLLATE NOCASE, name COLLATE NOCASE, id";
    return d->db->list(sql, {}, codec::readStoredRule);
}

Result<StoredRule> Reader::rule(const RuleId &id)
{
    static const auto sql
        = "SELECT " + std::string(codec::storedRuleColumns) + " FROM rule WHERE id = ? AND NOT removed";
    auto found = d->db->first(sql, {id}, codec::readStoredRule);
    if (!found)
        return Failure(found.error());
    if (!*found)
        return failure(Error::Code::NotFound,
            QCoreApplication::translate("Store", "There is no rule \"%1\".").arg(id.value), id.value);
    return std::move(**found);
}

Result<Rule> Reader::ruleVersion(const RuleId &id, int version)
{
    auto found = d->db->first("SELECT definition FROM rule_version WHERE rule = ? AND version = ?",
        {id, version}, [&](Row &row) { return codec::ruleFromBytes(row.bytes(), id); });
    if (!found)
        return Failure(found.error());
    if (!*found)
        return failure(Error::Code::NotFound,
            QCoreApplication::translate("Store", "There is no version %1 of the rule \"%2\".")
                .arg(version)
                .arg(id.value),
            id.value);
    return std::move(**found);
}

Result<QList<int>> Reader::ruleVersions(const RuleId &id)
{
    return d->db->list("SELECT version FROM rule_version WHERE rule = ? ORDER BY version", {id},
        [](Row &row) { return row.number(); });
}

Result<QList<ScheduleRow>> Reader::schedules()
{
    static const auto sql = "SELECT " + std::string(codec::scheduleColumns)
        + " FROM schedule ORDER BY due NULLS LAST, rule, step";
    return d->db->list(sql, {}, codec::readSchedule);
}

} // namespace signalbox
