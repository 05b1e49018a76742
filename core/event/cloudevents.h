// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/event/event.h"

#include <QByteArray>

/// CloudEvents 1.0.2, JSON event format.
namespace signalbox {

/// The event in JSON format, one line. JSON data is copied as it came (key order and number text kept; only
/// where it has line breaks the white space between its tokens goes), other text becomes a JSON string and
/// other bytes `data_base64`; so does what claims to be JSON and is none. Stored events carry the extension
/// attributes `sequence` (20 digits, so that it sorts), and where they have them `correlation`,
/// `causationrun`, `causationstep`. `withRequest` adds the member `request`.
QByteArray toCloudEventJson(const Event &event, bool withRequest = false);

/// Reads one event in JSON format. InvalidInput: not JSON, a required attribute missing, an attribute of the
/// wrong kind or given twice, both `data` and `data_base64`; the context names the attribute. The log's own
/// attributes (`sequence` …, `request`) are passed over: they are not taken from outside. Without `time` it
/// is zero. Data stays as it stood in the text; of another content type than JSON it is what its string says.
Result<Event> fromCloudEventJson(const QByteArray &json);

/// Reads the batch format: an array of events, may be empty. All or none.
Result<QList<Event>> fromCloudEventBatch(const QByteArray &json);

/// What CloudEvents asks of every event, however it came: that `id`, `source` and `type` are there, the
/// characters of all attributes, URIs where they belong, and names and kinds of extension attributes.
/// InvalidInput: the context names the attribute.
Result<void> checkEvent(const Event &event);

} // namespace signalbox
