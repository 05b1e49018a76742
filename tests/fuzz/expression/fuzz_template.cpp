// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/check.h"
#include "core/expression/template.h"
#include "tests/fuzz/support/fuzz.h"

#include <QString>

using namespace signalbox;
using fuzz::demand;

/// A text with expressions in it, which look at the text itself as data.
void signalbox::fuzz::attempt(QByteArrayView input)
{
    const auto text = QString::fromUtf8(input);
    static const auto environment = Environment::signalbox().withLimits({.steps = 50'000});
    const auto check = checkTemplate(text, environment);
    const auto compiled = Template::compile(text, environment);
    demand(compiled.has_value() == check.isUsable());
    if (!compiled)
        return;
    Scope scope;
    scope.set("item", Value::fromText(text));
    const auto value = compiled->render(scope);
    demand(!compiled->isConstant() || (value && value->toQString() == text));
    (void)JsonTemplate::compile(text, environment).and_then([&](const JsonTemplate &json) {
        return json.render(scope);
    });
}
