// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/functions.h"

namespace signalbox::expression {

struct Signature
{
    std::string name;
    bool method = false;
    Overload overload; ///< without a body
};

/// Reads a signature as Library::Group::add() takes it. It is ours, so a mistake in it is an assertion.
Signature parseSignature(std::string_view text);

} // namespace signalbox::expression
