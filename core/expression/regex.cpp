// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/regex.h"

#include "core/expression/functions.h"

#include <QCoreApplication>

#include <algorithm>
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

tl::expected<Regex, QString> compiledRegex(std::string_view pattern, size_t &work)
{
    work = 0;
    // Rules use the same few patterns again and again; these are found without a search.
    thread_local std::array<Known, 16> known;
    auto &place = known[std::hash<std::string_view>()(pattern) % known.size()];
    if (place.regex && place.pattern == pattern)
        return Regex(place.regex);

    // Measured: some 10 µs for the smallest, up to some ms where repetitions unfold to what 1 MiB holds.
    constexpr size_t least = 500;
    work = least;
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    auto regex = std::make_shared<const re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
    if (!regex->ok())
        return tl::unexpected(QCoreApplication::translate("Expression", "This is no regular expression: %1.")
                                  .arg(QString::fromStdString(regex->error())));
    work += size_t(std::max(regex->ProgramSize(), 0));
    if (pattern.size() <= longestKept)
        place = {std::string(pattern), regex};
    return Regex(std::move(regex));
}

std::optional<Regex> regexOf(Call &call, size_t argument)
{
    size_t work = 0;
    const auto regex = compiledRegex(call.text(argument), work);
    if (!call.spend(work))
        return {};
    if (regex)
        return *regex;
    call.fail(regex.error());
    return {};
}

} // namespace signalbox::expression
