// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Text in rows and columns (RFC 4180). Pure.
namespace signalbox::expression {

using CsvRow = std::vector<std::string>;

enum class Csv {
    Done,
    Stopped, ///< the taker said so
    OpenQuote, ///< a quoted field is not closed
    AfterQuote ///< something else than a separator follows a quoted field
};

/// Gives each row to `take` until that says false. Rows end with LF or CRLF; empty lines are passed over; a
/// mark of UTF-8 at the beginning too. A quote within a field that is not quoted is text.
Csv readCsv(std::string_view text, char separator, const std::function<bool(CsvRow &)> &take);

/// Appends a field, in quotes where it needs them.
void appendCsvField(std::string &out, std::string_view field, char separator);

} // namespace signalbox::expression
