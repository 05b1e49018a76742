// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/expression/value.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// What the names in expressions mean during an evaluation. Made for every event, so it is cheap to make: a
/// name costs its entry, a value that nobody reads costs nothing more.
///
/// A name may be dotted: with "event.data" set, `event.data.id` reads its member "id" without asking for
/// "event". The longest name that is set wins, as CEL resolves names. So parts that are dear to make get
/// names of their own.
///
/// Thread: one at a time, because reading a lazy name fills it in.
class Scope
{
public:
    using Maker = std::function<Result<Value>()>;

    Scope() = default;
    /// Names that are not set here are looked up in `parent`, which must outlive this scope.
    explicit Scope(const Scope *parent)
        : m_parent(parent)
    {
    }

    void set(std::string name, Value value);
    /// `maker` is called at most once, when the name is first read. If it fails, so does every expression
    /// that reads the name.
    void set(std::string name, Maker maker);

    /// Where now() and uuid() take time and chance from; both must outlive the scope. Not set: from the
    /// parent, and if that has none the computer's.
    void setClock(const Clock *clock) { m_clock = clock; }
    void setRandom(Random *random) { m_random = random; }
    const Clock &clock() const;
    Random &random() const;

    /// The name's value; null: not set. Valid until the name is set again or the scope goes.
    const Result<Value> *find(std::string_view name) const;
    /// The names that can be read, of parents too, each once: the inner scope's first.
    std::vector<std::string> names() const;

    /// The most dots in a name that can be read, so that looking for longer ones is spared.
    int dots() const { return m_parent ? std::max(m_dots, m_parent->dots()) : m_dots; }

private:
    struct Variable
    {
        std::string name;
        mutable Maker maker; // empty once the value is there
        mutable Result<Value> value;
    };

    Variable &variable(std::string name);

    const Scope *m_parent = nullptr;
    const Clock *m_clock = nullptr;
    Random *m_random = nullptr;
    std::vector<Variable> m_variables;
    int m_dots = 0;
};

} // namespace signalbox
