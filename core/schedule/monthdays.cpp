// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/monthdays.h"

#include "core/schedule/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace signalbox::monthdays {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Schedule)
};

struct Ordinal
{
    const char *word;
    const char *sentence; ///< with a day of the week in it
};

constexpr std::array<Ordinal, 5> ordinals = {{
    {"first", QT_TRANSLATE_NOOP("Schedule", "the first %1")},
    {"second", QT_TRANSLATE_NOOP("Schedule", "the second %1")},
    {"third", QT_TRANSLATE_NOOP("Schedule", "the third %1")},
    {"fourth", QT_TRANSLATE_NOOP("Schedule", "the fourth %1")},
    {"fifth", QT_TRANSLATE_NOOP("Schedule", "the fifth %1")},
}};

constexpr qsizetype lastOrdinal = ordinals.size();

/// What one item says; which members count follows from the others.
struct Item
{
    int number = 0; ///< day of the month; 0: by the rest
    bool isLast = false;
    qsizetype ordinal = -1;
    bool isWorkday = false;
    qsizetype weekday = -1; ///< 0: Sunday

    /// For the day-of-month field, or where `weekday` is given for the day-of-week field.
    QString cron() const
    {
        if (number)
            return QString::number(number);
        if (weekday >= 0)
            return isLast ? u"%1L"_s.arg(weekday) : u"%1#%2"_s.arg(weekday).arg(ordinal + 1);
        if (isWorkday)
            return isLast ? u"LW"_s : u"1W"_s;
        return u"L"_s;
    }

    QString sentence() const
    {
        if (number)
            return Tr::tr("day %1").arg(number);
        if (weekday >= 0) {
            const auto name = QLocale().dayName(weekday == 0 ? 7 : int(weekday));
            return Tr::tr(
                isLast ? QT_TRANSLATE_NOOP("Schedule", "the last %1") : ordinals.at(size_t(ordinal)).sentence)
                .arg(name);
        }
        if (isWorkday)
            return isLast ? Tr::tr("the last workday") : Tr::tr("the first workday");
        return Tr::tr("the last day");
    }
};

std::optional<Item> itemFrom(const QString &text)
{
    static const QStringList days{u"sun"_s, u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s};
    Item item;
    bool isNumber = false;
    item.number = text.toInt(&isNumber);
    if (isNumber)
        return item.number >= 1 && item.number <= 31 && text == QString::number(item.number)
            ? std::optional(item)
            : std::nullopt;
    const auto parts = text.split(u' ');
    const auto found = std::ranges::find_if(
        ordinals, [&](const Ordinal &ordinal) { return parts.first() == QLatin1String(ordinal.word); });
    item.ordinal = found - ordinals.begin();
    item.isLast = parts.first() == u"last";
    if (!item.isLast && item.ordinal == lastOrdinal)
        return {};
    if (parts.size() == 1)
        return item.isLast ? std::optional(item) : std::nullopt;
    item.isWorkday = parts[1] == u"workday" && (item.isLast || item.ordinal == 0);
    item.weekday = days.indexOf(parts[1]);
    return parts.size() == 2 && (item.isWorkday || item.weekday >= 0) ? std::optional(item) : std::nullopt;
}

} // namespace

Result<CronExpression> dates(const QStringList &on, const QList<int> &months)
{
    QStringList monthDays, weekDays, monthNumbers;
    for (const auto &text : on) {
        const auto item = itemFrom(text);
        if (!item)
            return failure(Error::Code::InvalidInput,
                Tr::tr(
                    "\"%1\" is no day of a month; they are 1 to 31, last, first workday, last workday, first "
                    "mon to fifth sun, and last mon to last sun.")
                    .arg(text.left(60)));
        (item->weekday >= 0 ? weekDays : monthDays) += item->cron();
    }
    for (const auto month : months)
        monthNumbers += QString::number(month);
    const auto field = [](const QStringList &values, const QString &otherwise) {
        return values.isEmpty() ? otherwise : values.join(u',');
    };
    // Both day fields restricted mean either, which is what is meant here too.
    auto cron = CronExpression::parse(u"0 0 %1 %2 %3"_s.arg(
        field(monthDays, u"?"_s), field(monthNumbers, u"*"_s), field(weekDays, u"?"_s)));
    if (!cron)
        return failure(Error::Code::InvalidInput, cron.error().message);
    return cron;
}

QString sentence(const QStringList &on, const QList<int> &months)
{
    QStringList items, names;
    for (const auto &text : on) {
        if (const auto item = itemFrom(text))
            items += item->sentence();
    }
    for (const auto month : months)
        names += QLocale().standaloneMonthName(month);
    const auto sentence = Tr::tr("on %1 of the month").arg(words::listOf(items));
    return names.isEmpty() ? sentence : Tr::tr("%1 in %2").arg(sentence, words::listOf(names));
}

} // namespace signalbox::monthdays
