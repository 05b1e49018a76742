// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/event/requestrecord.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace signalbox {

/// What caused an event that the engine itself made: the run and step that emitted it. Both empty:
/// it came from outside.
struct Causation
{
    RunId run;
    StepId step;
    Sequence event = 0; ///< the event that started that run; 0 if none

    bool operator==(const Causation &) const = default;
};

/// One immutable fact: a CloudEvents 1.0 value and its place in the log. Plain value, any thread.
struct Event
{
    EventId id; ///< never empty once stored
    QString source; ///< URI-reference, never empty
    QString type; ///< never empty; reverse-domain or `signalbox.…` (core/event/eventtypes.h)
    QString subject; ///< empty: absent
    Instant time; ///< when it happened, as its source says; else when it was received
    QString dataContentType; ///< empty: absent, which means JSON (CloudEvents JSON format, 3.1)
    QString dataSchema; ///< empty: absent
    QString traceParent; ///< W3C trace context; empty: absent
    QJsonObject extensions; ///< further CloudEvents attributes: strings, numbers, booleans

    /// The data exactly as it came; no value: the event has no data (other than empty data).
    std::optional<QByteArray> data;

    /// For a webhook: {"method","path","query","headers"} without secrets, and where `data` was read out
    /// of a form or XML "body"; else empty.
    RequestRecord request;

    // Given by the log.
    Sequence sequence = 0; ///< place in the log; 0: not stored yet
    Instant received; ///< when the log took it
    Sequence correlation = 0; ///< first event of the chain of causes; its own sequence if it began one
    Causation causation;
    int depth = 0; ///< how many events stand before it in its chain of causes

    /// Whether `data` is JSON text (content type absent, …/json or …+json).
    bool hasJsonData() const;

    bool operator==(const Event &) const = default;
};

bool isJsonContentType(const QString &contentType);

/// Whether it came from outside under a type that only the engine itself gives.
bool isPretended(const Event &event);

} // namespace signalbox

Q_DECLARE_TYPEINFO(signalbox::Event, Q_RELOCATABLE_TYPE);
