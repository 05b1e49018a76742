// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/signature.h"

#include <algorithm>

namespace signalbox::expression {

namespace {

using Kind = Value::Kind;

constexpr quint16 numberKinds = kindBit(Kind::Int) | kindBit(Kind::Uint) | kindBit(Kind::Double);

class Reader
{
public:
    explicit Reader(std::string_view text)
        : m_rest(text)
    {
    }

    Signature read()
    {
        Signature signature;
        signature.overload.signature = QString::fromLatin1(m_rest.data(), qsizetype(m_rest.size()));
        auto &overload = signature.overload;
        // A type stands before a method's name, a namespace before a function's: math.ceil, but string.trim.
        const auto open = nameEnd();
        auto head = m_rest.substr(0, open);
        const auto dot = head.rfind('.');
        if (dot != head.npos && isType(head.substr(0, dot))) {
            signature.method = true;
            addParameter(overload);
            skip(".");
            head.remove_prefix(dot + 1);
        }
        signature.name = head;
        skip(signature.name);
        skip("(");
        while (!skip(")")) {
            addParameter(overload);
            overload.variadic = skip("...");
            skip(", ");
        }
        const bool arrow = skip(" -> ");
        Q_ASSERT(arrow);
        Q_UNUSED(arrow);
        quint16 kinds = 0;
        overload.result = readType(kinds);
        Q_ASSERT(m_rest.empty());
        return signature;
    }

private:
    /// Where the parameters begin: the first bracket that no type opens.
    size_t nameEnd() const
    {
        int depth = 0;
        for (size_t i = m_rest.find(" -> "); i-- > 0;) {
            if (m_rest[i] == ')')
                ++depth;
            if (m_rest[i] == '(' && --depth == 0)
                return i;
        }
        Q_UNREACHABLE();
    }

    /// `optional` without brackets is no type: it begins the names of functions.
    static bool isType(std::string_view text)
    {
        const auto bracket = text.find('(');
        const auto name = text.substr(0, bracket);
        if ((name.size() == 1 && name[0] >= 'A' && name[0] <= 'Z') || name == "number" || name == "dyn")
            return true;
        const auto *known = std::ranges::find(typeNames, name, &std::pair<std::string_view, Kind>::first);
        return known != std::end(typeNames) && (known->second < Kind::List || bracket != text.npos);
    }

    bool skip(std::string_view text)
    {
        if (!m_rest.starts_with(text))
            return false;
        m_rest.remove_prefix(text.size());
        return true;
    }

    void addParameter(Overload &overload)
    {
        quint16 kinds = 0;
        overload.parameters.push_back(readType(kinds));
        overload.accepts.push_back(kinds);
    }

    Type readType(quint16 &kinds)
    {
        const auto name = m_rest.substr(0, m_rest.find_first_of("(),. "));
        m_rest.remove_prefix(name.size());
        kinds = anyKind;
        if (name == "dyn")
            return {};
        if (name == "number") {
            kinds = numberKinds;
            return Type::number();
        }
        if (name.size() == 1)
            return Type::parameter(name[0]);
        const auto *found = std::ranges::find(typeNames, name, &std::pair<std::string_view, Kind>::first);
        Q_ASSERT(found != std::end(typeNames));
        kinds = kindBit(found->second);
        if (!skip("("))
            return Type::ofKind(found->second);
        quint16 unused = 0;
        auto first = readType(unused);
        auto type = found->second == Kind::Optional ? Type::optional(first) : Type::list(first);
        if (skip(", "))
            type = Type::map(first, readType(unused));
        skip(")");
        return type;
    }

    static constexpr std::pair<std::string_view, Kind> typeNames[]
        = {{"null", Kind::Null}, {"bool", Kind::Bool}, {"int", Kind::Int}, {"uint", Kind::Uint},
            {"double", Kind::Double}, {"timestamp", Kind::Timestamp}, {"duration", Kind::Duration},
            {"type", Kind::Type}, {"string", Kind::String}, {"bytes", Kind::Bytes}, {"list", Kind::List},
            {"map", Kind::Map}, {"optional", Kind::Optional}};

    std::string_view m_rest;
};

} // namespace

Signature parseSignature(std::string_view text)
{
    return Reader(text).read();
}

} // namespace signalbox::expression
