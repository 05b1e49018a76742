// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rule/run.h"

#include <array>

namespace signalbox {

namespace {

constexpr std::array<std::pair<State, QStringView>, 8> names{{
    {State::Queued, u"queued"},
    {State::Running, u"running"},
    {State::Waiting, u"waiting"},
    {State::Succeeded, u"succeeded"},
    {State::Failed, u"failed"},
    {State::Cancelled, u"cancelled"},
    {State::InDoubt, u"in-doubt"},
    {State::Skipped, u"skipped"},
}};

} // namespace

QString stateName(State state)
{
    for (const auto &[value, name] : names) {
        if (value == state)
            return name.toString();
    }
    Q_UNREACHABLE();
}

std::optional<State> stateFromName(QStringView name)
{
    for (const auto &[value, known] : names) {
        if (known == name)
            return value;
    }
    return {};
}

} // namespace signalbox
