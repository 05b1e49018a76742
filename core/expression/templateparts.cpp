// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/templateparts.h"

#include "core/expression/lexer.h"

#include <QCoreApplication>

namespace signalbox::expression {

namespace {

/// Where the expression that begins at `from` ends; npos: nowhere.
size_t expressionEnd(std::string_view text, size_t from)
{
    const auto rest = text.substr(from);
    Lexer lexer(rest);
    int open = 0;
    for (auto token = lexer.next(); token.symbol != Symbol::End && token.symbol != Symbol::Error;
         token = lexer.next()) {
        if (token.symbol == Symbol::LeftBrace)
            ++open;
        if (token.symbol != Symbol::RightBrace)
            continue;
        if (open == 0 && rest.substr(token.start, 2) == "}}")
            return from + token.start;
        --open;
    }
    // What is no expression ends at the next braces, so that the error is about the expression and not about
    // braces.
    return text.find("}}", from);
}

} // namespace

std::vector<TemplatePart> templateParts(std::string_view text)
{
    std::vector<TemplatePart> parts;
    for (size_t at = 0; at < text.size();) {
        const auto open = std::min(text.find("{{", at), text.size());
        if (open > at)
            parts.push_back({TemplatePart::Text, at, open - at});
        if (open == text.size())
            break;
        const auto end = expressionEnd(text, open + 2);
        if (end == text.npos) {
            parts.push_back({TemplatePart::Open, open, text.size() - open});
            break;
        }
        parts.push_back({TemplatePart::Code, open + 2, end - open - 2});
        at = end + 2;
    }
    return parts;
}

QString templateNotClosed()
{
    return QCoreApplication::translate("Template", "Here {{ opens an expression that no }} closes.");
}

} // namespace signalbox::expression
