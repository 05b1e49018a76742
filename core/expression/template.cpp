// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/template.h"

#include "core/expression/program.h"
#include "core/expression/templateparts.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace expression;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Template)
};

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
            Tr::tr("The text is longer than %1 characters.").arg(environment.limits().sourceLength));
    const auto utf8 = source.toUtf8();
    const std::string_view text(utf8.data(), size_t(utf8.size()));
    Template result;
    result.m_limit = environment.limits().resultSize;
    Position position;
    size_t counted = 0;
    for (const auto &part : templateParts(text)) {
        const auto content = text.substr(part.start, part.size);
        if (part.kind == TemplatePart::Text) {
            result.m_parts.push_back({std::string(content), {}});
            result.m_textSize += content.size();
            continue;
        }
        position = positionIn(text.substr(counted), quint32(part.start - counted), position);
        counted = part.start;
        if (part.kind == TemplatePart::Open)
            return failure(Error::Code::InvalidInput, templateNotClosed(), position.text());
        auto expression = Expression::compile(std::string(content), environment, position);
        if (!expression)
            return Failure(expression.error());
        result.m_parts.push_back({{}, std::move(*expression)});
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
        auto value = part.expression->evaluate(scope);
        if (!value)
            return value;
        value->appendText(text);
        if (text.size() > m_limit)
            return failure(Error::Code::Unavailable,
                Tr::tr("This gives too much text; the limit is %1 MiB.").arg(m_limit >> 20));
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
