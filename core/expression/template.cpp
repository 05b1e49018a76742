// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/template.h"

#include "core/expression/lexer.h"
#include "core/expression/program.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace expression;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Template", text);
}

/// Where the expression that begins at `from` ends: at the first }} that is not in a string and leaves no map
/// open. npos: nowhere.
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

/// Adds references that are not there yet.
void merge(QStringList &all, const QStringList &more)
{
    for (const auto &reference : more) {
        if (!all.contains(reference))
            all += reference;
    }
}

} // namespace

Result<Template> Template::compile(QStringView source, const Environment &environment)
{
    if (source.size() > environment.limits().sourceLength)
        return failure(Error::Code::InvalidInput,
            tr("The text is longer than %1 characters.").arg(environment.limits().sourceLength));
    const auto utf8 = source.toUtf8();
    const std::string_view text(utf8.data(), size_t(utf8.size()));
    Template result;
    result.m_limit = environment.limits().resultSize;
    for (size_t at = 0; at < text.size();) {
        const auto open = text.find("{{", at);
        if (const auto literal = text.substr(at, open - at); !literal.empty()) {
            result.m_parts.push_back({std::string(literal), {}});
            result.m_textSize += literal.size();
        }
        if (open == text.npos)
            break;
        const auto end = expressionEnd(text, open + 2);
        if (end == text.npos)
            return failure(Error::Code::InvalidInput, tr("Here {{ opens an expression that no }} closes."),
                positionIn(text, quint32(open)).text());
        auto expression = Expression::compile(std::string(text.substr(open + 2, end - open - 2)), environment,
            positionIn(text, quint32(open + 2)));
        if (!expression)
            return Failure(expression.error());
        result.m_parts.push_back({{}, std::move(*expression)});
        at = end + 2;
    }
    return result;
}

Result<Value> Template::render(const Scope &scope) const
{
    if (m_parts.size() == 1 && m_parts[0].expression)
        return m_parts[0].expression->evaluate(scope);
    std::string text;
    text.reserve(m_textSize + 32 * m_parts.size());
    for (const auto &part : m_parts) {
        if (!part.expression) {
            text += part.text;
            continue;
        }
        const auto value = part.expression->evaluate(scope);
        if (!value)
            return value;
        value->appendText(text);
        if (text.size() > m_limit)
            return failure(Error::Code::Unavailable,
                tr("This gives too much text; the limit is %1 MiB.").arg(m_limit >> 20));
    }
    return Value::string(std::move(text));
}

QStringList Template::references() const
{
    QStringList all;
    for (const auto &part : m_parts) {
        if (part.expression)
            merge(all, part.expression->references());
    }
    return all;
}

bool Template::isConstant() const
{
    return std::ranges::none_of(m_parts, [](const Part &part) { return part.expression.has_value(); });
}

} // namespace signalbox
