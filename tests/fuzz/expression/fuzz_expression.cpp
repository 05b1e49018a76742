// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/check.h"
#include "core/expression/expression.h"
#include "tests/fuzz/support/fuzz.h"

#include <QString>

using namespace signalbox;
using fuzz::demand;

namespace {

// Memory and size of the result are those of rules, because what they come to is watched here. Fewer steps,
// so that an input that goes to the limit takes no long time.
constexpr ExpressionLimits limits{.steps = 50'000};

void tryIn(const Environment &environment, const QString &source, const Value &data)
{
    const auto check = checkExpression(source, environment);
    for (const auto &problem : check.problems) {
        demand(problem.start >= 0 && problem.length >= 1 && problem.start <= source.size());
        demand(!problem.message.isEmpty());
    }
    const auto compiled = Expression::compile(source, environment);
    demand(!environment.isChecked() || compiled.has_value() == check.isUsable());
    if (!compiled)
        return;
    Scope scope;
    scope.set("event", data);
    scope.set("item", data);
    const auto value = compiled->evaluate(scope);
    if (!value) {
        demand(!value.error().message.isEmpty());
        return;
    }
    demand(value->weight() <= limits.resultSize && value->depth() <= Value::maximumJsonDepth);
    // What comes out can be stored and read again.
    demand(Value::fromJson(value->toJson()).has_value());
}

} // namespace

/// An expression, and after a zero byte the data that it looks at as JSON.
void signalbox::fuzz::attempt(QByteArrayView input)
{
    const auto end = input.indexOf('\0');
    const auto source = QString::fromUtf8(end < 0 ? input : input.first(end));
    const auto data = end < 0 ? Value() : Value::fromJson(input.sliced(end + 1)).value_or(Value());
    static const auto rules = Environment::signalbox().withLimits(limits);
    static const auto pure = Environment::standard().withLimits(limits);
    tryIn(rules.withVariable(QStringLiteral("event"), Type::ofValue(data)), source, data);
    tryIn(pure, source, data);
}
