// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"
#include "core/store/reader.h"

namespace signalbox {

/// The reader's connection. Its questions stand by subject in readerevents.cpp, readerruns.cpp,
/// readerrules.cpp, readerrecords.cpp and readerconnections.cpp.
class Reader::Private
{
public:
    std::unique_ptr<Connection> db;

    Result<QList<StepRun>> steps(qint64 run);
};

} // namespace signalbox
