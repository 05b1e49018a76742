// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/expressionsample.h"

#include "core/engine/eventview.h"
#include "core/expression/expression.h"
#include "core/expression/template.h"

#include <algorithm>

namespace signalbox {

namespace {

// Measured: some 20 ns a step, so that the window keeps its pace while somebody types.
constexpr quint64 mostSteps = 100'000;
constexpr size_t mostMemory = 8U << 20U;

} // namespace

const Value *ExpressionSample::find(std::string_view name) const
{
    const auto found = std::ranges::find_if(names, [&](const auto &entry) { return entry.first == name; });
    return found == names.end() ? nullptr : &found->second;
}

void ExpressionSample::set(const std::string &name, Value value)
{
    const auto found = std::ranges::find_if(names, [&](const auto &entry) { return entry.first == name; });
    if (found == names.end())
        names.emplace_back(name, std::move(value));
    else
        found->second = std::move(value);
}

Scope ExpressionSample::scope() const
{
    Scope scope;
    for (const auto &[name, value] : names)
        scope.set(name, value);
    return scope;
}

Environment ExpressionSample::environment() const
{
    auto limits = Environment::signalbox().limits();
    limits.steps = mostSteps;
    limits.memory = mostMemory;
    limits.resultSize = mostMemory;
    auto environment = Environment::signalbox().withLimits(limits);
    for (const auto &[name, value] : names)
        environment = environment.withVariable(QString::fromStdString(name));
    return environment;
}

Environment ExpressionSample::typedEnvironment() const
{
    auto typed = environment();
    for (const auto &[name, value] : names) {
        // What one event lacks another may have.
        if (!value.isNull())
            typed = typed.withVariable(QString::fromStdString(name), Type::ofValue(value));
    }
    return typed;
}

ExpressionSample ExpressionSample::ofEvent(const Event &event)
{
    const EventView view(event);
    ExpressionSample sample;
    sample.title = event.sequence > 0 ? QStringLiteral("#%1").arg(event.sequence) : QString();
    sample.set("event", view.value());
    sample.set("request", view.request());
    return sample;
}

QList<ExpressionProblem> problemsOf(QStringView text, CodeKind kind, const ExpressionSample &sample)
{
    const auto check = kind == CodeKind::Expression ? checkExpression : checkTemplate;
    auto problems = check(text, sample.environment()).problems;
    if (!problems.isEmpty() || sample.isEmpty())
        return problems;
    problems = check(text, sample.typedEnvironment()).problems;
    for (auto &problem : problems)
        problem.warning = true;
    return problems;
}

Result<Value> evaluateOn(QStringView text, CodeKind kind, const ExpressionSample &sample)
{
    if (kind == CodeKind::Expression) {
        const auto expression = Expression::compile(text, sample.environment());
        return expression ? expression->evaluate(sample.scope()) : Failure(expression.error());
    }
    const auto content = Template::compile(text, sample.environment());
    return content ? content->render(sample.scope()) : Failure(content.error());
}

} // namespace signalbox
