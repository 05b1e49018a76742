// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/call.h"
#include "core/store/logcheck.h"
#include "core/store/upkeep.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Commands)
};

QJsonArray toJson(const QList<StorageUse::Share> &shares)
{
    QJsonArray array;
    for (const auto &share : shares)
        array += QJsonObject{{u"name"_s, share.name}, {u"count"_s, share.count}, {u"bytes"_s, share.bytes}};
    return array;
}

QJsonArray toJson(const QList<LogLoss> &losses)
{
    QJsonArray array;
    for (const auto &loss : losses)
        array += QJsonObject{{u"first"_s, loss.first}, {u"last"_s, loss.last}, {u"fault"_s, loss.fault}};
    return array;
}

Exit storageShow(const Call &call)
{
    const auto use = call.reader.storageUse();
    if (!use)
        return call.failed(use.error());
    call.print({{u"total"_s, use->total()}, {u"file"_s, use->file}, {u"log"_s, use->walFile},
        {u"search"_s, use->searchFile}, {u"reserve"_s, use->reserveFile}, {u"free"_s, use->free},
        {u"events"_s, use->events}, {u"payloads"_s, use->payloads}, {u"runs"_s, use->runs},
        {u"records"_s, use->records}, {u"other"_s, use->other}, {u"eventCount"_s, use->eventCount},
        {u"runCount"_s, use->runCount}, {u"recordCount"_s, use->recordCount}, {u"pinned"_s, use->pinnedCount},
        {u"oldest"_s, use->oldest ? QJsonValue(toRfc3339(*use->oldest)) : QJsonValue()},
        {u"types"_s, toJson(use->types)}, {u"rules"_s, toJson(use->rules)},
        {u"accepted"_s, toJson(use->accepted)}});
    return Exit::Done;
}

Exit pin(const Call &call, bool isPinned)
{
    const auto done = call.engine.store().upkeep().pinRun(RunId(call.text(u"id"_s)), isPinned).result();
    return done ? Exit::Done : call.failed(done.error());
}

/// `doctor --accept`: what is lost is taken for granted.
Exit acceptLosses(const Call &call)
{
    const auto losses = lossesIn(call.engine.store().file());
    if (!losses)
        return call.failed(losses.error());
    if (losses->isEmpty()) {
        call.output.message(Tr::tr("Nothing is lost that could be accepted."));
        return Exit::Failed;
    }
    const auto told = call.engine.store().upkeep().acceptLosses(*losses).result();
    if (!told)
        return call.failed(told.error());
    for (const auto &loss : *losses)
        call.output.message(Tr::tr("Accepted: %1").arg(loss.fault));
    call.print({{u"accepted"_s, toJson(*losses)}, {u"event"_s, *told}});
    return Exit::Done;
}

} // namespace

CommandTable storageCommands()
{
    return {
        {u"storage.show"_s, {storageShow, true}},
        {u"run.pin"_s, {[](const Call &call) { return pin(call, true); }}},
        {u"run.unpin"_s, {[](const Call &call) { return pin(call, false); }}},
        {u"doctor"_s, {acceptLosses}},
    };
}

} // namespace signalbox
