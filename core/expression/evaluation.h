// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/program.h"
#include "core/expression/scope.h"

#include <array>
#include <optional>

namespace signalbox::expression {

/// Why an evaluation gives no value, as it is noted when it happens: most are forgotten again (`has`, &&, ||,
/// filters of rules that do not match), so the sentence is made only when somebody is told.
struct Fault
{
    enum class Kind : quint8 {
        None,
        Message, ///< `message`
        Limit, ///< `message`; nothing absorbs it
        Scope, ///< `error`, from a lazy name
        NoName,
        NoMember, ///< `subject` is no map, or has no such member
        NoElement, ///< `subject` has nothing at `other`
        NoOperator, ///< not for `subject` and `other`
        NoOverload, ///< not for `arguments`
        NotBool, ///< `subject` stands where true or false should
        NoRange ///< `subject` cannot be gone through
    };

    Kind kind = Kind::None;
    quint32 instruction = 0;
    quint32 member = 0; ///< in a Path: the one that failed
    Value subject;
    Value other;
    QString message;
    std::optional<Error> error;
};

/// What evaluate() gave, for keeping: moved out of the scratch value where it is there.
inline Value taken(const Value *value, Value &scratch)
{
    if (value == &scratch)
        return std::move(scratch);
    return *value;
}

/// One evaluation of a program. Recursion is as deep as the program's expression, which the parser has
/// bounded.
///
/// evaluate() gives a pointer so that nothing is copied on the way: either to something that outlives the
/// instruction (a constant, a variable or a part of it, an element that a macro goes through) or to
/// `scratch`, into which it put what it made. Null: it failed, and m_fault says why.
class Evaluation
{
public:
    Evaluation(const Program &program, const Scope &scope);

    Result<Value> run();

    /// Computes an instruction that depends on no variable. False: it fails, or it would give more than
    /// `largest` bytes.
    static bool constant(const Program &program, quint32 instruction, size_t largest, Value &out);

    // --- for functions
    bool spend(size_t elements);
    bool reserve(size_t bytes);
    bool fail(QString message);
    bool giveList(std::vector<Value> items, Value &out);
    bool giveMap(std::vector<MapEntry> entries, Value &out);
    bool isWithinLimits(const Value &value);
    const Scope &scope() const { return m_scope; }

private:
    const Value *evaluate(quint32 index, Value &scratch);

    const Value *path(const Instruction &instruction, Value &scratch);
    const Value *member(
        quint32 index, const Value &object, const Key &key, Value &scratch, const Value *owned);
    const Value *memberOfOptional(quint32 index, const Value &object, const Key &key, Value &scratch);
    const Value *optionalMember(quint32 index, const Instruction &instruction, Value &scratch);
    const Value *hasMember(quint32 index, const Instruction &instruction);
    const Value *element(quint32 index, const Instruction &instruction, Value &scratch);
    const Value *find(quint32 index, const Value &container, const Value &key, bool &valid);
    const Value *list(const Instruction &instruction, Value &scratch);
    const Value *map(quint32 index, const Instruction &instruction, Value &scratch);
    /// False: failed. `present` is false for an optional item without a value.
    bool item(quint32 index, Value &out, bool &present);
    const Value *logical(const Instruction &instruction, bool decisive);
    const Value *notOf(quint32 index, const Instruction &instruction);
    const Value *negate(quint32 index, const Instruction &instruction, Value &scratch);
    const Value *binary(quint32 index, const Instruction &instruction, Value &scratch);
    const Value *in(quint32 index, const Value &value, const Value &container);
    const Value *conditional(const Instruction &instruction, Value &scratch);
    const Value *call(quint32 index, const Instruction &instruction, Value &scratch);

    // Macros (evaluatemacros.cpp).
    const Value *macro(quint32 index, const Instruction &instruction, Value &scratch);
    const Value *quantifier(quint32 index, const Instruction &instruction, const Value &range);
    const Value *existsOne(quint32 index, const Instruction &instruction, const Value &range);
    const Value *mapList(quint32 index, const Instruction &instruction, const Value &range, Value &scratch);
    const Value *transformMap(
        quint32 index, const Instruction &instruction, const Value &range, Value &scratch);
    const Value *byKey(quint32 index, const Instruction &instruction, const Value &range, Value &scratch);
    const Value *bind(const Instruction &instruction, const Value &value, Value &scratch);
    const Value *optMap(quint32 index, const Instruction &instruction, const Value &value, Value &scratch);
    /// Calls `body` for each element, with the macro's names set; stops when it says false. False: that, or
    /// no range.
    template <typename BodyOf>
    bool forEach(quint32 index, const Instruction &instruction, const Value &range, BodyOf body);
    /// The value of a condition. False: failed.
    bool condition(quint32 index, bool &out);

    std::nullptr_t fault(Fault::Kind kind, quint32 instruction, Value subject = {}, Value other = {});
    Error explain() const;
    quint32 place() const;
    QString sentence() const;

    const Program &m_program;
    const Scope &m_scope;
    Fault m_fault;
    qint64 m_steps;
    qint64 m_memory;
    std::array<const Value *, 8> m_fewSlots{};
    std::vector<const Value *> m_manySlots;
    const Value **m_slots;
    quint32 m_current = 0; ///< the call at work, for its failures
};

} // namespace signalbox::expression
