// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/cronparser.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// Larger than any range; a step past the range's end leaves its first value.
constexpr int largestStep = 10'000;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Cron)
};

bool same(QStringView a, QStringView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// The pieces between white space.
QList<QStringView> words(QStringView text)
{
    QList<QStringView> found;
    for (qsizetype at = 0; at < text.size();) {
        const auto begin = at;
        while (at < text.size() && !text[at].isSpace())
            ++at;
        if (at > begin)
            found += text.sliced(begin, at - begin);
        else
            ++at;
    }
    return found;
}

const QHash<QString, QString> &macros()
{
    static const QHash<QString, QString> known = {
        {u"@yearly"_s, u"0 0 1 1 *"_s},
        {u"@annually"_s, u"0 0 1 1 *"_s},
        {u"@monthly"_s, u"0 0 1 * *"_s},
        {u"@weekly"_s, u"0 0 * * 0"_s},
        {u"@daily"_s, u"0 0 * * *"_s},
        {u"@midnight"_s, u"0 0 * * *"_s},
        {u"@hourly"_s, u"0 * * * *"_s},
    };
    return known;
}

} // namespace

/// What the values of a field are. `top` is where `*` and `a/n` end; `most` is the largest that may be
/// written (7 for Sunday, beside 0). A range that runs backwards goes on after `top` at `least`, if `wraps`.
struct CronParser::Field
{
    const char *name;
    int least;
    int top;
    int most;
    bool wraps = true;
    QStringList names = {}; ///< of the values from `least`

    static const Field second, minute, hour, monthDay, month, weekDay, year;
};

const CronParser::Field CronParser::Field::second = {QT_TRANSLATE_NOOP("Cron", "second"), 0, 59, 59};
const CronParser::Field CronParser::Field::minute = {QT_TRANSLATE_NOOP("Cron", "minute"), 0, 59, 59};
const CronParser::Field CronParser::Field::hour = {QT_TRANSLATE_NOOP("Cron", "hour"), 0, 23, 23};
const CronParser::Field CronParser::Field::monthDay
    = {QT_TRANSLATE_NOOP("Cron", "day of the month"), 1, 31, 31};
const CronParser::Field CronParser::Field::month = {QT_TRANSLATE_NOOP("Cron", "month"), 1, 12, 12, true,
    {u"JAN"_s, u"FEB"_s, u"MAR"_s, u"APR"_s, u"MAY"_s, u"JUN"_s, u"JUL"_s, u"AUG"_s, u"SEP"_s, u"OCT"_s,
        u"NOV"_s, u"DEC"_s}};
const CronParser::Field CronParser::Field::weekDay = {QT_TRANSLATE_NOOP("Cron", "day of the week"), 0, 6, 7,
    true, {u"SUN"_s, u"MON"_s, u"TUE"_s, u"WED"_s, u"THU"_s, u"FRI"_s, u"SAT"_s}};
const CronParser::Field CronParser::Field::year
    = {QT_TRANSLATE_NOOP("Cron", "year"), 1970, 9999, 9999, false};

Result<CronExpression> CronParser::parse()
{
    m_cron.m_text = m_text.trimmed();
    const auto pieces = words(m_text);
    if (pieces.size() == 1 && pieces[0].startsWith(u'@')) {
        if (readMacro(pieces[0]))
            return m_cron;
    } else if (readFields(pieces)) {
        return m_cron;
    }
    return Failure(m_error);
}

bool CronParser::readMacro(Piece piece)
{
    const auto meaning = macros().constFind(piece.toString().toLower());
    if (meaning == macros().constEnd())
        return wrong(piece,
            Tr::tr("There is no \"%1\"; there are %2.")
                .arg(piece,
                    u"@yearly @annually @monthly @weekly @daily @midnight @hourly"_s.replace(u' ', u", "_s)));
    auto cron = CronParser(*meaning).parse();
    cron->m_text = m_cron.m_text;
    m_cron = *cron;
    return true;
}

bool CronParser::readFields(const QList<Piece> &pieces)
{
    if (pieces.size() < 5 || pieces.size() > 7) {
        const auto where = pieces.size() > 7 ? pieces[7] : QStringView(m_text).last(0);
        return wrong(
            where, Tr::tr("A cron expression has 5, 6 or 7 fields; this has %1.").arg(pieces.size()));
    }
    // The five of cron, with the second before them and the year after.
    const auto five = pieces.sliced(pieces.size() == 5 ? 0 : 1, 5);
    auto times = five.first(2);
    if (pieces.size() > 5)
        times.prepend(pieces[0]);
    return readTimes(times) && readMonthDays(five[2])
        && readValues(five[3], Field::month, [this](int value) { m_cron.m_months |= 1U << value; })
        && readWeekDays(five[4]) && (pieces.size() < 7 || readYears(pieces[6])) && comesEver(pieces);
}

bool CronParser::readTimes(const QList<Piece> &times)
{
    m_cron.m_fixed = std::ranges::none_of(
        times, [](Piece piece) { return piece.contains(u'*') || piece.contains(u'/'); });
    if (times.size() == 3) {
        m_cron.m_seconds = 0;
        if (!readValues(
                times[0], Field::second, [this](int value) { m_cron.m_seconds |= quint64(1) << value; }))
            return false;
    }
    return readValues(times[times.size() - 2], Field::minute, [this](int value) {
        m_cron.m_minutes |= quint64(1) << value;
    }) && readValues(times.last(), Field::hour, [this](int value) { m_cron.m_hours |= 1U << value; });
}

bool CronParser::readMonthDays(Piece piece)
{
    auto &days = m_cron.m_monthDays;
    days.isOpen = piece == u"?" || piece.startsWith(u'*');
    if (piece == u"?") {
        days.numbers = ~1U;
        return true;
    }
    return readList(piece, [this](Piece item) { return readMonthDay(item); });
}

bool CronParser::readMonthDay(Piece item)
{
    auto &days = m_cron.m_monthDays;
    int number = 0;
    if (same(item, u"LW")) {
        days.lastWeekday = true;
        return true;
    }
    if (same(item, u"L")) {
        days.beforeLast |= 1;
        return true;
    }
    if (item.startsWith(u"L-", Qt::CaseInsensitive)) {
        if (!readCount(item.sliced(2), 1, 30, number))
            return false;
        days.beforeLast |= 1U << number;
        return true;
    }
    if (item.size() > 1 && item.endsWith(u'W', Qt::CaseInsensitive)) {
        if (!readValue(item.chopped(1), Field::monthDay, number))
            return false;
        days.nearest |= 1U << number;
        return true;
    }
    return readRange(item, Field::monthDay, [&days](int value) { days.numbers |= 1U << value; });
}

bool CronParser::readWeekDays(Piece piece)
{
    auto &days = m_cron.m_weekDays;
    days.isOpen = piece == u"?" || piece.startsWith(u'*');
    if (piece == u"?") {
        days.numbers = 0x7F;
        return true;
    }
    return readList(piece, [this](Piece item) { return readWeekDay(item); });
}

bool CronParser::readWeekDay(Piece item)
{
    auto &days = m_cron.m_weekDays;
    int day = 0;
    if (same(item, u"L"))
        return wrong(item, Tr::tr("\"L\" needs a day of the week before it: \"5L\" is the last Friday."));
    if (item.endsWith(u'L', Qt::CaseInsensitive)) {
        if (!readValue(item.chopped(1), Field::weekDay, day))
            return false;
        days.last |= quint8(1U << day % 7);
        return true;
    }
    if (const auto mark = item.indexOf(u'#'); mark >= 0) {
        int number = 0;
        if (!readValue(item.first(mark), Field::weekDay, day)
            || !readCount(item.sliced(mark + 1), 1, 5, number))
            return false;
        days.nth[day % 7] |= quint8(1U << number);
        return true;
    }
    return readRange(item, Field::weekDay, [&days](int value) { days.numbers |= quint8(1U << value % 7); });
}

bool CronParser::readYears(Piece piece)
{
    if (piece == u"*")
        return true;
    auto &years = m_cron.m_years;
    if (!readValues(piece, Field::year, [&years](int value) { years += value; }))
        return false;
    std::ranges::sort(years);
    years.erase(std::unique(years.begin(), years.end()), years.end());
    return true;
}

/// Whether any date fits; if not, says which field is to blame.
bool CronParser::comesEver(const QList<Piece> &pieces)
{
    using namespace std::chrono;
    const local_days beginning(1970y / January / 1);
    if (m_cron.nextDate(beginning))
        return true;
    auto anyYear = m_cron;
    anyYear.m_years.clear();
    if (anyYear.nextDate(beginning))
        return wrong(pieces.last(), Tr::tr("None of these years has such a date."));
    return wrong(
        pieces[pieces.size() == 5 ? 2 : 3], Tr::tr("There is no such day in these months, in any year."));
}

bool CronParser::readList(Piece piece, const std::function<bool(Piece)> &readItem)
{
    for (qsizetype begin = 0; begin <= piece.size();) {
        const auto comma = piece.indexOf(u',', begin);
        const auto end = comma < 0 ? piece.size() : comma;
        const auto item = piece.sliced(begin, end - begin);
        if (item.isEmpty())
            return wrong(item, Tr::tr("A value is missing here."));
        if (!readItem(item))
            return false;
        begin = end + 1;
    }
    return true;
}

bool CronParser::readValues(Piece piece, const Field &field, const Add &add)
{
    return readList(piece, [&](Piece item) { return readRange(item, field, add); });
}

bool CronParser::readRange(Piece item, const Field &field, const Add &add)
{
    const auto slash = item.indexOf(u'/');
    const auto range = slash < 0 ? item : item.first(slash);
    int step = 1;
    if (slash >= 0 && !readCount(item.sliced(slash + 1), 1, largestStep, step))
        return false;

    int first = field.least;
    int last = field.top;
    if (range != u"*") {
        const auto dash = range.indexOf(u'-');
        if (!readValue(dash < 0 ? range : range.first(dash), field, first))
            return false;
        if (dash < 0)
            last = slash < 0 ? first : std::max(first, field.top);
        else if (!readValue(range.sliced(dash + 1), field, last))
            return false;
    }
    const int period = field.top - field.least + 1;
    if (last < first && !field.wraps)
        return wrong(range, Tr::tr("\"%1\" runs backwards.").arg(range));
    if (last < first)
        last += period;
    for (int value = first; value <= last; value += step)
        add(value > field.most ? value - period : value);
    return true;
}

bool CronParser::readValue(Piece piece, const Field &field, int &value)
{
    const auto name = Tr::tr(field.name);
    if (piece.isEmpty())
        return wrong(piece, Tr::tr("A value is missing here."));
    if (const auto known = field.names.indexOf(piece.toString().toUpper()); known >= 0) {
        value = field.least + int(known);
        return true;
    }
    if (piece.contains(u'?'))
        return wrong(piece, Tr::tr("\"?\" stands alone, as the day of the month or of the week."));
    if (!std::ranges::all_of(piece, [](QChar c) { return c >= u'0' && c <= u'9'; }))
        return wrong(piece, Tr::tr("\"%1\" is no %2.").arg(piece, name));
    bool fits = false;
    value = piece.toInt(&fits);
    if (!fits || value < field.least || value > field.most)
        return wrong(piece,
            Tr::tr("The %1 %2 is not between %3 and %4.").arg(name, piece).arg(field.least).arg(field.most));
    return true;
}

bool CronParser::readCount(Piece piece, int least, int most, int &count)
{
    const bool digits
        = !piece.isEmpty() && std::ranges::all_of(piece, [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!digits)
        return wrong(piece, Tr::tr("A number is needed here."));
    bool fits = false;
    count = piece.toInt(&fits);
    if (fits && count < least)
        return wrong(piece, Tr::tr("This must be %1 at least.").arg(least));
    if (!fits || count > most)
        return wrong(piece, Tr::tr("This may be %1 at most.").arg(most));
    return true;
}

bool CronParser::wrong(Piece where, const QString &reason)
{
    const auto column = where.data() - QStringView(m_text).data() + 1;
    m_error = {Error::Code::InvalidInput, reason, u"column %1"_s.arg(column)};
    return false;
}

Result<CronExpression> CronExpression::parse(const QString &text)
{
    return CronParser(text).parse();
}

} // namespace signalbox
