// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/evaluation.h"

#include "core/expression/operators.h"
#include "core/expression/valuedata.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace signalbox::expression {

using Kind = Value::Kind;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

const Value trueValue = Value::boolean(true);
const Value falseValue = Value::boolean(false);
const Value noneValue = Value::none();

const Value *boolean(bool value)
{
    return value ? &trueValue : &falseValue;
}

/// What a value costs to go through, beyond what its operation costs anyway.
qint64 costOf(const Value &value)
{
    return value.kind() >= Kind::String ? qint64(value.weight() / 16) : 0;
}

} // namespace

Evaluation::Evaluation(const Program &program, const Scope &scope)
    : m_program(program)
    , m_scope(scope)
    , m_steps(qint64(program.environment.limits().steps))
    , m_memory(qint64(program.environment.limits().memory))
    , m_slots(m_fewSlots.data())
{
    if (program.slotCount > m_fewSlots.size()) {
        m_manySlots.resize(program.slotCount);
        m_slots = m_manySlots.data();
    }
}

Result<Value> Evaluation::run()
{
    Value scratch;
    const auto *result = evaluate(m_program.root, scratch);
    if (!result || !isWithinLimits(*result))
        return Failure(explain());
    return taken(result, scratch);
}

bool Evaluation::constant(const Program &program, quint32 instruction, size_t largest, Value &out)
{
    static const Scope nothing;
    Evaluation evaluation(program, nothing);
    evaluation.m_steps = qint64(largest);
    evaluation.m_memory = qint64(largest);
    Value scratch;
    const auto *result = evaluation.evaluate(instruction, scratch);
    if (!result || result->weight() > largest)
        return false;
    out = *result;
    return true;
}

bool Evaluation::spend(size_t elements)
{
    m_steps -= qint64(std::min(elements, size_t(INT64_MAX)));
    if (m_steps >= 0)
        return true;
    fault(Fault::Kind::Limit, m_current);
    m_fault.message
        = Tr::tr("This takes too many steps; the limit is %1.").arg(m_program.environment.limits().steps);
    return false;
}

bool Evaluation::reserve(size_t bytes)
{
    m_memory -= qint64(std::min(bytes, size_t(INT64_MAX)));
    if (m_memory >= 0)
        return spend(bytes / 64);
    fault(Fault::Kind::Limit, m_current);
    m_fault.message = Tr::tr("This makes too much data; the limit is %1 MiB.")
                          .arg(m_program.environment.limits().memory >> 20);
    return false;
}

bool Evaluation::isWithinLimits(const Value &value)
{
    if (value.kind() < Kind::String)
        return true;
    const auto largest = m_program.environment.limits().resultSize;
    if (value.weight() > largest) {
        fault(Fault::Kind::Limit, m_current);
        m_fault.message = Tr::tr("This gives too much data; the limit is %1 MiB.").arg(largest >> 20);
        return false;
    }
    if (value.depth() > Value::maximumJsonDepth) {
        fault(Fault::Kind::Limit, m_current);
        m_fault.message
            = Tr::tr("This gives data nested deeper than %1 levels.").arg(Value::maximumJsonDepth);
        return false;
    }
    return true;
}

bool Evaluation::fail(QString message)
{
    fault(Fault::Kind::Message, m_current);
    m_fault.message = std::move(message);
    return false;
}

bool Evaluation::giveList(std::vector<Value> items, Value &out)
{
    if (!reserve(sizeof(Value) * items.size() + 64))
        return false;
    out = Value::list(std::move(items));
    return isWithinLimits(out);
}

bool Evaluation::giveMap(std::vector<MapEntry> entries, Value &out)
{
    if (!reserve((sizeof(MapEntry) + 16) * entries.size() + 128))
        return false;
    for (const auto &entry : entries) {
        if (!isKeyKind(entry.key.kind()))
            return fail(Tr::tr("A key is a string, int, uint or bool; this is %1.")
                            .arg(Type::ofKind(entry.key.kind()).plainName()));
    }
    if (!Value::uniqueMap(std::move(entries), out))
        return fail(Tr::tr("A key is there twice."));
    return isWithinLimits(out);
}

std::nullptr_t Evaluation::fault(Fault::Kind kind, quint32 instruction, Value subject, Value other)
{
    m_fault = {kind, instruction, 0, std::move(subject), std::move(other), {}, {}};
    return nullptr;
}

const Value *Evaluation::evaluate(quint32 index, Value &scratch)
{
    const auto &instruction = m_program.code[index];
    if (--m_steps < 0) {
        m_current = index;
        spend(0);
        return nullptr;
    }
    switch (instruction.op) {
    case Op::Constant:
        return &m_program.constants[instruction.data];
    case Op::Slot:
        return m_slots[instruction.data];
    case Op::Path:
        m_current = index;
        return path(instruction, scratch);
    case Op::Member: {
        Value temporary;
        const auto *object = evaluate(m_program.operands(instruction)[0], temporary);
        return object ? member(index, *object, m_program.keys[instruction.data], scratch, &temporary)
                      : nullptr;
    }
    case Op::OptionalMember:
        return optionalMember(index, instruction, scratch);
    case Op::HasMember:
        return hasMember(index, instruction);
    case Op::Index:
    case Op::OptionalIndex:
        return element(index, instruction, scratch);
    case Op::List:
        m_current = index;
        return list(instruction, scratch);
    case Op::Map:
        return map(index, instruction, scratch);
    case Op::And:
        return logical(instruction, false);
    case Op::Or:
        return logical(instruction, true);
    case Op::Not:
        return notOf(index, instruction);
    case Op::Negate:
        return negate(index, instruction, scratch);
    case Op::Binary:
        return binary(index, instruction, scratch);
    case Op::Conditional:
        return conditional(instruction, scratch);
    case Op::Call:
        return call(index, instruction, scratch);
    case Op::Macro:
        return macro(index, instruction, scratch);
    case Op::OptionalItem:
        break;
    case Op::Unknown: {
        m_current = index;
        const auto &name = m_program.texts[instruction.data];
        fail(instruction.flag ? Tr::tr("There is no method %1().").arg(QString::fromStdString(name))
                              : Tr::tr("There is no function %1().").arg(QString::fromStdString(name)));
        return nullptr;
    }
    }
    Q_UNREACHABLE();
}

// --- members and elements

const Value *Evaluation::path(const Instruction &instruction, Value &scratch)
{
    const auto &path = m_program.paths[instruction.data];
    const auto index = m_current;
    // The longest name that the scope knows.
    const Value *value = nullptr;
    size_t used = std::min(path.names.size(), size_t(m_scope.dots()) + 1);
    for (; used > 0 && !value; --used) {
        const auto *found = m_scope.find(path.names[used - 1]);
        if (!found)
            continue;
        if (!*found) {
            fault(Fault::Kind::Scope, index);
            m_fault.error = found->error();
            return nullptr;
        }
        value = &**found;
    }
    if (!value) {
        if (!path.typeNames)
            return fault(Fault::Kind::NoName, index);
        value = &path.type;
        used = path.typeNames - 1;
    }
    for (; used < path.members.size(); ++used) {
        const auto &key = path.members[used];
        const auto *next = key.in(*value);
        if (!next) {
            next = member(index, *value, key, scratch, nullptr);
            if (!next) {
                m_fault.member = quint32(used);
                return nullptr;
            }
            // Into an optional: from here on each step makes a value of its own.
            for (++used; used < path.members.size(); ++used) {
                Value object = std::move(scratch);
                if (!member(index, object, path.members[used], scratch, &object)) {
                    m_fault.member = quint32(used);
                    return nullptr;
                }
            }
            return &scratch;
        }
        value = next;
    }
    return value;
}

const Value *Evaluation::member(
    quint32 index, const Value &object, const Key &key, Value &scratch, const Value *owned)
{
    if (object.kind() == Kind::Optional)
        return memberOfOptional(index, object, key, scratch);
    const auto *found = key.in(object);
    if (!found)
        return fault(Fault::Kind::NoMember, index, object, key.key);
    if (&object != owned)
        return found;
    scratch = *found;
    return &scratch;
}

// A member of an optional is optional too: none of none, and none where there is no such member.
const Value *Evaluation::memberOfOptional(quint32 index, const Value &object, const Key &key, Value &scratch)
{
    const auto *held = object.inner();
    if (held && !held->isMap() && held->kind() != Kind::Optional)
        return fault(Fault::Kind::NoMember, index, *held, key.key);
    if (held && held->kind() == Kind::Optional)
        return memberOfOptional(index, Value(*held), key, scratch);
    const auto *found = held ? key.in(*held) : nullptr;
    scratch = found ? Value::optional(*found) : Value::none();
    return &scratch;
}

const Value *Evaluation::optionalMember(quint32 index, const Instruction &instruction, Value &scratch)
{
    Value temporary;
    const auto *object = evaluate(m_program.operands(instruction)[0], temporary);
    if (!object)
        return nullptr;
    const auto &key = m_program.keys[instruction.data];
    if (object->kind() == Kind::Optional)
        return memberOfOptional(index, *object, key, scratch);
    if (!object->isMap())
        return fault(Fault::Kind::NoMember, index, *object, key.key);
    const auto *found = key.in(*object);
    scratch = found ? Value::optional(*found) : Value::none();
    return &scratch;
}

const Value *Evaluation::hasMember(quint32 index, const Instruction &instruction)
{
    Value temporary;
    const auto *object = evaluate(m_program.operands(instruction)[0], temporary);
    if (!object)
        return nullptr;
    const auto &key = m_program.keys[instruction.data];
    while (object->kind() == Kind::Optional) {
        object = object->inner();
        if (!object)
            return &falseValue;
    }
    return object->isMap() ? boolean(key.in(*object)) : fault(Fault::Kind::NoMember, index, *object, key.key);
}

/// What a list or map has at a key; null: nothing. `valid` is false if it cannot have such a key.
const Value *Evaluation::find(quint32 index, const Value &container, const Value &key, bool &valid)
{
    valid = true;
    if (container.isMap())
        return container.find(key);
    if (container.isList() && key.isNumber()
        && (key.kind() != Kind::Double || std::trunc(key.toDouble()) == key.toDouble())) {
        const auto at = key.kind() == Kind::Uint && key.toUint() > quint64(INT64_MAX) ? -1 : key.toInt();
        const bool isZero = key.kind() != Kind::Double || key.toDouble() == double(at);
        return isZero && at >= 0 && at < container.size() ? &container.items()[size_t(at)] : nullptr;
    }
    valid = false;
    fault(Fault::Kind::NoElement, index, container, key);
    return nullptr;
}

const Value *Evaluation::element(quint32 index, const Instruction &instruction, Value &scratch)
{
    const auto operands = m_program.operands(instruction);
    Value ownContainer;
    const auto *container = evaluate(operands[0], ownContainer);
    if (!container)
        return nullptr;
    Value ownKey;
    const auto *key = evaluate(operands[1], ownKey);
    if (!key)
        return nullptr;
    bool valid = true;
    if (container->kind() == Kind::Optional || instruction.op == Op::OptionalIndex) {
        const auto *held = container;
        while (held && held->kind() == Kind::Optional)
            held = held->inner();
        const auto *found = held ? find(index, *held, *key, valid) : nullptr;
        if (!valid)
            return nullptr;
        scratch = found ? Value::optional(*found) : Value::none();
        return &scratch;
    }
    const auto *found = find(index, *container, *key, valid);
    if (!found)
        return fault(Fault::Kind::NoElement, index, *container, *key);
    if (container != &ownContainer)
        return found;
    scratch = *found;
    return &scratch;
}

// --- lists and maps

bool Evaluation::item(quint32 index, Value &out, bool &present)
{
    const auto &instruction = m_program.code[index];
    const bool optional = instruction.op == Op::OptionalItem;
    Value scratch;
    const auto *value = evaluate(optional ? m_program.operands(instruction)[0] : index, scratch);
    if (!value)
        return false;
    present = true;
    if (!optional) {
        out = taken(value, scratch);
        return true;
    }
    if (value->kind() != Kind::Optional) {
        m_current = index;
        return fail(Tr::tr("After a ? stands an optional value; this is %1.")
                        .arg(Type::ofKind(value->kind()).plainName()));
    }
    present = value->inner();
    if (present)
        out = Value(*value->inner());
    return true;
}

const Value *Evaluation::list(const Instruction &instruction, Value &scratch)
{
    const auto index = m_current;
    std::vector<Value> items;
    items.reserve(instruction.count);
    for (const auto operand : m_program.operands(instruction)) {
        Value value;
        bool present = false;
        if (!item(operand, value, present))
            return nullptr;
        if (present)
            items.push_back(std::move(value));
    }
    m_current = index;
    return giveList(std::move(items), scratch) ? &scratch : nullptr;
}

const Value *Evaluation::map(quint32 index, const Instruction &instruction, Value &scratch)
{
    std::vector<MapEntry> entries;
    entries.reserve(instruction.count / 2);
    const auto operands = m_program.operands(instruction);
    for (size_t i = 0; i < operands.size(); i += 2) {
        MapEntry entry;
        bool present = false;
        if (!item(operands[i], entry.key, present) || !item(operands[i + 1], entry.value, present))
            return nullptr;
        if (present)
            entries.push_back(std::move(entry));
    }
    m_current = index;
    return giveMap(std::move(entries), scratch) ? &scratch : nullptr;
}

// --- operators

// && and || know their result when one operand decides it, whatever fails beside it.
const Value *Evaluation::logical(const Instruction &instruction, bool decisive)
{
    Fault first;
    for (const auto operand : m_program.operands(instruction)) {
        Value scratch;
        const auto *value = evaluate(operand, scratch);
        if (value && value->kind() == Kind::Bool) {
            if (value->toBool() == decisive)
                return boolean(decisive);
            continue;
        }
        if (value)
            fault(Fault::Kind::NotBool, operand, *value);
        else if (m_fault.kind == Fault::Kind::Limit)
            return nullptr;
        if (first.kind == Fault::Kind::None)
            first = std::move(m_fault);
    }
    if (first.kind == Fault::Kind::None)
        return boolean(!decisive);
    m_fault = std::move(first);
    return nullptr;
}

const Value *Evaluation::notOf(quint32 index, const Instruction &instruction)
{
    Value scratch;
    const auto *value = evaluate(m_program.operands(instruction)[0], scratch);
    if (!value)
        return nullptr;
    return value->kind() == Kind::Bool ? boolean(!value->toBool())
                                       : fault(Fault::Kind::NotBool, index, *value);
}

const Value *Evaluation::negate(quint32 index, const Instruction &instruction, Value &scratch)
{
    Value temporary;
    const auto *value = evaluate(m_program.operands(instruction)[0], temporary);
    if (!value)
        return nullptr;
    switch (expression::negate(*value, scratch)) {
    case Arithmetic::Done:
        return &scratch;
    case Arithmetic::Overflow:
        m_current = index;
        fail(Tr::tr("The number is outside the integers."));
        return nullptr;
    default:
        return fault(Fault::Kind::NoOperator, index, *value);
    }
}

const Value *Evaluation::binary(quint32 index, const Instruction &instruction, Value &scratch)
{
    const auto operands = m_program.operands(instruction);
    Value ownLeft;
    const auto *left = evaluate(operands[0], ownLeft);
    if (!left)
        return nullptr;
    Value ownRight;
    const auto *right = evaluate(operands[1], ownRight);
    if (!right)
        return nullptr;

    const auto operation = instruction.operation;
    if (operation >= Operation::Equal && operation <= Operation::GreaterEqual) {
        m_current = index;
        if (left->kind() >= Kind::String && right->kind() >= Kind::String
            && !spend(size_t(std::min(costOf(*left), costOf(*right)))))
            return nullptr;
        if (operation <= Operation::NotEqual)
            return boolean((*left == *right) == (operation == Operation::Equal));
        const int sign = order(*left, *right);
        if (sign == incomparable)
            return fault(Fault::Kind::NoOperator, index, *left, *right);
        if (sign == unordered)
            return &falseValue;
        switch (operation) {
        case Operation::Less:
            return boolean(sign < 0);
        case Operation::LessEqual:
            return boolean(sign <= 0);
        case Operation::Greater:
            return boolean(sign > 0);
        default:
            return boolean(sign >= 0);
        }
    }
    if (operation == Operation::In)
        return in(index, *left, *right);

    m_current = index;
    if (operation == Operation::Add && left->kind() == right->kind() && left->kind() >= Kind::String) {
        if (left->isList()) {
            if (!reserve(sizeof(Value) * size_t(left->size() + right->size())))
                return nullptr;
            std::vector<Value> items(left->items().begin(), left->items().end());
            items.insert(items.end(), right->items().begin(), right->items().end());
            return giveList(std::move(items), scratch) ? &scratch : nullptr;
        }
        if (left->kind() == Kind::String || left->kind() == Kind::Bytes) {
            const auto size = size_t(left->size() + right->size());
            if (!reserve(size + 64))
                return nullptr;
            std::string text;
            text.reserve(size);
            text.append(left->toStringView()).append(right->toStringView());
            scratch = left->isString() ? Value::string(std::move(text)) : Value::bytes(std::move(text));
            return isWithinLimits(scratch) ? &scratch : nullptr;
        }
    }
    switch (compute(operation, *left, *right, m_program.environment.mixesNumbers(), scratch)) {
    case Arithmetic::Done:
        return &scratch;
    case Arithmetic::NoOperator:
        return fault(Fault::Kind::NoOperator, index, *left, *right);
    case Arithmetic::DivisionByZero:
        fail(Tr::tr("This divides by zero."));
        return nullptr;
    case Arithmetic::Overflow:
        fail(left->kind() == Kind::Uint && right->kind() == Kind::Uint
                ? Tr::tr("The result is outside the numbers of uint.")
                : Tr::tr("The result is outside the integers."));
        return nullptr;
    case Arithmetic::TimeRange:
        fail(Tr::tr("The result is outside the times and lengths of time that there are."));
        return nullptr;
    }
    Q_UNREACHABLE();
}

const Value *Evaluation::in(quint32 index, const Value &value, const Value &container)
{
    if (container.isMap())
        return boolean(container.find(value));
    if (!container.isList())
        return fault(Fault::Kind::NoOperator, index, value, container);
    m_current = index;
    const auto items = container.items();
    if (!spend(items.size() / 4 + size_t(std::min(costOf(value), costOf(container)))))
        return nullptr;
    return boolean(std::ranges::find(items, value) != items.end());
}

const Value *Evaluation::conditional(const Instruction &instruction, Value &scratch)
{
    const auto operands = m_program.operands(instruction);
    bool yes = false;
    if (!condition(operands[0], yes))
        return nullptr;
    return evaluate(operands[yes ? 1 : 2], scratch);
}

bool Evaluation::condition(quint32 index, bool &out)
{
    Value scratch;
    const auto *value = evaluate(index, scratch);
    if (!value)
        return false;
    if (value->kind() != Kind::Bool) {
        fault(Fault::Kind::NotBool, index, *value);
        return false;
    }
    out = value->toBool();
    return true;
}

const Value *Evaluation::call(quint32 index, const Instruction &instruction, Value &scratch)
{
    const auto operands = m_program.operands(instruction);
    std::array<const Value *, 4> few{};
    std::array<Value, 4> fewOwn;
    std::vector<const Value *> many;
    std::vector<Value> manyOwn;
    std::span<const Value *> arguments(few.data(), std::min(operands.size(), few.size()));
    std::span<Value> own(fewOwn);
    if (operands.size() > few.size()) {
        many.resize(operands.size());
        manyOwn.resize(operands.size());
        arguments = many;
        own = manyOwn;
    }
    const auto &function = *m_program.functions[instruction.data];
    qint64 cost = 0;
    for (size_t i = 0; i < operands.size(); ++i) {
        if (i > 0 && function.lazy && arguments[0]->inner()) {
            arguments[i] = &noneValue;
            continue;
        }
        arguments[i] = evaluate(operands[i], own[i]);
        if (!arguments[i])
            return nullptr;
        // Nearly every function reads its texts; those that go through lists say so themselves.
        if (arguments[i]->kind() == Kind::String || arguments[i]->kind() == Kind::Bytes)
            cost += arguments[i]->size() / 16;
    }
    m_current = index;
    if (cost && !spend(size_t(cost)))
        return nullptr;
    const bool helpers = m_program.environment.hasHelpers();
    for (const auto &overload : function.overloads) {
        if ((overload.helper && !helpers) || !overload.accept(arguments))
            continue;
        Call call(*this, arguments, scratch);
        return overload.body(call) ? &scratch : nullptr;
    }
    fault(Fault::Kind::NoOverload, index);
    m_fault.message = Function::kindsOf(arguments);
    return nullptr;
}

// --- what functions see of it

bool Call::give(Value value)
{
    m_result = std::move(value);
    const auto kind = m_result.kind();
    if (kind < Kind::String)
        return true;
    if ((kind == Kind::String || kind == Kind::Bytes) && !m_evaluation.reserve(size_t(m_result.size()) + 64))
        return false;
    return m_evaluation.isWithinLimits(m_result);
}

bool Call::giveList(std::vector<Value> items)
{
    return m_evaluation.giveList(std::move(items), m_result);
}
bool Call::giveMap(std::vector<MapEntry> entries)
{
    return m_evaluation.giveMap(std::move(entries), m_result);
}
bool Call::fail(QString message)
{
    return m_evaluation.fail(std::move(message));
}
bool Call::spend(size_t elements)
{
    return m_evaluation.spend(elements);
}
bool Call::reserve(size_t bytes)
{
    return m_evaluation.reserve(bytes);
}
const Clock &Call::clock() const
{
    return m_evaluation.scope().clock();
}
Random &Call::random() const
{
    return m_evaluation.scope().random();
}

} // namespace signalbox::expression
