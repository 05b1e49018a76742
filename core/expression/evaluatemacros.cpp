// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/evaluation.h"
#include "core/expression/listtools.h"

#include <QCoreApplication>

namespace signalbox::expression {

using Kind = Value::Kind;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

const Value trueValue = Value::boolean(true);
const Value falseValue = Value::boolean(false);

} // namespace

const Value *Evaluation::macro(quint32 index, const Instruction &instruction, Value &scratch)
{
    Value own;
    const auto *range = evaluate(m_program.operands(instruction)[0], own);
    if (!range)
        return nullptr;
    switch (instruction.macro) {
    case Macro::All:
    case Macro::Exists:
        return quantifier(index, instruction, *range);
    case Macro::ExistsOne:
        return existsOne(index, instruction, *range);
    case Macro::Map:
    case Macro::Filter:
        return mapList(index, instruction, *range, scratch);
    case Macro::TransformMap:
    case Macro::TransformMapEntry:
        return transformMap(index, instruction, *range, scratch);
    case Macro::SortBy:
    case Macro::GroupBy:
    case Macro::DistinctBy:
        return byKey(index, instruction, *range, scratch);
    case Macro::Bind:
        return bind(instruction, *range, scratch);
    case Macro::OptMap:
    case Macro::OptFlatMap:
        return optMap(index, instruction, *range, scratch);
    }
    Q_UNREACHABLE();
}

template <typename BodyOf>
bool Evaluation::forEach(quint32 index, const Instruction &instruction, const Value &range, BodyOf body)
{
    const auto **slot = m_slots + instruction.data;
    if (range.isList()) {
        qint64 at = 0;
        for (const auto &item : range.items()) {
            const auto place = Value::integer(at++);
            slot[0] = instruction.flag ? &place : &item;
            if (instruction.flag)
                slot[1] = &item;
            if (!body(item))
                return false;
        }
        return true;
    }
    if (!range.isMap()) {
        fault(Fault::Kind::NoRange, index, range);
        return false;
    }
    for (const auto &[key, value] : range.entries()) {
        slot[0] = &key;
        if (instruction.flag)
            slot[1] = &value;
        if (!body(key))
            return false;
    }
    return true;
}

// As && and || over all elements: one that decides makes up for any that fail.
const Value *Evaluation::quantifier(quint32 index, const Instruction &instruction, const Value &range)
{
    const auto body = m_program.operands(instruction)[1];
    const bool decisive = instruction.macro == Macro::Exists;
    Fault first;
    bool decided = false;
    const bool done = forEach(index, instruction, range, [&](const Value &) {
        bool value = !decisive;
        if (!condition(body, value)) {
            if (m_fault.kind == Fault::Kind::Limit)
                return false;
            if (first.kind == Fault::Kind::None)
                first = std::move(m_fault);
            return true;
        }
        decided = value == decisive;
        return !decided;
    });
    if (decided)
        return decisive ? &trueValue : &falseValue;
    if (!done)
        return nullptr;
    if (first.kind == Fault::Kind::None)
        return decisive ? &falseValue : &trueValue;
    m_fault = std::move(first);
    return nullptr;
}

const Value *Evaluation::existsOne(quint32 index, const Instruction &instruction, const Value &range)
{
    const auto body = m_program.operands(instruction)[1];
    int count = 0;
    const bool done = forEach(index, instruction, range, [&](const Value &) {
        bool value = false;
        if (!condition(body, value))
            return false;
        count += value;
        return true;
    });
    return done ? count == 1 ? &trueValue : &falseValue : nullptr;
}

const Value *Evaluation::mapList(
    quint32 index, const Instruction &instruction, const Value &range, Value &scratch)
{
    const auto operands = m_program.operands(instruction);
    const bool filters = instruction.macro == Macro::Filter;
    const bool hasCondition = filters || operands.size() == 3;
    std::vector<Value> items;
    const bool done = forEach(index, instruction, range, [&](const Value &element) {
        bool wanted = true;
        if (hasCondition && !condition(operands[1], wanted))
            return false;
        if (!wanted)
            return true;
        if (filters) {
            items.push_back(element);
            return true;
        }
        Value own;
        const auto *value = evaluate(operands.back(), own);
        if (!value)
            return false;
        items.push_back(taken(value, own));
        return true;
    });
    m_current = index;
    return done && giveList(std::move(items), scratch) ? &scratch : nullptr;
}

const Value *Evaluation::transformMap(
    quint32 index, const Instruction &instruction, const Value &range, Value &scratch)
{
    const auto operands = m_program.operands(instruction);
    const auto *slot = m_slots + instruction.data;
    std::vector<MapEntry> entries;
    const bool done = forEach(index, instruction, range, [&](const Value &) {
        bool wanted = true;
        if (operands.size() == 3 && !condition(operands[1], wanted))
            return false;
        if (!wanted)
            return true;
        Value own;
        const auto *value = evaluate(operands.back(), own);
        if (!value)
            return false;
        if (instruction.macro == Macro::TransformMap) {
            entries.push_back({*slot[0], *value});
            return true;
        }
        if (!value->isMap()) {
            m_current = index;
            return fail(
                Tr::tr("transformMapEntry() wants a map for each entry, like {key: value}; this is %1.")
                    .arg(Type::ofKind(value->kind()).plainName()));
        }
        entries.insert(entries.end(), value->entries().begin(), value->entries().end());
        return true;
    });
    m_current = index;
    return done && giveMap(std::move(entries), scratch) ? &scratch : nullptr;
}

const Value *Evaluation::byKey(
    quint32 index, const Instruction &instruction, const Value &range, Value &scratch)
{
    const auto body = m_program.operands(instruction)[1];
    std::vector<Value> keys;
    std::vector<Value> items;
    const bool done = forEach(index, instruction, range, [&](const Value &element) {
        Value own;
        const auto *key = evaluate(body, own);
        if (!key)
            return false;
        keys.push_back(*key);
        items.push_back(element);
        return true;
    });
    m_current = index;
    if (!done || !reserve(items.size() * 2 * sizeof(Value)))
        return nullptr;
    Call call(*this, {}, scratch);
    const auto give = instruction.macro == Macro::SortBy ? giveSorted
        : instruction.macro == Macro::GroupBy            ? giveGroups
                                                         : giveDistinct;
    return give(call, items, keys) ? &scratch : nullptr;
}

const Value *Evaluation::bind(const Instruction &instruction, const Value &value, Value &scratch)
{
    m_slots[instruction.data] = &value;
    const auto *result = evaluate(m_program.operands(instruction)[1], scratch);
    // It may be a part of `value`, which ends here.
    if (result && result != &scratch) {
        scratch = *result;
        result = &scratch;
    }
    return result;
}

const Value *Evaluation::optMap(
    quint32 index, const Instruction &instruction, const Value &value, Value &scratch)
{
    if (value.kind() != Kind::Optional)
        return fault(Fault::Kind::NoRange, index, value);
    if (!value.inner()) {
        scratch = value;
        return &scratch;
    }
    m_slots[instruction.data] = value.inner();
    Value own;
    const auto *result = evaluate(m_program.operands(instruction)[1], own);
    if (!result)
        return nullptr;
    if (instruction.macro == Macro::OptMap) {
        scratch = Value::optional(*result);
        m_current = index;
        return isWithinLimits(scratch) ? &scratch : nullptr;
    }
    if (result->kind() != Kind::Optional) {
        m_current = index;
        fail(Tr::tr("optFlatMap() wants an optional value; this is %1.")
                 .arg(Type::ofKind(result->kind()).plainName()));
        return nullptr;
    }
    scratch = *result;
    return &scratch;
}

} // namespace signalbox::expression
