// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace signalbox {

struct Event;

/// What an event's data begins with, for one cell: JSON without its braces and quotes ("id: A1,
/// amount: 12.50"), any other text as it stands, on one line. Takes the cut-off data of Reader::eventHeads().
/// Pure; any thread.
QString dataSummary(const Event &event);

} // namespace signalbox
