// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/functions.h"

#include <span>

/// What functions and macros on lists have in common. Each gives its call a result, or fails.
namespace signalbox::expression {

/// The items in ascending order of their keys; those with equal keys stay in their order.
bool giveSorted(Call &call, std::span<const Value> items, std::span<const Value> keys);
/// A map from each key to the list of its items, in the order in which the keys come up.
bool giveGroups(Call &call, std::span<const Value> items, std::span<const Value> keys);
/// The first item of each key.
bool giveDistinct(Call &call, std::span<const Value> items, std::span<const Value> keys);

} // namespace signalbox::expression
