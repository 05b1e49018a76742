// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/environment.h"
#include "core/expression/functions.h"
#include "core/expression/syntaxtree.h"

#include <QStringList>

#include <span>
#include <string>
#include <vector>

namespace signalbox::expression {

enum class Op : quint8 {
    Constant, ///< data: constants
    Slot, ///< data: number of a macro's name
    Path, ///< data: paths
    Member, ///< operand.key; data: keys
    OptionalMember,
    HasMember,
    Index,
    OptionalIndex,
    List, ///< `flag`: some items are optional
    Map, ///< `flag`: some entries are optional
    OptionalItem,
    And,
    Or,
    Not,
    Negate,
    Binary,
    Conditional,
    Call, ///< data: functions
    Macro, ///< data: number of its first name; the second is the next. `flag`: it has two
    Unknown ///< a function that does not exist; data: texts
};

struct Instruction
{
    Op op = Op::Constant;
    bool flag = false;
    Operation operation = {};
    Macro macro = {};
    quint32 first = 0; ///< operand, in Program::operandList
    quint32 count = 0;
    quint32 data = 0;
};

/// Where in the source an instruction comes from, bytes.
struct Place
{
    quint32 start = 0;
    quint32 end = 0;
    quint32 place = 0;
};

/// A place in a text as editors count: from 1, columns in UTF-16 units.
struct Position
{
    qsizetype line = 1;
    qsizetype column = 1;

    QString text() const; ///< "line 1, column 8"
};

/// The position of a byte of a text that begins at `origin`.
Position positionIn(std::string_view text, quint32 at, Position origin = {});

/// A key that is looked up often: its hash is known.
struct Key
{
    Value key; ///< String
    quint32 hash = 0;

    /// What a map has there; null: nothing, or no map.
    const Value *in(const Value &map) const { return map.find(key.toStringView(), hash); }
};

/// A name and members of it, a.b.c: which part of it is the name of a variable depends on the scope.
struct Path
{
    std::vector<std::string> names; ///< "a", "a.b", "a.b.c", as far as it is written with dots
    std::vector<Key> members; ///< b, c and what follows in brackets
    std::vector<quint32> places; ///< in the source, of the first name and of each member
    Value type; ///< the type that it names where the scope has no such variable
    quint32 typeNames = 0; ///< how many of the parts that takes; 0: it names none
};

/// A compiled expression: a tree in one row, operands before what uses them. Immutable.
struct Program
{
    explicit Program(Environment env)
        : environment(std::move(env))
    {
    }

    Environment environment;
    std::string source;
    Position origin; ///< of the source, in a larger text
    std::vector<Instruction> code;
    std::vector<Place> places; ///< of each instruction
    std::vector<quint32> operandList;
    std::vector<Value> constants;
    std::vector<Key> keys;
    std::vector<Path> paths;
    std::vector<const Function *> functions;
    std::vector<std::string> texts;
    QStringList references;
    quint32 root = 0;
    quint32 slotCount = 0; ///< names of macros alive at once

    std::span<const quint32> operands(const Instruction &instruction) const
    {
        return std::span(operandList).subspan(instruction.first, instruction.count);
    }
    Position position(quint32 at) const { return positionIn(source, at, origin); }
    std::string_view sourceOf(quint32 instruction) const
    {
        const auto &place = places[instruction];
        return std::string_view(source).substr(place.start, place.end - place.start);
    }
};

} // namespace signalbox::expression
