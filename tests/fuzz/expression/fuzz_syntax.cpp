// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/environment.h"
#include "core/expression/parser.h"
#include "tests/fuzz/support/fuzz.h"

using namespace signalbox;
using namespace signalbox::expression;
using fuzz::demand;

namespace {

/// The tokens follow each other, lie within the source, and end.
void cut(std::string_view source)
{
    Lexer lexer(source);
    quint32 last = 0;
    while (true) {
        const auto token = lexer.next();
        demand(token.start >= last && token.end >= token.start && token.end <= source.size() + 1);
        if (token.symbol == Symbol::End)
            return;
        if (token.symbol == Symbol::Error) {
            demand(!lexer.error().isEmpty());
            return;
        }
        demand(token.end > token.start);
        last = token.end;
        if (token.symbol != Symbol::String && token.symbol != Symbol::Bytes)
            continue;
        const auto text = lexer.text(token);
        std::string value;
        QString error;
        size_t errorAt = 0;
        if (unquote(text, token.symbol == Symbol::Bytes, value, error, errorAt))
            demand(value.size() <= 4 * text.size());
        else
            demand(!error.isEmpty() && errorAt <= text.size());
    }
}

void parse(std::string_view source, bool helpers)
{
    Parser parser(source, ExpressionLimits().nesting, helpers);
    if (parser.parse()) {
        demand(!parser.takeTree().nodes.empty());
        return;
    }
    const auto &problem = parser.problem();
    demand(!problem.message.isEmpty() && problem.start <= source.size() && problem.end >= problem.start);
}

} // namespace

/// Any bytes as the text of an expression, as the lexer and the parser see it.
void signalbox::fuzz::attempt(QByteArrayView input)
{
    const std::string_view source(input.data(), size_t(input.size()));
    cut(source);
    parse(source, false);
    parse(source, true);
}
