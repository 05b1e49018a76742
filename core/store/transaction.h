// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/store/blockindex.h"
#include "core/store/connection.h"
#include "core/store/eventchain.h"
#include "core/store/eventkey.h"

#include <QList>

namespace signalbox {

/// What a job has changed, for the store's signals.
struct News
{
    QList<RunId> runs; ///< may name one several times
    QList<TableId> records; ///< tables whose records changed
    bool rules = false;
    bool tables = false;
    bool connections = false;

    void add(const News &other);
    void addRecords(const TableId &table);
};

/// What jobs work with while the writing transaction is open. Thread: store.
struct Transaction
{
    Connection &db;
    const Clock &clock;
    IdSource &ids;
    EventKeys keys;
    Sequence last = 0; ///< of the log, as it is within the transaction
    News news = {}; ///< of the current job
    QByteArray hash = {}; ///< of the last event, see EventChain
    EventChain chain = {};
    BlockIndexWriters blocks = {};
};

} // namespace signalbox
