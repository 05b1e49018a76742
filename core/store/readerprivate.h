// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"
#include "core/store/eventquery.h"
#include "core/store/reader.h"

namespace signalbox {

/// The reader's connection. Its questions stand by subject in readerevents.cpp, readerruns.cpp,
/// readerrules.cpp, readerrecords.cpp, readerconnections.cpp and readerstorage.cpp.
class Reader::Private
{
public:
    std::unique_ptr<Connection> db;
    bool hasSearch = false; ///< the index of words is attached

    Result<QList<StepRun>> steps(qint64 run);
    Result<void> addEvents(StorageUse &use);
    Result<void> addRuns(StorageUse &use);
    Result<void> inPieces(const EventFilter &filter, bool newestFirst,
        const std::function<Result<bool>(const EventQuery &, const SearchFile::Piece &)> &take);
};

} // namespace signalbox
