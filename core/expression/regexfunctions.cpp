// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/functions.h"
#include "core/expression/regex.h"
#include "core/expression/utf8.h"

#include <QCoreApplication>

#include <re2/re2.h>

/// What regular expressions find and replace (as in CEL's library "regex"), and slugs.
namespace signalbox::expression {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

/// Goes through the matches of a pattern in a text, with at most ten groups.
class Matches
{
public:
    static constexpr int mostGroups = 10;

    Matches(const Regex &regex, std::string_view text)
        : m_regex(regex.engine())
        , m_text(text)
        , m_count(std::min(m_regex.NumberOfCapturingGroups() + 1, mostGroups))
    {
    }

    bool next()
    {
        if (m_at > m_text.size())
            return false;
        const re2::StringPiece whole(m_text.data(), m_text.size());
        if (!m_regex.Match(whole, m_at, m_text.size(), re2::RE2::UNANCHORED, m_groups.data(), m_count))
            return false;
        const auto end = size_t(m_groups[0].data() - m_text.data()) + m_groups[0].size();
        m_at = end;
        // After a match of nothing the search goes on behind the next character.
        if (m_groups[0].empty()) {
            auto rest = m_text.substr(end);
            if (rest.empty())
                m_at = m_text.size() + 1;
            else
                takeCodePoint(rest), m_at = m_text.size() - rest.size();
        }
        return true;
    }

    int groups() const { return m_count; }
    std::string_view group(int number) const
    {
        const auto &piece = m_groups[size_t(number)];
        return {piece.data(), piece.size()};
    }
    size_t begin() const { return size_t(m_groups[0].data() - m_text.data()); }
    size_t end() const { return begin() + m_groups[0].size(); }

private:
    const re2::RE2 &m_regex;
    std::string_view m_text;
    std::array<re2::StringPiece, mostGroups> m_groups;
    int m_count;
    size_t m_at = 0;
};

/// Of a pattern to extract with: the group that is meant, 0 for all of the match.
bool extractedGroup(Call &call, const Regex &regex, int &group)
{
    const int groups = regex.engine().NumberOfCapturingGroups();
    if (groups > 1)
        return call.fail(
            Tr::tr("The pattern has %1 groups; what it extracts is one group, or all that it matches. "
                   "(?:…) groups without extracting.")
                .arg(groups));
    group = groups;
    return true;
}

bool extract(Call &call)
{
    const auto regex = regexOf(call, 1);
    if (!regex)
        return false;
    int group = 0;
    if (!extractedGroup(call, *regex, group))
        return false;
    Matches matches(*regex, call.text(0));
    if (!matches.next() || !matches.group(group).data())
        return call.give(Value::none());
    return call.give(Value::optional(Value::string(std::string(matches.group(group)))));
}

bool extractAll(Call &call)
{
    const auto regex = regexOf(call, 1);
    if (!regex)
        return false;
    int group = 0;
    if (!extractedGroup(call, *regex, group))
        return false;
    std::vector<Value> found;
    for (Matches matches(*regex, call.text(0)); matches.next();) {
        const auto text = matches.group(group);
        if (!text.data())
            continue;
        if (!call.reserve(text.size() + sizeof(Value) + 64))
            return false;
        found.push_back(Value::string(std::string(text)));
    }
    return call.giveList(std::move(found));
}

/// What `by` stands for in a match: \1 to \9 are its groups, \0 all of it, \\ a backslash.
bool appendReplacement(Call &call, std::string &out, std::string_view by, const Matches &matches)
{
    for (size_t i = 0; i < by.size(); ++i) {
        if (by[i] != '\\') {
            out += by[i];
            continue;
        }
        const char next = ++i < by.size() ? by[i] : '\0';
        if (next == '\\') {
            out += '\\';
            continue;
        }
        if (next < '0' || next > '9' || next - '0' >= matches.groups())
            return call.fail(
                Tr::tr("In what replaces a match, a backslash stands before the number of a group of the "
                       "pattern, or before another backslash."));
        out += matches.group(next - '0');
    }
    return true;
}

/// text, pattern, replacement, how often
bool replace(Call &call)
{
    const auto regex = regexOf(call, 1);
    if (!regex)
        return false;
    const auto text = call.text(0);
    auto left = call.count() > 3 ? call.integer(3) : -1;
    std::string out;
    size_t at = 0;
    for (Matches matches(*regex, text); left != 0 && matches.next(); --left) {
        const auto before = out.size();
        out += text.substr(at, matches.begin() - at);
        if (!appendReplacement(call, out, call.text(2), matches) || !call.reserve(out.size() - before + 1))
            return false;
        at = matches.end();
    }
    out += text.substr(at);
    return call.giveText(std::move(out));
}

/// Small letters and digits, with one hyphen for all that stands between them. Accents are taken off.
bool slug(Call &call)
{
    if (!call.reserve(call.text(0).size() * 8))
        return false;
    const auto text = QString::fromUtf8(call.text(0).data(), qsizetype(call.text(0).size()));
    // Letters that no decomposition makes plain.
    static const std::pair<QChar, const char *> letters[] = {{u'ß', "ss"}, {u'æ', "ae"}, {u'œ', "oe"},
        {u'ø', "o"}, {u'đ', "d"}, {u'ł', "l"}, {u'þ', "th"}, {u'ð', "d"}, {u'ı', "i"}};
    std::string out;
    bool gap = false;
    const auto append = [&](std::string_view part) {
        if (gap && !out.empty())
            out += '-';
        gap = false;
        out += part;
    };
    for (const auto c : text.normalized(QString::NormalizationForm_KD).toLower()) {
        const auto *known = std::ranges::find(letters, c, &std::pair<QChar, const char *>::first);
        const char ascii = c.toLatin1();
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            append({&ascii, 1});
        else if (known != std::end(letters))
            append(known->second);
        else if (!c.isMark() && c != u'\'' && c != u'’')
            gap = true;
    }
    return call.giveText(std::move(out));
}

} // namespace

void addRegexFunctions(Library &library)
{
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Text"), true);
    group.add("regex.extract(string, string) -> optional(string)",
        QT_TRANSLATE_NOOP("ExpressionHelp",
            "What a regular expression finds first in a text: its group if it has one, else all of it."),
        "regex.extract('Order 2031 paid', 'Order ([0-9]+)').value()", "'2031'", extract);
    group.add("regex.extractAll(string, string) -> list(string)",
        QT_TRANSLATE_NOOP("ExpressionHelp", "All that a regular expression finds in a text."),
        "regex.extractAll('a1 b22', '[0-9]+')", "['1', '22']", extractAll);
    group
        .add("regex.replace(string, string, string) -> string",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "The text with what a regular expression finds replaced, at most so often if a number is "
                "given; \\1 "
                "stands for the first group."),
            "regex.replace('2026-11-23', '([0-9]+)-([0-9]+)', '\\\\2/\\\\1')", "'11/2026-23'", replace)
        .also("regex.replace(string, string, string, int) -> string", replace);
    group
        .add("string.slug() -> string",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "The text as a name for URLs and files: small letters, digits and hyphens."),
            "'Café Zürich: No. 5'.slug()", "'cafe-zurich-no-5'", slug)
        .also("slug(string) -> string", slug);
}

} // namespace signalbox::expression
