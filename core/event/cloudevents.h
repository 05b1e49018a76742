// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "core/base/error.h"
#include "core/event/event.h"

/// CloudEvents 1.0.2, JSON event format.
namespace signalbox {

/// The event in JSON format, one line. JSON data is copied as it came (key order and number text kept),
/// other text becomes a JSON string and other bytes `data_base64`. Stored events carry the extension
/// attributes `sequence` (20 digits, so that it sorts), and where they have them `correlation`,
/// `causationrun`, `causationstep`. `withRequest` adds the member `request`.
QByteArray toCloudEventJson(const Event &event, bool withRequest = false);

/// Reads one event in JSON format. InvalidInput: not JSON, a required attribute missing, an attribute of the
/// wrong kind, both `data` and `data_base64`; the context names the attribute. The log's own attributes
/// (`sequence` …) are not taken from outside. Data stays as it stood in the text.
Result<Event> fromCloudEventJson(const QByteArray &json);

/// Reads the batch format: an array of events, may be empty. All or none.
Result<QList<Event>> fromCloudEventBatch(const QByteArray &json);

/// What CloudEvents asks of every event, however it came: the attributes' presence and characters.
Result<void> checkEvent(const Event &event);

} // namespace signalbox
