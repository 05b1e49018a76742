// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/expressionsample.h"

#include "core/base/json.h"
#include "core/engine/eventview.h"
#include "core/expression/expression.h"
#include "core/expression/template.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <optional>

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

struct ExpressionSample::Environments
{
    Environment plain;
    Environment typed;
};

void ExpressionSample::set(const std::string &name, Value value)
{
    m_environments.reset();
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

const ExpressionSample::Environments &ExpressionSample::environments() const
{
    if (m_environments)
        return *m_environments;
    auto limits = Environment::signalbox().limits();
    limits.steps = mostSteps;
    limits.memory = mostMemory;
    limits.resultSize = mostMemory;
    auto plain = Environment::signalbox().withLimits(limits);
    for (const auto &[name, value] : names)
        plain = plain.withVariable(QString::fromStdString(name));
    auto typed = plain;
    for (const auto &[name, value] : names) {
        // What one event lacks another may have.
        if (!value.isNull())
            typed = typed.withVariable(QString::fromStdString(name), Type::ofValue(value));
    }
    m_environments = std::make_shared<const Environments>(Environments{plain, typed});
    return *m_environments;
}

Environment ExpressionSample::environment() const
{
    return environments().plain;
}

Environment ExpressionSample::typedEnvironment() const
{
    return environments().typed;
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

QString memberPath(const QString &owner, const QString &key)
{
    const auto spans = codeSpans(key, CodeKind::Expression);
    const bool isName = spans.size() == 1 && spans.front().kind == CodeSpan::Name && !key.startsWith(u'`')
        && spans.front().part.length == key.size();
    return isName ? owner + u'.' + key
                  : owner + u'[' + QString::fromUtf8(Value::fromText(key).toJson()) + u']';
}

namespace {

/// What keeps a text from being the JSON that it is meant to be.
std::optional<ExpressionProblem> jsonProblem(QStringView text)
{
    const auto utf8 = text.toUtf8();
    QJsonParseError error;
    // QJsonDocument wants an array or object outside; an array of one lets scalars through.
    const auto document = QJsonDocument::fromJson('[' + utf8 + ']', &error);
    if (error.error == QJsonParseError::NoError && document.array().size() == 1)
        return {};
    const auto at = std::clamp<qsizetype>(error.offset - 1, 0, utf8.size());
    const auto reason = error.error == QJsonParseError::NoError
        ? QCoreApplication::translate("ExpressionSample", "exactly one value is expected")
        : error.errorString();
    ExpressionProblem problem;
    problem.start = QString::fromUtf8(utf8.left(at)).size();
    problem.length = 1;
    problem.message
        = QCoreApplication::translate("ExpressionSample", "This is not valid JSON: %1.").arg(reason);
    return problem;
}

} // namespace

QList<ExpressionProblem> problemsOf(QStringView text, CodeKind kind, const ExpressionSample &sample)
{
    if (kind == CodeKind::Json && looksLikeJson(text)) {
        if (const auto problem = jsonProblem(text))
            return {*problem};
    }
    const auto check = kind == CodeKind::Expression ? checkExpression : checkTemplate;
    const auto code = readableCode(text, kind);
    auto problems = check(code, sample.environment()).problems;
    if (problems.isEmpty() && !sample.isEmpty()) {
        problems = check(code, sample.typedEnvironment()).problems;
        for (auto &problem : problems)
            problem.warning = true;
    }
    for (auto &problem : problems)
        problem.fix = writtenCode(problem.fix, text, kind);
    return problems;
}

Result<Value> evaluateOn(QStringView text, CodeKind kind, const ExpressionSample &sample)
{
    if (kind == CodeKind::Expression) {
        const auto expression = Expression::compile(text, sample.environment());
        return expression ? expression->evaluate(sample.scope()) : Failure(expression.error());
    }
    if (kind == CodeKind::Json && looksLikeJson(text)) {
        const auto json = parseJson(text.toUtf8());
        if (!json)
            return Failure(json.error());
        const auto content = JsonTemplate::compile(*json, sample.environment());
        return content ? content->render(sample.scope()) : Failure(content.error());
    }
    const auto content = Template::compile(text, sample.environment());
    return content ? content->render(sample.scope()) : Failure(content.error());
}

} // namespace signalbox
