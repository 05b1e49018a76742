// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/utf8.h"

#include <algorithm>
#include <simdjson.h>

namespace signalbox::expression {

namespace {

bool isContinuation(char byte)
{
    return (byte & 0xc0) == 0x80;
}

} // namespace

bool isUtf8(std::string_view bytes)
{
    return simdjson::validate_utf8(bytes.data(), bytes.size());
}

size_t codePointCount(std::string_view text)
{
    return size_t(std::count_if(text.begin(), text.end(), [](char byte) { return !isContinuation(byte); }));
}

size_t byteOf(std::string_view text, size_t index)
{
    for (size_t at = 0; at < text.size(); ++at) {
        if (!isContinuation(text[at]) && index-- == 0)
            return at;
    }
    return index == 0 ? text.size() : text.npos;
}

void appendCodePoint(std::string &out, char32_t code)
{
    if (code < 0x80) {
        out += char(code);
    } else if (code < 0x800) {
        out += char(0xc0 | code >> 6);
        out += char(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        out += char(0xe0 | code >> 12);
        out += char(0x80 | (code >> 6 & 0x3f));
        out += char(0x80 | (code & 0x3f));
    } else {
        out += char(0xf0 | code >> 18);
        out += char(0x80 | (code >> 12 & 0x3f));
        out += char(0x80 | (code >> 6 & 0x3f));
        out += char(0x80 | (code & 0x3f));
    }
}

char32_t takeCodePoint(std::string_view &text)
{
    const auto first = static_cast<unsigned char>(text[0]);
    const size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    char32_t code = length == 1 ? first : first & (0xff >> (length + 1));
    for (size_t i = 1; i < length; ++i)
        code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3f);
    text.remove_prefix(length);
    return code;
}

bool isSpace(char32_t code)
{
    return (code >= 9 && code <= 13) || code == ' ' || code == 0x85 || code == 0xa0 || code == 0x1680
        || (code >= 0x2000 && code <= 0x200a) || code == 0x2028 || code == 0x2029 || code == 0x202f
        || code == 0x205f || code == 0x3000;
}

} // namespace signalbox::expression
