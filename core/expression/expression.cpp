// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/expression.h"

#include "core/expression/checker.h"
#include "core/expression/compiler.h"
#include "core/expression/evaluation.h"
#include "core/expression/parser.h"

#include <QCoreApplication>

namespace signalbox {

using namespace expression;

namespace {

void addRequirements(const Program &program, quint32 index, QList<RequiredValue> &out)
{
    const auto &instruction = program.code[index];
    const auto operands = program.operands(instruction);
    if (instruction.op == Op::And) {
        for (const auto operand : operands)
            addRequirements(program, operand, out);
        return;
    }
    if (instruction.op != Op::Binary || instruction.operation != Operation::Equal)
        return;
    const auto *path = &program.code[operands[0]];
    const auto *constant = &program.code[operands[1]];
    if (path->op == Op::Constant)
        std::swap(path, constant);
    if (path->op != Op::Path || constant->op != Op::Constant)
        return;
    const auto &value = program.constants[constant->data];
    if (value.kind() != Value::Kind::Bool && !value.isString() && !value.isNumber())
        return;
    const auto &names = program.paths[path->data];
    QStringList parts{QString::fromStdString(names.names.front())};
    for (const auto &member : names.members)
        parts += member.key.toQString();
    out.append({parts, value});
}

} // namespace

Result<Expression> Expression::compile(QStringView source, const Environment &environment)
{
    if (source.size() > environment.limits().sourceLength)
        return failure(Error::Code::InvalidInput,
            QCoreApplication::translate("Expression", "The expression is longer than %1 characters.")
                .arg(environment.limits().sourceLength));
    const auto utf8 = source.toUtf8();
    return compile(std::string(utf8.data(), size_t(utf8.size())), environment, Position());
}

Result<Expression> Expression::compile(std::string source, const Environment &environment, Position origin)
{
    auto program = std::make_shared<Program>(environment);
    program->source = std::move(source);
    program->origin = origin;
    Parser parser(program->source, environment.limits().nesting, environment.hasHelpers());
    if (!parser.parse())
        return failure(Error::Code::InvalidInput, parser.problem().message,
            program->position(parser.problem().start).text());
    const auto tree = parser.takeTree();
    if (environment.isChecked()) {
        Checker checker(tree, environment);
        checker.check();
        for (const auto &problem : checker.takeProblems()) {
            if (!problem.warning)
                return failure(
                    Error::Code::InvalidInput, problem.message, program->position(problem.start).text());
        }
    }
    Compiler(tree, *program).compile();
    return Expression(std::move(program));
}

Result<Value> Expression::evaluate(const Scope &scope) const
{
    return Evaluation(*m_program, scope).run();
}

QString Expression::source() const
{
    return QString::fromStdString(m_program->source);
}

QStringList Expression::references() const
{
    return m_program->references;
}

QList<RequiredValue> Expression::requirements() const
{
    QList<RequiredValue> all;
    addRequirements(*m_program, m_program->root, all);
    return all;
}

} // namespace signalbox
