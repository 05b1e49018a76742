// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rule/run.h"

namespace signalbox {

using namespace Qt::StringLiterals;

QString stateName(State state)
{
    switch (state) {
    case State::Queued:
        return u"queued"_s;
    case State::Running:
        return u"running"_s;
    case State::Waiting:
        return u"waiting"_s;
    case State::Succeeded:
        return u"succeeded"_s;
    case State::Failed:
        return u"failed"_s;
    case State::Cancelled:
        return u"cancelled"_s;
    case State::InDoubt:
        return u"in-doubt"_s;
    case State::Skipped:
        return u"skipped"_s;
    }
    Q_UNREACHABLE();
}

std::optional<State> stateFromName(QStringView name)
{
    for (const auto state : {State::Succeeded, State::Failed, State::Queued, State::Running, State::Waiting,
             State::Cancelled, State::InDoubt, State::Skipped}) {
        if (stateName(state) == name)
            return state;
    }
    return {};
}

} // namespace signalbox
