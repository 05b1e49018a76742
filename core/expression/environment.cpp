// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/environment.h"

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

struct Environment::Data
{
    struct Variable
    {
        QString name;
        Type type;
    };

    QList<Variable> variables;
    ExpressionLimits limits;
    bool checked = false;
    bool mixesNumbers = false;
    bool helpers = false;
    bool anyName = false;
};

const Environment &Environment::standard()
{
    static const Environment environment([] {
        auto data = std::make_shared<Data>();
        data->anyName = true;
        return data;
    }());
    return environment;
}

const Environment &Environment::signalbox()
{
    static const Environment environment([] {
        const auto open = Type::map(Type::Kind::String, {});
        auto data = std::make_shared<Data>();
        data->checked = true;
        data->mixesNumbers = true;
        data->helpers = true;
        data->variables = {{u"event"_s, open}, {u"request"_s, {}}, {u"steps"_s, open}, {u"trigger"_s, {}},
            {u"run"_s, {}}, {u"rule"_s, {}}, {u"vars"_s, open}, {u"item"_s, {}},
            {u"index"_s, Type::Kind::Int}, {u"awaited"_s, open}};
        return data;
    }());
    return environment;
}

Environment Environment::withVariable(QString name, Type type) const
{
    auto data = std::make_shared<Data>(*m_data);
    const auto found = std::ranges::find(data->variables, name, &Data::Variable::name);
    if (found != data->variables.end())
        found->type = std::move(type);
    else
        data->variables.append({std::move(name), std::move(type)});
    return Environment(std::move(data));
}

Environment Environment::withAnyName() const
{
    auto data = std::make_shared<Data>(*m_data);
    data->anyName = true;
    return Environment(std::move(data));
}

Environment Environment::withLimits(const ExpressionLimits &limits) const
{
    auto data = std::make_shared<Data>(*m_data);
    data->limits = limits;
    return Environment(std::move(data));
}

const ExpressionLimits &Environment::limits() const
{
    return m_data->limits;
}
bool Environment::isChecked() const
{
    return m_data->checked;
}
bool Environment::mixesNumbers() const
{
    return m_data->mixesNumbers;
}
bool Environment::hasHelpers() const
{
    return m_data->helpers;
}
bool Environment::acceptsAnyName() const
{
    return m_data->anyName;
}

QStringList Environment::variables() const
{
    QStringList names;
    for (const auto &variable : m_data->variables)
        names += variable.name;
    return names;
}

const Type *Environment::variable(QStringView name) const
{
    const auto found
        = std::ranges::find_if(m_data->variables, [name](const auto &known) { return known.name == name; });
    return found == m_data->variables.end() ? nullptr : &found->type;
}

} // namespace signalbox
