// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/logcheck.h"

#include "core/store/blockindex.h"
#include "core/store/codec.h"
#include "core/store/schema.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 500;
constexpr qsizetype mostFaults = 20;
constexpr qsizetype mostLosses = 1000;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(LogCheck)
};

/// The hash that the event at that place has or had; none: nothing is known of it.
Result<std::optional<QByteArray>> hashAt(Connection &db, Sequence sequence)
{
    return db.first("SELECT hash FROM event WHERE sequence = ?1 UNION ALL SELECT hash FROM event_gone WHERE "
                    "sequence = ?1",
        {sequence}, [](Row &row) { return row.bytes(); });
}

/// Goes along the chain.
class Walk
{
public:
    Walk(Connection &db, Sequence after, qsizetype most)
        : m_db(db)
        , m_most(most)
        , m_at(std::max(after, Sequence(0)))
    {
    }

    Result<QList<LogLoss>> go()
    {
        const auto before = hashAt(m_db, m_at);
        if (!before)
            return Failure(before.error());
        m_hash = before->value_or(QByteArray());
        m_knowsHash = m_at == 0 || before->has_value();
        static const auto sql = "SELECT sequence, hash, " + std::string(codec::eventColumns)
            + " FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?";
        for (;;) {
            int rows = 0;
            if (auto read = m_db.each(sql, {m_at, pageSize},
                    [&](Row &row) {
                        ++rows;
                        return step(row);
                    });
                !read)
                return Failure(read.error());
            if (rows < pageSize || m_losses.size() >= m_most)
                return m_losses;
        }
    }

private:
    /// A piece of the log that is not there and need not be: removed in due form, or a loss that was
    /// accepted.
    struct Absent
    {
        Sequence first = 0;
        Sequence last = 0;
        std::optional<QByteArray> hash; ///< of the last; a loss has none
    };

    Result<void> step(Row &row)
    {
        const auto sequence = row.integer();
        const auto stored = row.bytes();
        if (sequence != m_at + 1) {
            if (auto passed = passGap(sequence); !passed)
                return passed;
        }
        if (m_knowsHash && m_chain.next(m_hash, row) != stored) {
            const auto known
                = m_db.integer("SELECT count(*) FROM log_loss WHERE first <= ?1 AND last >= ?1", {sequence});
            if (!known)
                return Failure(known.error());
            if (*known == 0)
                say(sequence, sequence, Tr::tr("Event %1 is not what was stored.").arg(sequence));
        }
        m_at = sequence;
        m_hash = stored;
        m_knowsHash = true;
        return {};
    }

    /// Before an event that does not follow the one before it.
    Result<void> passGap(Sequence sequence)
    {
        const auto pieces = m_db.list(
            "SELECT CASE WHEN first = 0 THEN sequence ELSE first END AS begin, sequence, hash FROM "
            "event_gone "
            "WHERE sequence > ?1 AND sequence < ?2 UNION ALL SELECT first, last, NULL FROM log_loss WHERE "
            "last > ?1 AND first < ?2 ORDER BY begin",
            {m_at, sequence}, [](Row &row) {
                const auto first = row.integer();
                const auto last = row.integer();
                return Absent{first, last, row.optionalBytes()};
            });
        if (!pieces)
            return Failure(pieces.error());
        m_knowsHash = false;
        for (const auto &piece : *pieces) {
            // Of the removed beginning of the log only the last hash is needed.
            if (m_at > 0 || !piece.hash)
                missUpTo(piece.first - 1);
            if (piece.last >= m_at) {
                m_at = piece.last;
                m_hash = piece.hash.value_or(QByteArray());
                m_knowsHash = piece.hash.has_value() && m_at == sequence - 1;
            }
        }
        missUpTo(sequence - 1);
        return {};
    }

    void missUpTo(Sequence last)
    {
        if (last <= m_at)
            return;
        say(m_at + 1, last,
            last == m_at + 1 ? Tr::tr("Event %1 is missing.").arg(last)
                             : Tr::tr("Events %1 to %2 are missing.").arg(m_at + 1).arg(last));
        m_at = last;
        m_knowsHash = false;
    }

    void say(Sequence first, Sequence last, const QString &fault)
    {
        if (m_losses.size() < m_most)
            m_losses += LogLoss{first, last, fault};
    }

    Connection &m_db;
    const qsizetype m_most;
    Sequence m_at;
    QByteArray m_hash;
    bool m_knowsHash = false;
    EventChain m_chain;
    QList<LogLoss> m_losses;
};

Result<QStringList> checkPages(Connection &db)
{
    const auto found = db.list("PRAGMA integrity_check(20)", {}, [](Row &row) { return row.text(); });
    if (!found)
        return Failure(found.error());
    return *found == QStringList{u"ok"_s} ? QStringList() : QStringList(*found);
}

/// Whether what is looked up in an index of ours would be found.
Result<QStringList> checkIndexes(Connection &db)
{
    QStringList faults;
    for (const auto &index : {eventsByType, runsByRule, runsByEvents}) {
        const auto isWhole = index.isWhole(db);
        if (!isWhole)
            return Failure(isWhole.error());
        if (!*isWhole)
            faults += Tr::tr("The index %1 does not know everything that is stored.")
                          .arg(QLatin1StringView(index.name.data(), qsizetype(index.name.size())));
    }
    return faults;
}

} // namespace

Result<ChainEnd> endOfLog(Connection &db)
{
    const auto end
        = db.first("SELECT sequence, hash FROM (SELECT * FROM (SELECT sequence, hash FROM event ORDER BY "
                   "sequence DESC LIMIT 1) UNION ALL SELECT * FROM (SELECT sequence, hash FROM event_gone "
                   "ORDER BY sequence DESC LIMIT 1)) ORDER BY sequence DESC LIMIT 1",
            {}, [](Row &row) {
                const auto sequence = row.integer();
                return ChainEnd{sequence, row.bytes()};
            });
    if (!end)
        return Failure(end.error());
    return end->value_or(ChainEnd());
}

Result<QStringList> checkEnd(Connection &db, const std::optional<ChainEnd> &said)
{
    if (!said || said->last == 0)
        return QStringList();
    const auto end = endOfLog(db);
    if (!end)
        return Failure(end.error());
    if (end->last < said->last)
        return QStringList{Tr::tr("The end of the log is lost: events %1 to %2 had been stored.")
                               .arg(end->last + 1)
                               .arg(said->last)};
    const auto hash = hashAt(db, said->last);
    if (!hash)
        return Failure(hash.error());
    if (*hash && **hash != said->hash)
        return QStringList{Tr::tr("Event %1 is not the one that was stored there.").arg(said->last)};
    return QStringList();
}

Result<QStringList> checkLog(Connection &db, Sequence after)
{
    const auto losses = Walk(db, after, mostFaults).go();
    if (!losses)
        return Failure(losses.error());
    QStringList faults;
    for (const auto &loss : *losses)
        faults += loss.fault;
    return faults;
}

Result<QList<LogLoss>> findLosses(Connection &db)
{
    return Walk(db, 0, mostLosses).go();
}

Result<QList<LogLoss>> lossesIn(const QString &file)
{
    const auto db = Connection::open(file, Connection::Mode::ReadOnly);
    if (!db)
        return Failure(db.error());
    if (auto good = schema::check(**db); !good)
        return Failure(good.error());
    return findLosses(**db);
}

Result<Health> examine(const QString &file, const std::atomic<bool> *cancelled)
{
    const auto db = Connection::open(file, Connection::Mode::ReadOnly);
    if (!db)
        return Failure(db.error());
    (*db)->setCancelled(cancelled);
    Health health;
    const auto sized = [](const QString &name) { return QFileInfo(name).size(); };
    health.bytes = sized(file) + sized(file + u"-wal"_s);
    // A store so broken that a question cannot be answered is an answer too.
    const auto note = [&health](const Error &error) -> Result<void> {
        if (error.code != Error::Code::Corrupt)
            return Failure(error);
        health.faults += error.context.isEmpty() ? error.message : error.message + u' ' + error.context;
        return {};
    };
    if (auto good = schema::check(**db); !good) {
        if (auto noted = note(good.error()); !noted)
            return Failure(noted.error());
        return health;
    }
    const auto accepted
        = (*db)->list("SELECT first, last, fault FROM log_loss ORDER BY first", {}, [](Row &row) {
              const auto first = row.integer();
              const auto last = row.integer();
              return LogLoss{first, last, row.text()};
          });
    if (accepted) {
        health.accepted = *accepted;
    } else if (auto noted = note(accepted.error()); !noted) {
        return Failure(noted.error());
    }
    // First what the file says, then what is there: beside an engine the log only grows.
    const auto said = EndFile::read(file);
    for (const auto &found :
        {checkPages(**db), checkIndexes(**db), checkEnd(**db, said), checkLog(**db, 0)}) {
        if (found) {
            health.faults += *found;
        } else if (auto noted = note(found.error()); !noted) {
            return Failure(noted.error());
        }
    }
    const auto counts
        = (*db)->first("SELECT count(*), coalesce(min(sequence), 0), coalesce(max(sequence), 0) FROM event",
            {}, [&health](Row &row) {
                health.events = row.integer();
                health.first = row.integer();
                health.last = row.integer();
                return true;
            });
    if (!counts) {
        if (auto noted = note(counts.error()); !noted)
            return Failure(noted.error());
    }
    return health;
}

} // namespace signalbox
