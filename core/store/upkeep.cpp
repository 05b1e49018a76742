// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/upkeep.h"

#include "core/event/eventtypes.h"
#include "core/store/jobs.h"
#include "core/store/writer.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 jobWeight = 1024; // of small ones, while they wait

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

Result<void> pin(Transaction &tx, const RunId &run, bool isPinned)
{
    const auto number = tx.db.integer("SELECT number FROM run WHERE id = ?", {run});
    if (!number)
        return Failure(number.error());
    if (*number == 0)
        return failure(Error::Code::NotFound, Tr::tr("There is no run %1.").arg(run.value), run.value);
    tx.news.runs += run;
    return isPinned ? tx.db.run("INSERT OR IGNORE INTO run_pin VALUES (?)", {*number})
                    : tx.db.run("DELETE FROM run_pin WHERE run = ?", {*number});
}

Result<Sequence> accept(Transaction &tx, const QList<LogLoss> &losses)
{
    if (losses.isEmpty())
        return failure(Error::Code::InvalidInput, Tr::tr("Nothing is lost that could be accepted."));
    QJsonArray told;
    for (const auto &loss : losses) {
        if (auto written = tx.db.run("INSERT OR REPLACE INTO log_loss VALUES (?, ?, ?, ?)",
                {loss.first, loss.last, loss.fault, tx.clock.now()});
            !written)
            return Failure(written.error());
        told += QJsonObject{{u"first"_s, loss.first}, {u"last"_s, loss.last}, {u"fault"_s, loss.fault}};
    }
    Event event;
    event.type = eventtype::lossAccepted;
    event.source = u"/store"_s;
    event.dataContentType = u"application/json"_s;
    event.data = QJsonDocument(QJsonObject{{u"losses"_s, told}}).toJson(QJsonDocument::Compact);
    return jobs::append(tx, event).map([](const Appended &appended) { return appended.sequence; });
}

} // namespace

Upkeep::Upkeep(Writer &writer)
    : m_writer(writer)
{
}

void Upkeep::keepReserve(qint64 bytes)
{
    m_writer.reserve().keep(m_writer.file(), bytes);
}

void Upkeep::lookForSpace()
{
    m_writer.reserve().tryAgain();
}

QFuture<Result<Purged>> Upkeep::purge(PurgeOrder order)
{
    return m_writer.enqueue<Purged>(
        Writer::Lane::Engine, jobWeight, [order](Transaction &tx) { return jobs::purge(tx, order); });
}

QFuture<Result<SpaceUse>> Upkeep::shrink(qint64 keepFree)
{
    return m_writer.enqueue<SpaceUse>(
        Writer::Lane::Engine, jobWeight, [keepFree](Transaction &tx) { return jobs::shrink(tx, keepFree); });
}

QFuture<Result<void>> Upkeep::pinRun(RunId run, bool isPinned)
{
    return m_writer.enqueue<void>(Writer::Lane::Engine, jobWeight,
        [run = std::move(run), isPinned](Transaction &tx) { return pin(tx, run, isPinned); });
}

QFuture<Result<Sequence>> Upkeep::acceptLosses(QList<LogLoss> losses)
{
    const auto weight = jobWeight * (losses.size() + 1);
    return m_writer.enqueue<Sequence>(Writer::Lane::Engine, weight,
        [losses = std::move(losses)](Transaction &tx) { return accept(tx, losses); });
}

} // namespace signalbox
