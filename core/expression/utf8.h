// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// Text as CEL counts it, in code points, on UTF-8 that is known to be valid.
namespace signalbox::expression {

bool isUtf8(std::string_view bytes);
size_t codePointCount(std::string_view text);
/// The byte at which the code point number `index` begins; npos: there are fewer. The end is one past the
/// last.
size_t byteOf(std::string_view text, size_t index);
void appendCodePoint(std::string &out, char32_t code);
/// Takes one code point from the front of `text`, which is not empty.
char32_t takeCodePoint(std::string_view &text);
/// White space of Unicode (property White_Space); zero-width characters are none.
bool isSpace(char32_t code);

} // namespace signalbox::expression
