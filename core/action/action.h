// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/event/event.h"
#include "core/event/responder.h"
#include "core/expression/value.h"
#include "core/record/record.h"
#include "core/rule/steptype.h"

#include <QFuture>

#include <functional>
#include <optional>
#include <variant>

namespace signalbox {

class ConnectionBook;
class HttpClient;
class MailClient;
class Notifier;

/// What a step is told when it starts. A plain value.
struct StepWork
{
    RuleId rule;
    RunId run;
    StepId step;
    QString title; ///< the step's name, for people
    int attempt = 1; ///< 1 is the first
    Instant now;
    QJsonObject config; ///< as the user wrote it
    Value input; ///< the config with its expressions filled in and fallbacks added: a map
    QString idempotencyKey; ///< the same for a run and step across attempts and restarts
    Sequence event = 0; ///< that the run is about

    /// Members of `input`; an absent one is empty, false, null.
    const Value &value(std::string_view key) const;
    QString text(std::string_view key) const;
    bool flag(std::string_view key) const;
    /// InvalidInput where the member is there and no length of time.
    Result<std::chrono::milliseconds> duration(std::string_view key) const;
};

/// The step is done.
struct Delivery
{
    Value output;
    QString port = QStringLiteral("out");
    QList<Event> events; ///< emitted together with the outcome
    std::optional<RunAnswer> answer
        = {}; ///< for whoever sent the event; goes out when the outcome is on disk
};

/// The step goes on at a time and then delivers `output`.
struct Waiting
{
    Instant until;
    Value output;
};

/// The step goes on with the first event of that type for which its field `condition` holds, as expressions
/// see it. When none has come in time it delivers {"until"} on `timeout`, with "error" where that could not
/// be worked out for one.
struct EventWanted
{
    QString type; ///< pattern
    bool sinceRun = true; ///< counts what came since the event that started the run, else since now
    Instant until;
};

/// The step goes on with what comes of the rule that the event calls (`signalbox.rule.called`).
struct CallWanted
{
    Event event;
    Instant until; ///< then it fails
};

/// The step wants a record changed; it is done with the record as output.
struct RecordWanted
{
    RecordCommand command;
};

/// Why an attempt outside failed, and whether another one may help.
struct AttemptError
{
    Error error;
    bool retry = false;
    std::optional<std::chrono::milliseconds> notBefore; ///< as the other side asked (Retry-After)
};

/// The step acts outside; the answer comes later. Cancelling the future stops the action promptly.
using Outside = QFuture<tl::expected<Delivery, AttemptError>>;

using StepResult = Result<std::variant<Delivery, Waiting, EventWanted, CallWanted, RecordWanted, Outside>>;

/// What actions can use; all outlive the engine.
struct ActionServices
{
    HttpClient *http = nullptr;
    Notifier *notifier = nullptr;
    ConnectionBook *connections = nullptr; ///< none: steps that name one fail
    MailClient *mail = nullptr;
    Responder *responder = nullptr; ///< none: nobody waits for what runs answer
};

/// A kind of action: its descriptor and how it starts.
struct ActionType : StepType
{
    /// Of the group Outside: whether doing it twice does no harm, so that an interrupted attempt is repeated
    /// unless the step says otherwise.
    bool repeatable = false;

    /// Starts the step. Called in the engine thread, must not block. An action of the group Outside is called
    /// only after its attempt is on disk and answers with `Outside`; the others only look and compute.
    std::function<StepResult(const StepWork &work, const ActionServices &services)> start;
};

/// Every action type, in the order of the palette: the table of contents of what Signalbox can do.
/// Made at the first call; texts are in the language of that moment. Any thread.
const QList<ActionType> &actionTypes();
const ActionType *findActionType(const QString &id);

} // namespace signalbox
