// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

#include "core/store/space.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace signalbox::schema {

using namespace Qt::StringLiterals;

namespace {

// Looking through a whole file takes a millisecond a megabyte (measured, from memory). A small one is looked
// through at each start.
constexpr qint64 checkedWhole = 32 << 20;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

const auto version1 = QByteArrayLiteral(R"sql(
-- The log. Large columns stand last, so that a list of heads never reads over them.
CREATE TABLE event (
    sequence INTEGER PRIMARY KEY,
    received INTEGER NOT NULL,
    time INTEGER NOT NULL,
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    type TEXT NOT NULL,
    subject TEXT NOT NULL,
    content_type TEXT NOT NULL,
    data_schema TEXT NOT NULL,
    trace_parent TEXT NOT NULL,
    extensions BLOB NOT NULL,
    correlation INTEGER NOT NULL,
    cause_run TEXT NOT NULL,
    cause_step TEXT NOT NULL,
    cause_event INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    hash BLOB NOT NULL, -- of this event and, by its hash, of all before it (eventchain.h)
    request BLOB NOT NULL,
    data BLOB
) STRICT;
-- The hash of an event that was removed, as long as the chain needs it: up to the first event that is there only
-- the last of them.
CREATE TABLE event_gone (
    sequence INTEGER PRIMARY KEY,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX event_by_type ON event(type);
CREATE INDEX event_by_received ON event(received);

-- Who was here: 16 bytes for (source, id), in slices of ten days of receipt (eventkey.h).
CREATE TABLE event_key (
    slice INTEGER NOT NULL,
    key BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (slice, key, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE router (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    cursor INTEGER NOT NULL
) STRICT;
INSERT INTO router VALUES (1, 0);

-- `number` is the order of writing: what is new to a reader has a higher one than all that it has seen.
CREATE TABLE run (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rule TEXT NOT NULL,
    rule_version INTEGER NOT NULL,
    event INTEGER NOT NULL,
    trigger_step TEXT NOT NULL,
    state TEXT NOT NULL,
    error TEXT NOT NULL,
    created INTEGER NOT NULL,
    started INTEGER,
    finished INTEGER
) STRICT;
CREATE INDEX run_by_event ON run(event);
CREATE INDEX run_by_rule ON run(rule);
CREATE INDEX run_by_state ON run(state);
CREATE INDEX run_by_created ON run(created);

-- Steps come up in the order of `number`; a change leaves a row at its place.
CREATE TABLE step_run (
    number INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    step TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    port TEXT NOT NULL,
    error TEXT NOT NULL,
    started INTEGER,
    finished INTEGER,
    due INTEGER,
    input BLOB NOT NULL,
    output BLOB NOT NULL,
    UNIQUE (run, step)
) STRICT;

-- How many runs of a rule are in a state, kept with every change: a count over millions of rows would be asked
-- for once a second.
CREATE TABLE run_count (
    rule TEXT NOT NULL,
    state TEXT NOT NULL,
    runs INTEGER NOT NULL,
    PRIMARY KEY (rule, state)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER run_added AFTER INSERT ON run BEGIN
    INSERT INTO run_count VALUES (new.rule, new.state, 1) ON CONFLICT DO UPDATE SET runs = runs + 1;
END;
CREATE TRIGGER run_changed AFTER UPDATE OF state ON run WHEN old.state <> new.state BEGIN
    UPDATE run_count SET runs = runs - 1 WHERE rule = old.rule AND state = old.state;
    INSERT INTO run_count VALUES (new.rule, new.state, 1) ON CONFLICT DO UPDATE SET runs = runs + 1;
END;
CREATE TRIGGER run_removed AFTER DELETE ON run BEGIN
    UPDATE run_count SET runs = runs - 1 WHERE rule = old.rule AND state = old.state;
END;

-- A removed rule keeps its row, for its name; `version` 0 then, as before the first publishing.
CREATE TABLE rule (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    folder TEXT NOT NULL,
    version INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    draft_differs INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    draft BLOB NOT NULL
) STRICT;
CREATE TABLE rule_version (
    rule TEXT NOT NULL,
    version INTEGER NOT NULL,
    published INTEGER NOT NULL,
    definition BLOB NOT NULL,
    UNIQUE (rule, version)
) STRICT;

CREATE TABLE record_table (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    definition BLOB NOT NULL
) STRICT;
CREATE TABLE record (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    table_id TEXT NOT NULL,
    id TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (table_id, id)
) STRICT;
CREATE INDEX record_by_table ON record(table_id);

CREATE TABLE schedule (
    rule TEXT NOT NULL,
    step TEXT NOT NULL,
    definition BLOB NOT NULL,
    due INTEGER,
    PRIMARY KEY (rule, step)
) STRICT, WITHOUT ROWID;

-- Connections to outside services, without their secrets, which are never in here.
CREATE TABLE connection (
    name TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    config BLOB NOT NULL
) STRICT;
)sql");

// Schedules can be paused.
const auto version2 = QByteArrayLiteral("ALTER TABLE schedule ADD COLUMN paused_until INTEGER;");

// What is old goes (purge.h): of a stretch of removed events one row is kept, from `first` (0: of that one
// event) to `sequence`, whose hash it has. Pinned runs stay. A loss in the log can be taken for granted.
const auto version3 = QByteArrayLiteral(R"sql(
ALTER TABLE event_gone ADD COLUMN first INTEGER NOT NULL DEFAULT 0;
CREATE TABLE run_pin (
    run INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE log_loss (
    first INTEGER PRIMARY KEY,
    last INTEGER NOT NULL,
    fault TEXT NOT NULL,
    accepted INTEGER NOT NULL
) STRICT;
)sql");

// The key of runs whose start may have to wait, or was dropped (RunPolicy): NULL for all others, which the
// index leaves out.
const auto version4 = QByteArrayLiteral(R"sql(
ALTER TABLE run ADD COLUMN start_key TEXT;
CREATE INDEX run_by_key ON run(rule, start_key, started) WHERE start_key IS NOT NULL;
)sql");

// A new run is one row and little more: most steps that are known by then stand in it (packedsteps.h), and
// what comes of them later in step_run. New runs are counted many at once (runjobs.cpp). Most have succeeded,
// so that those in other states are the ones to look up; when they were made rises with `number`.
const auto version5 = QByteArrayLiteral(R"sql(
ALTER TABLE run ADD COLUMN steps BLOB;
DROP TRIGGER run_added;
DROP INDEX run_by_created;
DROP INDEX run_by_state;
CREATE INDEX run_by_state ON run(state) WHERE state <> 'succeeded';
)sql");

// What rows are found by costs one entry for each block of them (blockindex.h); the time of receipt, which
// rises with the log, costs nothing (timesearch.h).
const auto version6 = QByteArrayLiteral(R"sql(
CREATE TABLE event_of_type (
    value TEXT NOT NULL,
    block INTEGER NOT NULL,
    PRIMARY KEY (value, block)
) STRICT, WITHOUT ROWID;
INSERT INTO event_of_type SELECT DISTINCT type, sequence / 64 FROM event ORDER BY 1, 2;
DROP INDEX event_by_type;
DROP INDEX event_by_received;
CREATE TABLE run_of_rule (
    value TEXT NOT NULL,
    block INTEGER NOT NULL,
    PRIMARY KEY (value, block)
) STRICT, WITHOUT ROWID;
INSERT INTO run_of_rule SELECT DISTINCT rule, number / 64 FROM run ORDER BY 1, 2;
DROP INDEX run_by_rule;
CREATE TABLE run_of_events (
    value INTEGER NOT NULL,
    block INTEGER NOT NULL,
    PRIMARY KEY (value, block)
) STRICT, WITHOUT ROWID;
INSERT INTO run_of_events SELECT DISTINCT event / 64, number / 64 FROM run ORDER BY 1, 2;
DROP INDEX run_by_event;
)sql");

struct Found
{
    qint64 application = 0;
    qint64 version = 0;
    qint64 objects = 0;
};

Result<Found> look(Connection &db)
{
    Found found;
    // Read from the header in one go, so that all three are of one state.
    const auto row = db.first("SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema) "
                              "FROM pragma_application_id, pragma_user_version",
        {}, [](Row &r) {
            Found f;
            f.application = r.integer();
            f.version = r.integer();
            f.objects = r.integer();
            return f;
        });
    if (!row)
        return Failure(row.error());
    return row->value_or(found);
}

Result<void> judge(const Connection &db, const Found &found, qsizetype newest)
{
    if (found.application != applicationId && (found.application != 0 || found.objects > 0))
        return failure(
            Error::Code::Corrupt, Tr::tr("%1 is not a Signalbox store.").arg(db.file()), db.file());
    if (found.version > newest)
        return failure(Error::Code::InvalidInput,
            Tr::tr("The store %1 was written by a newer Signalbox (version %2 of the store; this one knows "
                   "up to "
                   "%3). Install the newer Signalbox, or use another data folder.")
                .arg(db.file())
                .arg(found.version)
                .arg(newest),
            u"version %1"_s.arg(found.version));
    return {};
}

Result<void> checkPages(Connection &db)
{
    if (QFileInfo(db.file()).size() > checkedWhole)
        return {};
    const auto answer = db.first("PRAGMA quick_check(1)", {}, [](Row &row) { return row.text(); });
    if (!answer)
        return Failure(answer.error());
    if (answer->value_or(QString()) != u"ok")
        return failure(Error::Code::Corrupt, Tr::tr("The store %1 is damaged.").arg(db.file()),
            answer->value_or(QString()));
    return {};
}

Result<void> backUp(Connection &db, qint64 version)
{
    const auto target = db.file() + u".version-%1.backup"_s.arg(version);
    const auto half = target + u".part"_s;
    QFile::remove(half);
    // VACUUM INTO sees what is still in the write-ahead log too, as a copy of the file would not.
    if (auto copied = db.run("VACUUM INTO ?", {half}); !copied)
        return copied;
    QFile::remove(target);
    if (!QFile::rename(half, target))
        return failure(Error::Code::Unavailable,
            Tr::tr("The backup %1 cannot be written; the store stays as it was.").arg(target), target);
    return {};
}

} // namespace

const QList<QByteArray> &migrations()
{
    static const QList<QByteArray> steps{version1, version2, version3, version4, version5, version6};
    return steps;
}

Result<void> prepare(Connection &db, const QList<QByteArray> &steps)
{
    const auto found = look(db);
    if (!found)
        return Failure(found.error());
    if (auto good = judge(db, *found, steps.size()); !good)
        return good;
    if (found->version > 0) {
        if (auto good = checkPages(db); !good)
            return good;
    }
    if (found->version == steps.size())
        return {};
    if (found->version > 0) {
        if (auto backed = backUp(db, found->version); !backed)
            return backed;
    }
    if (found->objects == 0) {
        if (auto made = makeShrinkable(db); !made)
            return made;
    }
    QByteArray sql = "BEGIN IMMEDIATE;";
    for (auto at = found->version; at < steps.size(); ++at)
        sql += steps[at];
    sql += "PRAGMA application_id = " + QByteArray::number(applicationId)
        + ";PRAGMA user_version = " + QByteArray::number(steps.size()) + ";COMMIT;";
    auto done = db.script(sql);
    if (!done && !db.isAutocommit())
        db.run("ROLLBACK");
    if (done && found->version > 0)
        rewriteShrinkable(db);
    return done;
}

Result<void> check(Connection &db)
{
    const auto found = look(db);
    if (!found)
        return Failure(found.error());
    if (auto good = judge(db, *found, migrations().size()); !good)
        return good;
    if (found->version < migrations().size())
        return failure(Error::Code::NotFound,
            Tr::tr("The store %1 has not been made ready yet. Start Signalbox on it first.").arg(db.file()),
            db.file());
    return {};
}

} // namespace signalbox::schema
