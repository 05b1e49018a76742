// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>
#include <optional>
#include <string_view>
#include <tl/expected.hpp>

namespace re2 {
class RE2;
} // namespace re2

namespace signalbox::expression {

class Call;

/// A compiled regular expression in RE2's syntax. Matching takes time in proportion to the text, whatever the
/// pattern; a pattern takes at most 1 MiB. Thread: any.
class Regex
{
public:
    explicit Regex(std::shared_ptr<const re2::RE2> regex)
        : m_regex(std::move(regex))
    {
    }

    bool matches(std::string_view text) const; ///< anywhere in the text

    const re2::RE2 &engine() const { return *m_regex; }

private:
    std::shared_ptr<const re2::RE2> m_regex;
};

/// Compiles a pattern, or finds it among those that this thread used last. The error is a sentence for a
/// person. `work`: about how many steps of an evaluation it was worth.
tl::expected<Regex, QString> compiledRegex(std::string_view pattern, size_t &work);

/// The pattern that is an argument of a call. Nothing: the call has failed.
std::optional<Regex> regexOf(Call &call, size_t argument);

} // namespace signalbox::expression
