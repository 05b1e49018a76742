// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace signalbox {

/// Exit status of the command line; what scripts branch on.
enum class Exit { Done = 0, Failed = 1, Usage = 2, Unreachable = 3 };

/// The status that an error comes to: what the caller gave is Usage, what could not be reached Unreachable.
Exit exitFor(const Error &error);

/// Something asked of an engine: "rule.list", "run.show" … with its parameters. Each method stands in the
/// file of its topic (call.h).
struct Request
{
    QString method;
    QJsonObject params;

    bool operator==(const Request &) const = default;
};

/// Where a command's answer goes, a line at a time. Called from the thread that runs the command.
class Output
{
public:
    virtual ~Output() = default;
    virtual void line(const QByteArray &json) = 0; ///< for machines: standard output
    virtual void message(const QString &text) = 0; ///< for people: standard error
    virtual bool isClosed() const { return false; } ///< nobody reads any more; long work ends
};

/// The form of a request and its answer on the control socket: a line each. A request is one JSON object; an
/// answer line begins with a letter: `o` a line of output, `e` a message, `x` the exit status, which is the
/// last.
QByteArray encode(const Request &request);
Result<Request> decodeRequest(const QByteArray &line);

} // namespace signalbox
