// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/scope.h"

#include <algorithm>

namespace signalbox {

Scope::Variable &Scope::variable(std::string name)
{
    const auto found = std::ranges::find(m_variables, name, &Variable::name);
    if (found != m_variables.end())
        return *found;
    m_dots = std::max(m_dots, int(std::ranges::count(name, '.')));
    return m_variables.emplace_back(Variable{std::move(name), {}, {}});
}

void Scope::set(std::string name, Value value)
{
    auto &entry = variable(std::move(name));
    entry.maker = {};
    entry.value = std::move(value);
}

void Scope::set(std::string name, Maker maker)
{
    variable(std::move(name)).maker = std::move(maker);
}

const Clock &Scope::clock() const
{
    static const SystemClock system;
    return m_clock ? *m_clock : m_parent ? m_parent->clock() : system;
}

Random &Scope::random() const
{
    static SystemRandom system;
    return m_random ? *m_random : m_parent ? m_parent->random() : system;
}

const Result<Value> *Scope::find(std::string_view name) const
{
    for (const auto &entry : m_variables) {
        if (entry.name != name)
            continue;
        if (entry.maker) {
            // Taken out first: the maker may read this scope.
            const auto maker = std::exchange(entry.maker, {});
            entry.value = maker();
        }
        return &entry.value;
    }
    return m_parent ? m_parent->find(name) : nullptr;
}

std::vector<std::string> Scope::names() const
{
    std::vector<std::string> all;
    for (const auto *scope = this; scope; scope = scope->m_parent) {
        for (const auto &entry : scope->m_variables) {
            if (std::ranges::find(all, entry.name) == all.end())
                all.push_back(entry.name);
        }
    }
    return all;
}

} // namespace signalbox
