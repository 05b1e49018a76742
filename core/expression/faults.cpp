// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/evaluation.h"

#include <QCoreApplication>

#include <algorithm>

/// What is said when an evaluation fails.
namespace signalbox::expression {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString kindName(const Value &value)
{
    return Type::ofKind(value.kind()).plainName();
}

/// What stands in the source, cut where it is long.
QString excerpt(std::string_view source)
{
    constexpr qsizetype most = 60;
    auto text = toQString(source).simplified();
    if (text.size() > most)
        text = text.left(most) + u'…';
    return text;
}

/// The first names of a map or list of names, "id, total and 5 more".
QString namesOf(const QStringList &names)
{
    constexpr qsizetype most = 12;
    if (names.size() <= most)
        return names.join(u", ");
    return Tr::tr("%1 and %2 more").arg(names.first(most).join(u", ")).arg(names.size() - most);
}

QString membersOf(const Value &map)
{
    QStringList names;
    for (const auto &entry : map.entries())
        names += entry.key.toText();
    return namesOf(names);
}

QString shown(const Value &value)
{
    // Data can be anything and long: only what is short is shown.
    constexpr size_t most = 40;
    return value.weight() <= most ? QString::fromUtf8(value.toJson()) : kindName(value);
}

QString missingMember(const QString &path, const Value &object, const QString &key)
{
    if (!object.isMap())
        return Tr::tr("%1 is %2, so it has no member \"%3\".").arg(path, kindName(object), key);
    if (!object.size())
        return Tr::tr("%1 has no member \"%2\"; it is empty.").arg(path, key);
    return Tr::tr("%1 has no member \"%2\"; it has: %3.").arg(path, key, membersOf(object));
}

QString missingElement(const QString &path, const Value &container, const Value &key)
{
    if (container.isMap())
        return missingMember(path, container, key.toText());
    if (!container.isList())
        return Tr::tr("%1 is %2, so nothing can be taken out of it with [ ].").arg(path, kindName(container));
    if (!key.isNumber())
        return Tr::tr("%1 is a list, so its elements have numbers; this is %2.").arg(path, kindName(key));
    return Tr::tr("%1 has %2 elements, counted from 0; there is none at %3.")
        .arg(path)
        .arg(container.size())
        .arg(key.toText());
}

} // namespace

QString Position::text() const
{
    return u"line %1, column %2"_s.arg(line).arg(column);
}

Position positionIn(std::string_view text, quint32 at, Position origin)
{
    const auto before = text.substr(0, at);
    const auto lines = std::ranges::count(before, '\n');
    const auto start = before.rfind('\n') + 1; // npos + 1 is 0
    const auto column = toQString(before.substr(start)).size();
    return {origin.line + lines, column + (lines ? 1 : origin.column)};
}

QString Evaluation::sentence() const
{
    const auto &instruction = m_program.code[m_fault.instruction];
    const auto operandText = [&](size_t operand) {
        return excerpt(m_program.sourceOf(m_program.operands(instruction)[operand]));
    };
    switch (m_fault.kind) {
    case Fault::Kind::NoName: {
        const auto &path = m_program.paths[instruction.data];
        QStringList names;
        for (const auto &name : m_scope.names())
            names += toQString(name).section(u'.', 0, 0);
        names.removeDuplicates();
        const auto given = toQString(path.names.front());
        return names.isEmpty() ? Tr::tr("There is no \"%1\" here.").arg(given)
                               : Tr::tr("There is no \"%1\" here; there is: %2.").arg(given, namesOf(names));
    }
    case Fault::Kind::NoMember:
        if (instruction.op == Op::Path) {
            const auto &path = m_program.paths[instruction.data];
            auto text = toQString(path.names.front());
            for (quint32 i = 0; i < m_fault.member; ++i)
                text += i + 1 < path.names.size()
                    ? u'.' + path.members[i].key.toQString()
                    : u"[%1]"_s.arg(QString::fromUtf8(path.members[i].key.toJson()));
            return missingMember(text, m_fault.subject, path.members[m_fault.member].key.toQString());
        }
        return missingMember(operandText(0), m_fault.subject, m_fault.other.toText());
    case Fault::Kind::NoElement:
        return missingElement(operandText(0), m_fault.subject, m_fault.other);
    case Fault::Kind::NoOperator:
        if (instruction.op == Op::Negate)
            return Tr::tr("\"-\" does not take %1.").arg(kindName(m_fault.subject));
        return Tr::tr("\"%1\" does not take %2 and %3.")
            .arg(toQString(operationText(instruction.operation)), kindName(m_fault.subject),
                kindName(m_fault.other));
    case Fault::Kind::NoOverload: {
        const auto &function = *m_program.functions[instruction.data];
        QStringList signatures;
        for (const auto &overload : function.overloads) {
            if (!overload.helper || m_program.environment.hasHelpers())
                signatures += overload.signature;
        }
        return Tr::tr("%1 does not take %2; there is: %3.")
            .arg(toQString(function.name), m_fault.message, signatures.join(u"; "));
    }
    case Fault::Kind::NotBool:
        return Tr::tr("A condition is true or false; this is %1.").arg(shown(m_fault.subject));
    case Fault::Kind::NoRange:
        if (instruction.macro == Macro::OptMap || instruction.macro == Macro::OptFlatMap)
            return Tr::tr("%1 is %2, not an optional value.").arg(operandText(0), kindName(m_fault.subject));
        return Tr::tr("%1 is %2; only a list or a map can be gone through.")
            .arg(operandText(0), kindName(m_fault.subject));
    default:
        return m_fault.message;
    }
}

Error Evaluation::explain() const
{
    if (m_fault.kind == Fault::Kind::Scope)
        return *m_fault.error;
    const auto code
        = m_fault.kind == Fault::Kind::Limit ? Error::Code::Unavailable : Error::Code::InvalidInput;
    return {code, sentence(), m_program.position(place()).text()};
}

/// Where in the source it happened. A path is one instruction, but its members have places of their own.
quint32 Evaluation::place() const
{
    const auto &instruction = m_program.code[m_fault.instruction];
    if (instruction.op == Op::Path && m_fault.kind == Fault::Kind::NoName)
        return m_program.paths[instruction.data].places[0];
    if (instruction.op == Op::Path && m_fault.kind == Fault::Kind::NoMember)
        return m_program.paths[instruction.data].places[m_fault.member + 1];
    return m_program.places[m_fault.instruction].place;
}

} // namespace signalbox::expression
