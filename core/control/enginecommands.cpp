// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/call.h"

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

Exit printStatus(const Call &call)
{
    const auto status = call.engine.status().result();
    call.print({{u"running"_s, status.running}, {u"paused"_s, status.paused}, {u"safe"_s, status.isSafe},
        {u"trouble"_s, status.trouble.isEmpty() ? QJsonValue() : QJsonValue(status.trouble)},
        {u"hooks"_s, status.listening.isEmpty() ? QJsonValue() : QJsonValue(status.listening)},
        {u"activeRuns"_s, status.activeRuns}, {u"routed"_s, qint64(status.routed)}});
    return Exit::Done;
}

Exit setPaused(const Call &call, bool paused)
{
    if (const auto done = call.engine.setPaused(paused).result(); !done)
        return call.failed(done.error());
    return printStatus(call);
}

} // namespace

CommandTable engineCommands()
{
    return {
        {u"engine.status"_s, {printStatus}},
        {u"engine.pause"_s, {[](const Call &call) { return setPaused(call, true); }}},
        {u"engine.resume"_s, {[](const Call &call) { return setPaused(call, false); }}},
    };
}

} // namespace signalbox
