// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/csv.h"

#include <algorithm>

namespace signalbox::expression {

namespace {

bool takeLineEnd(std::string_view &text)
{
    if (text.starts_with("\r\n")) {
        text.remove_prefix(2);
        return true;
    }
    if (text.starts_with('\n') || text.starts_with('\r')) {
        text.remove_prefix(1);
        return true;
    }
    return false;
}

/// The content of the quoted field that begins `text`, which it takes. False: it is not closed.
bool takeQuoted(std::string_view &text, std::string &field)
{
    text.remove_prefix(1);
    for (;;) {
        const auto quote = text.find('"');
        if (quote == text.npos)
            return false;
        field += text.substr(0, quote);
        text.remove_prefix(quote + 1);
        if (!text.starts_with('"'))
            return true;
        field += '"';
        text.remove_prefix(1);
    }
}

} // namespace

Csv readCsv(std::string_view text, char separator, const std::function<bool(CsvRow &)> &take)
{
    constexpr std::string_view mark = "\xef\xbb\xbf";
    if (text.starts_with(mark))
        text.remove_prefix(mark.size());
    const char ends[] = {separator, '\n', '\r'};
    while (!text.empty()) {
        if (takeLineEnd(text))
            continue;
        CsvRow row;
        for (bool more = true; more;) {
            auto &field = row.emplace_back();
            if (text.starts_with('"')) {
                if (!takeQuoted(text, field))
                    return Csv::OpenQuote;
            } else {
                const auto size
                    = std::min(text.find_first_of(std::string_view(ends, sizeof ends)), text.size());
                field = text.substr(0, size);
                text.remove_prefix(size);
            }
            more = text.starts_with(separator);
            if (more)
                text.remove_prefix(1);
            else if (!text.empty() && !takeLineEnd(text))
                return Csv::AfterQuote;
        }
        if (!take(row))
            return Csv::Stopped;
    }
    return Csv::Done;
}

void appendCsvField(std::string &out, std::string_view field, char separator)
{
    const char special[] = {separator, '"', '\n', '\r'};
    if (field.find_first_of(std::string_view(special, sizeof special)) == field.npos) {
        out += field;
        return;
    }
    out += '"';
    for (const char c : field) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

} // namespace signalbox::expression
