// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/transaction.h"

namespace signalbox {

void News::addRecords(const TableId &table)
{
    if (!records.contains(table))
        records += table;
}

void News::add(const News &other)
{
    runs += other.runs;
    for (const auto &table : other.records)
        addRecords(table);
    rules = rules || other.rules;
    tables = tables || other.tables;
    connections = connections || other.connections;
}

} // namespace signalbox
