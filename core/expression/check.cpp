// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/check.h"

#include "core/expression/checker.h"
#include "core/expression/compiler.h"
#include "core/expression/parser.h"
#include "core/expression/templateparts.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace expression;

namespace {

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

constexpr qsizetype mostProblems = 100; // of a template; nobody reads on

/// UTF-16 units before a byte.
qsizetype unitsBefore(std::string_view text, size_t byte)
{
    return toQString(text.substr(0, byte)).size();
}

/// The problem with its place in a text of which `source` is the part from `offset` on.
ExpressionProblem placed(const Problem &problem, std::string_view source, qsizetype offset)
{
    const auto start = std::min(size_t(problem.start), source.size());
    const auto end = std::clamp(size_t(problem.end), start, source.size());
    const auto from = unitsBefore(source, start);
    return {offset + from, std::max<qsizetype>(1, unitsBefore(source, end) - from), problem.message,
        problem.fix, problem.warning};
}

ExpressionCheck checked(std::string_view source, const Environment &environment, qsizetype offset)
{
    ExpressionCheck result;
    Parser parser(source, environment.limits().nesting, environment.hasHelpers());
    if (!parser.parse()) {
        result.problems += placed(parser.problem(), source, offset);
        return result;
    }
    const auto tree = parser.takeTree();
    Checker checker(tree, environment);
    result.type = checker.check();
    for (const auto &problem : checker.takeProblems())
        result.problems += placed(problem, source, offset);
    std::ranges::stable_sort(result.problems, {}, &ExpressionProblem::start);
    Program program(environment);
    program.source = source;
    Compiler(tree, program).compile();
    result.references = program.references;
    return result;
}

ExpressionCheck tooLong(QStringView text, const Environment &environment)
{
    ExpressionCheck result;
    result.problems += ExpressionProblem{0, std::max<qsizetype>(1, text.size()),
        QCoreApplication::translate("Expression", "The expression is longer than %1 characters.")
            .arg(environment.limits().sourceLength),
        {}, false};
    return result;
}

} // namespace

bool ExpressionCheck::isUsable() const
{
    return std::ranges::all_of(problems, &ExpressionProblem::warning);
}

ExpressionCheck checkExpression(QStringView source, const Environment &environment)
{
    if (source.size() > environment.limits().sourceLength)
        return tooLong(source, environment);
    const auto utf8 = source.toUtf8().toStdString();
    return checked(utf8, environment, 0);
}

ExpressionCheck checkTemplate(QStringView text, const Environment &environment)
{
    if (text.size() > environment.limits().sourceLength)
        return tooLong(text, environment);
    const auto utf8 = text.toUtf8().toStdString();
    ExpressionCheck result;
    result.type = Type::Kind::String;
    const auto parts = templateParts(utf8);
    qsizetype offset = 0;
    size_t counted = 0;
    for (const auto &part : parts) {
        if (part.kind == TemplatePart::Text)
            continue;
        if (result.problems.size() >= mostProblems)
            break;
        offset += unitsBefore(std::string_view(utf8).substr(counted), part.start - counted);
        counted = part.start;
        if (part.kind == TemplatePart::Open) {
            result.problems += ExpressionProblem{offset, 2, templateNotClosed(), {}, false};
            continue;
        }
        auto one = checked(std::string_view(utf8).substr(part.start, part.size), environment, offset);
        result.problems += one.problems;
        for (const auto &reference : one.references) {
            if (!result.references.contains(reference))
                result.references += reference;
        }
        if (parts.size() == 1)
            result.type = one.type;
    }
    return result;
}

} // namespace signalbox
