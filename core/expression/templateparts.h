// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>
#include <vector>

namespace signalbox::expression {

/// A piece of a text with expressions in double braces, as bytes of it.
struct TemplatePart
{
    enum Kind {
        Text,
        Code, ///< what stands between the braces
        Open ///< braces that nothing closes; the last part
    };

    Kind kind = Text;
    size_t start = 0;
    size_t size = 0;
};

/// Cuts a text at its braces. An expression ends at the first }} that is not in a string and leaves no map
/// open.
std::vector<TemplatePart> templateParts(std::string_view text);

/// What is said about TemplatePart::Open.
QString templateNotClosed();

} // namespace signalbox::expression
