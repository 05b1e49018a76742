// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/check.h"
#include "core/expression/template.h"

#include <QString>

#include <cstdlib>

using namespace signalbox;

/// A text with expressions in it, which look at the text itself as data.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const auto text = QString::fromUtf8(QByteArrayView(bytes, qsizetype(size)));
    static const auto environment
        = Environment::signalbox().withLimits({.steps = 20'000, .memory = 4u << 20, .resultSize = 1u << 20});
    const auto check = checkTemplate(text, environment);
    const auto compiled = Template::compile(text, environment);
    if (compiled.has_value() != check.isUsable())
        std::abort();
    if (!compiled)
        return 0;
    Scope scope;
    scope.set("item", Value::fromText(text));
    const auto value = compiled->render(scope);
    if (compiled->isConstant() && (!value || value->toQString() != text))
        std::abort();
    (void)JsonTemplate::compile(text, environment).and_then([&](const JsonTemplate &json) {
        return json.render(scope);
    });
    return 0;
}
