// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/check.h"
#include "core/expression/expression.h"

#include <QString>

#include <cstdlib>

using namespace signalbox;

namespace {

// Small, so that an input that goes to the limits takes no long time.
constexpr ExpressionLimits limits{.steps = 20'000, .memory = 4u << 20, .resultSize = 1u << 20};

void tryIn(const Environment &environment, const QString &source, const Value &data)
{
    const auto check = checkExpression(source, environment);
    for (const auto &problem : check.problems) {
        if (problem.start < 0 || problem.length < 1 || problem.start > source.size()
            || problem.message.isEmpty())
            std::abort();
    }
    const auto compiled = Expression::compile(source, environment);
    if (environment.isChecked() && compiled.has_value() != check.isUsable())
        std::abort();
    if (!compiled)
        return;
    Scope scope;
    scope.set("event", data);
    scope.set("item", data);
    const auto value = compiled->evaluate(scope);
    if (!value) {
        if (value.error().message.isEmpty())
            std::abort();
        return;
    }
    if (value->weight() > limits.resultSize || value->depth() > Value::maximumJsonDepth)
        std::abort();
    // What comes out can be stored and read again.
    if (!Value::fromJson(value->toJson()))
        std::abort();
}

} // namespace

/// An expression, and after a zero byte the data that it looks at as JSON.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const QByteArrayView input(bytes, qsizetype(size));
    const auto end = input.indexOf('\0');
    const auto source = QString::fromUtf8(end < 0 ? input : input.first(end));
    const auto data = end < 0 ? Value() : Value::fromJson(input.sliced(end + 1)).value_or(Value());
    static const auto rules = Environment::signalbox().withLimits(limits);
    static const auto pure = Environment::standard().withLimits(limits);
    tryIn(rules.withVariable(QStringLiteral("event"), Type::ofValue(data)), source, data);
    tryIn(pure, source, data);
    return 0;
}
