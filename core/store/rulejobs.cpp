// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rule/rulefile.h"
#include "core/store/codec.h"
#include "core/store/jobs.h"

#include <QCoreApplication>

namespace signalbox::jobs {

using namespace Qt::StringLiterals;

namespace {

/// What is live of a rule.
struct Live
{
    int version = 0; ///< 0: nothing
    bool enabled = false;
    Rule rule; ///< the version
};

Result<Live> liveOf(Transaction &tx, const RuleId &id)
{
    const auto found
        = tx.db.first("SELECT r.version, r.enabled, v.definition FROM rule r LEFT JOIN rule_version v ON "
                      "v.rule = r.id AND v.version = r.version WHERE r.id = ? AND NOT r.removed",
            {id}, [&](Row &row) -> Result<Live> {
                Live live;
                live.version = row.number();
                live.enabled = row.boolean();
                if (live.version > 0) {
                    auto rule = codec::ruleFromBytes(row.bytes(), id);
                    if (!rule)
                        return Failure(rule.error());
                    live.rule = std::move(*rule);
                }
                return live;
            });
    if (!found)
        return Failure(found.error());
    return found->value_or(Live());
}

/// What is stored can be read again: a rule that could not, for instance one without an id, is refused.
Result<void> checkReadable(const Rule &rule)
{
    const auto again = readRule(toJson(rule));
    if (!again)
        return Failure(again.error());
    return {};
}

Result<void> writeRule(Transaction &tx, const Rule &draft, const Live &live)
{
    const bool differs = live.version == 0 || codec::ruleIdentity(draft) != codec::ruleIdentity(live.rule);
    tx.news.rules = true;
    return tx.db.run(
        "INSERT INTO rule (id, name, folder, version, enabled, draft_differs, changed, removed, draft) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, folder = "
        "excluded.folder, version = excluded.version, enabled = excluded.enabled, draft_differs = "
        "excluded.draft_differs, changed = excluded.changed, removed = 0, draft = excluded.draft",
        {draft.id, draft.name, draft.folder, live.version, live.enabled, differs, tx.clock.now(),
            codec::ruleBytes(draft)});
}

Failure noSuchRule(const RuleId &id)
{
    return failure(Error::Code::NotFound,
        QCoreApplication::translate("Store", "There is no rule \"%1\".").arg(id.value), id.value);
}

} // namespace

Result<void> saveDraft(Transaction &tx, const Rule &rule)
{
    if (auto good = checkReadable(rule); !good)
        return good;
    const auto live = liveOf(tx, rule.id);
    if (!live)
        return Failure(live.error());
    return writeRule(tx, rule, *live);
}

Result<int> publish(Transaction &tx, const Rule &rule, std::optional<bool> enable)
{
    if (auto good = checkReadable(rule); !good)
        return Failure(good.error());
    auto live = liveOf(tx, rule.id);
    if (!live)
        return Failure(live.error());
    Result<void> written;
    if (live->version > 0 && codec::ruleIdentity(rule) == codec::ruleIdentity(live->rule)) {
        // The same to whoever runs it; only where its steps stand on the canvas may have changed.
        written = tx.db.run("UPDATE rule_version SET definition = ? WHERE rule = ? AND version = ?",
            {codec::ruleBytes(rule), rule.id, live->version});
    } else {
        // Counted on over a removal, so that old runs never find another rule under their version.
        const auto newest = tx.db.integer("SELECT max(version) FROM rule_version WHERE rule = ?", {rule.id});
        if (!newest)
            return Failure(newest.error());
        live->version = int(*newest) + 1;
        written
            = tx.db.run("INSERT INTO rule_version (rule, version, published, definition) VALUES (?, ?, ?, ?)",
                {rule.id, live->version, tx.clock.now(), codec::ruleBytes(rule)});
    }
    if (!written)
        return Failure(written.error());
    live->rule = rule;
    live->enabled = enable.value_or(live->enabled);
    if (auto kept = writeRule(tx, rule, *live); !kept)
        return Failure(kept.error());
    return live->version;
}

Result<void> setEnabled(Transaction &tx, const RuleId &rule, bool enabled)
{
    const auto version = tx.db.first("SELECT version FROM rule WHERE id = ? AND NOT removed", {rule},
        [](Row &row) { return row.integer(); });
    if (!version)
        return Failure(version.error());
    if (!*version)
        return noSuchRule(rule);
    if (enabled && **version == 0)
        return failure(Error::Code::InvalidInput,
            QCoreApplication::translate("Store", "The rule \"%1\" has not been published yet.")
                .arg(rule.value),
            rule.value);
    tx.news.rules = true;
    return tx.db.run(
        "UPDATE rule SET enabled = ?, changed = ? WHERE id = ?", {enabled, tx.clock.now(), rule});
}

Result<void> removeRule(Transaction &tx, const RuleId &rule)
{
    if (auto removed
        = tx.db.run("UPDATE rule SET removed = 1, enabled = 0, version = 0, draft_differs = 1, changed "
                    "= ? WHERE id = ? AND NOT removed",
            {tx.clock.now(), rule});
        !removed)
        return removed;
    if (tx.db.changes() == 0)
        return noSuchRule(rule);
    tx.news.rules = true;
    return tx.db.run("DELETE FROM schedule WHERE rule = ?", {rule});
}

} // namespace signalbox::jobs
