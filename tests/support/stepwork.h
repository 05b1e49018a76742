// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action/action.h"
#include "tests/support/await.h"

namespace signalbox {

/// Work for one step as the runner gives it, with a config that holds no expressions. `values`: what
/// expressions gave, in place of the config's.
inline StepWork workFor(const QString &type, const QJsonObject &config,
    const std::vector<std::pair<std::string, Value>> &values = {})
{
    using namespace Qt::StringLiterals;
    StepWork work;
    work.rule = RuleId(u"rule"_s);
    work.run = RunId(u"run"_s);
    work.step = StepId(u"step"_s);
    work.now = fromMicroseconds(1'700'000'000'000'000);
    work.config = config;
    work.idempotencyKey = u"run-step"_s;
    std::vector<std::pair<std::string, Value>> input = values;
    for (const auto &field : findActionType(type)->fields) {
        const auto key = field.key.toStdString();
        const auto value = findActionType(type)->value(config, field.key);
        if (!value.isUndefined()
            && std::ranges::find(values, key, &std::pair<std::string, Value>::first) == values.end())
            input.emplace_back(key, Value::fromQJson(value));
    }
    work.input = Value::map(std::move(input));
    return work;
}

inline StepResult startStep(const QString &type, const StepWork &work, const ActionServices &services = {})
{
    return findActionType(type)->start(work, services);
}

/// What an action inside delivered; ends the test program where it did not.
inline Delivery delivered(const StepResult &result)
{
    if (!result)
        qFatal("failed: %s", qPrintable(result.error().message));
    const auto *delivery = std::get_if<Delivery>(&*result);
    if (!delivery)
        qFatal("delivered nothing");
    return *delivery;
}

/// The outcome of an action outside.
inline tl::expected<Delivery, AttemptError> outcomeOf(const StepResult &result)
{
    if (!result)
        return tl::unexpected(AttemptError{result.error(), false, {}});
    return await(std::get<Outside>(*result));
}

} // namespace signalbox
