// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/regex.h"

#include <QCoreApplication>

#include <array>
#include <re2/re2.h>
#include <string>

namespace signalbox::expression {

namespace {

struct Known
{
    std::string pattern;
    std::shared_ptr<const re2::RE2> regex;
};

constexpr size_t longestKept = 1024;

} // namespace

bool Regex::matches(std::string_view text) const
{
    return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *m_regex);
}

tl::expected<Regex, QString> compiledRegex(std::string_view pattern)
{
    // Rules use the same few patterns again and again; these are found without a search.
    thread_local std::array<Known, 16> known;
    auto &place = known[std::hash<std::string_view>()(pattern) % known.size()];
    if (place.regex && place.pattern == pattern)
        return Regex(place.regex);

    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    auto regex = std::make_shared<const re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
    if (!regex->ok())
        return tl::unexpected(QCoreApplication::translate("Expression", "This is no regular expression: %1.")
                                  .arg(QString::fromStdString(regex->error())));
    if (pattern.size() <= longestKept)
        place = {std::string(pattern), regex};
    return Regex(std::move(regex));
}

} // namespace signalbox::expression
