// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/exclusions.h"

#include "core/schedule/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

// More than these nobody reads.
constexpr qsizetype mostNamed = 3;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Schedule)
};

/// Exactly `digits` decimal digits at `at`.
std::optional<int> number(QStringView text, qsizetype at, qsizetype digits)
{
    if (at + digits > text.size())
        return {};
    int value = 0;
    for (const auto c : text.sliced(at, digits)) {
        if (c < u'0' || c > u'9')
            return {};
        value = value * 10 + (c.unicode() - u'0');
    }
    return value;
}

/// "2026-12-25".
std::optional<local_days> dateFrom(QStringView text)
{
    const auto y = number(text, 0, 4), m = number(text, 5, 2), d = number(text, 8, 2);
    if (text.size() != 10 || !y || !m || !d || text[4] != u'-' || text[7] != u'-')
        return {};
    const year_month_day date{year(*y), month(unsigned(*m)), day(unsigned(*d))};
    return date.ok() ? std::optional(local_days(date)) : std::nullopt;
}

/// "12-25".
std::optional<month_day> yearlyFrom(QStringView text)
{
    const auto m = number(text, 0, 2), d = number(text, 3, 2);
    if (text.size() != 5 || !m || !d || text[2] != u'-')
        return {};
    const month_day date{month(unsigned(*m)), day(unsigned(*d))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

// A year with 29 February, through which yearly ranges are walked.
constexpr year anyLeapYear(2000);

} // namespace

Result<Exclusions> Exclusions::fromTexts(const QStringList &texts)
{
    Exclusions exclusions;
    for (const auto &text : texts) {
        if (!exclusions.add(text.trimmed()))
            return failure(Error::Code::InvalidInput,
                Tr::tr("\"%1\" is no date like 2026-12-25 or 12-25, or range like 2026-12-24/2027-01-02.")
                    .arg(text.left(60)),
                text);
        exclusions.m_texts += text.trimmed();
    }
    if (!exclusions.leavesADay())
        return failure(Error::Code::InvalidInput, Tr::tr("These leave no day of the year."));
    exclusions.m_texts.sort();
    exclusions.m_texts.removeDuplicates();
    std::ranges::sort(exclusions.m_ranges, {}, &Range::first);
    return exclusions;
}

bool Exclusions::add(const QString &text)
{
    const auto parts = text.split(u'/');
    if (parts.size() > 2)
        return false;
    if (parts.first().size() == 5)
        return addYearly(parts.first(), parts.last());
    const auto first = dateFrom(parts.first());
    const auto last = dateFrom(parts.last());
    if (!first || !last || *last < *first)
        return false;
    m_ranges.push_back({*first, *last});
    return true;
}

bool Exclusions::addYearly(const QString &first, const QString &last)
{
    const auto from = yearlyFrom(first);
    const auto to = yearlyFrom(last);
    if (!from || !to)
        return false;
    const auto begin = local_days(anyLeapYear / *from);
    auto end = local_days(anyLeapYear / *to);
    if (end < begin) // past New Year
        end = local_days((anyLeapYear + years(1)) / to->month() / 1) + (to->day() - day(1));
    for (auto date = begin; date <= end; date += days(1)) {
        const year_month_day parts(date);
        m_yearly.at(unsigned(parts.month())) |= 1U << unsigned(parts.day());
    }
    return true;
}

bool Exclusions::leavesADay() const
{
    // 29 February alone would leave years without.
    for (auto date = local_days(year(2001) / January / 1); date < local_days(year(2002) / January / 1);
         date += days(1)) {
        const year_month_day parts(date);
        if (!((m_yearly.at(unsigned(parts.month())) >> unsigned(parts.day())) & 1))
            return true;
    }
    return false;
}

bool Exclusions::has(local_days date) const
{
    const year_month_day parts(date);
    if ((m_yearly.at(unsigned(parts.month())) >> unsigned(parts.day())) & 1)
        return true;
    return std::ranges::any_of(
        m_ranges, [date](const Range &range) { return range.first <= date && date <= range.last; });
}

local_days Exclusions::firstOutside(local_days date) const
{
    while (has(date)) {
        date += days(1);
        for (const auto &range : m_ranges) { // sorted, so that one after the other carries on
            if (range.first <= date && date <= range.last)
                date = range.last + days(1);
        }
    }
    return date;
}

QString Exclusions::sentence() const
{
    if (m_texts.isEmpty())
        return {};
    if (m_texts.size() <= mostNamed)
        return Tr::tr("except %1").arg(words::listOf(m_texts));
    return Tr::tr("except on %n dates and ranges of dates", nullptr, int(m_texts.size()));
}

} // namespace signalbox
