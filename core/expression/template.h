// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/expression.h"

#include <QJsonValue>

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace signalbox {

/// A text with expressions in double braces: "Order {{ event.data.id }} came in". Filled in once: braces in
/// what an expression gives are text. A value; thread: any.
///
/// In an expression, `}}` ends it except inside a string or where braces of a map are still open.
/// A text without `{{` is itself. To write `{{` as text: {{ '{{' }}.
class Template
{
public:
    /// InvalidInput: braces that are not closed, or an expression that does not compile; the context is the
    /// position in the text, "line 1, column 8".
    static Result<Template> compile(
        QStringView text, const Environment &environment = Environment::signalbox());

    /// A text that is one expression and nothing else gives the expression's value; any other gives a String,
    /// in which each value stands as Value::toText() shows it. Fails as Expression::evaluate() does.
    Result<Value> render(const Scope &scope) const;

    /// As Expression::references(), of all expressions.
    QStringList references() const;
    bool isConstant() const; ///< no expression in it

private:
    struct Part
    {
        std::string text; // literal, where there is no expression
        std::optional<Expression> expression;
    };

    std::vector<Part> m_parts;
    size_t m_textSize = 0; // of the literal parts
    size_t m_limit = 0; // of the rendered text
};

/// A JSON value whose strings, at any depth, are templates; keys are literal. Compiled once, rendered often.
/// A value; thread: any.
class JsonTemplate
{
public:
    /// As Template::compile(); the context begins with the path where that is not the value itself:
    /// "body.lines[0]: line 1, column 8".
    static Result<JsonTemplate> compile(
        const QJsonValue &json, const Environment &environment = Environment::signalbox());

    /// As Template::render(); the context begins with the path.
    Result<Value> render(const Scope &scope) const;

    QStringList references() const;

private:
    struct Nodes;

    static Result<JsonTemplate> compile(
        const QJsonValue &json, const Environment &environment, const QString &path);

    // A value without expressions is itself; else a text, or a list or map of which some part has
    // expressions.
    std::variant<Value, Template, std::shared_ptr<const Nodes>> m_content;
    QString m_path; // in the whole
};

} // namespace signalbox
