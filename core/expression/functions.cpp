// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/functions.h"

#include "core/expression/signature.h"

#include <algorithm>

namespace signalbox::expression {

using namespace Qt::StringLiterals;

bool Overload::accept(std::span<const Value *const> arguments) const
{
    if (!takes(arguments.size()))
        return false;
    for (size_t i = 0; i < arguments.size(); ++i) {
        if (!(accepts[std::min(i, accepts.size() - 1)] & kindBit(arguments[i]->kind())))
            return false;
    }
    return true;
}

QString Function::kindsOf(std::span<const Value *const> arguments)
{
    QStringList kinds;
    for (const auto *argument : arguments)
        kinds += Type::ofKind(argument->kind()).plainName();
    return u'(' + kinds.join(u", ") + u')';
}

const Library &functionLibrary()
{
    static const Library library;
    return library;
}

Library::Library()
{
    addConversions(*this);
    addStringFunctions(*this);
    addStringFormat(*this);
    addMathFunctions(*this);
    addTimeFunctions(*this);
    addOptionalFunctions(*this);
    addEncoders(*this);
    addListFunctions(*this);
    addRegexFunctions(*this);
    addHashFunctions(*this);
    addUrlFunctions(*this);
    addDataFunctions(*this);
}

const Function *Library::function(std::string_view name, bool method, bool helpers) const
{
    auto found = m_functions.end();
    if (method) {
        std::string key;
        key.reserve(name.size() + 1);
        key += '.';
        key += name;
        found = m_functions.find(key);
    } else {
        found = m_functions.find(name);
    }
    return found != m_functions.end() && (helpers || !found->second.helper) ? &found->second : nullptr;
}

bool Library::isNamespace(std::string_view name) const
{
    const auto after = m_functions.lower_bound(name);
    return std::any_of(after, m_functions.end(), [name](const auto &entry) {
        return entry.first.size() > name.size() && entry.first.starts_with(name)
            && entry.first[name.size()] == '.';
    });
}

std::vector<std::string> Library::names(bool method, bool helpers) const
{
    std::vector<std::string> all;
    for (const auto &[key, function] : m_functions) {
        if (function.method == method && (helpers || !function.helper))
            all.push_back(function.name);
    }
    return all;
}

Function &Library::add(const char *signature, Body body, bool helper)
{
    auto parsed = parseSignature(signature);
    auto &function = m_functions[(parsed.method ? "." : "") + parsed.name];
    if (function.overloads.empty()) {
        function.name = parsed.name;
        function.method = parsed.method;
        function.helper = helper;
    }
    function.helper = function.helper && helper;
    parsed.overload.body = body;
    parsed.overload.helper = helper;
    function.overloads.push_back(std::move(parsed.overload));
    return function;
}

Library::Group &Library::Group::add(
    const char *signature, const char *help, const char *example, const char *gives, Body body)
{
    const auto &function = m_library.add(signature, body, m_helper);
    m_library.m_help.append({m_title, help, QString::fromStdString(function.name), function.method,
        {QString::fromLatin1(signature)}, QString::fromUtf8(example), QString::fromUtf8(gives), m_helper});
    m_last = {(function.method ? "." : "") + function.name};
    return *this;
}

Library::Group &Library::Group::also(const char *signature, Body body)
{
    const auto &function = m_library.add(signature, body, m_helper);
    m_library.m_help.last().signatures += QString::fromLatin1(signature);
    m_last.push_back((function.method ? "." : "") + function.name);
    return *this;
}

Library::Group &Library::Group::alsoHelper(const char *signature, Body body)
{
    const auto &function = m_library.add(signature, body, true);
    m_library.m_help.last().signatures += QString::fromLatin1(signature);
    m_last.push_back((function.method ? "." : "") + function.name);
    return *this;
}

Library::Group &Library::Group::impure()
{
    for (const auto &key : m_last)
        m_library.m_functions.at(key).pure = false;
    return *this;
}

Library::Group &Library::Group::lazy()
{
    for (const auto &key : m_last)
        m_library.m_functions.at(key).lazy = true;
    return *this;
}

} // namespace signalbox::expression
