// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/monthdays.h"
#include "core/schedule/schedule.h"
#include "core/schedule/words.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <functional>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Schedule)
};

constexpr std::array dayNames = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr quint8 everyDay = 0x7F;

// Anything more often would only fill the log.
constexpr milliseconds shortest = 1s;
constexpr milliseconds longest = years(100);
constexpr int mostMonths = 1200;

// More than a week later is another time, not the same one spread.
constexpr milliseconds longestJitter = days(7);
constexpr milliseconds longestSunOffset = hours(24);

/// "08:00" or "08:00:30".
std::optional<seconds> timeOfDayFrom(const QString &text)
{
    const auto parts = text.split(u':');
    if (parts.size() != 2 && parts.size() != 3)
        return {};
    seconds time = 0s;
    for (qsizetype i = 0; i < 3; ++i) {
        const auto part = i < parts.size() ? parts[i] : u"00"_s;
        const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
        if (part.size() != 2 || !std::ranges::all_of(part, isDigit) || part.toInt() > (i == 0 ? 23 : 59))
            return {};
        time = time * 60 + seconds(part.toInt());
    }
    return time;
}

/// "3 months", "1y": how many months; not of that kind: none. More than there may be: 0.
std::optional<int> monthsFrom(const QString &text)
{
    static const QRegularExpression form(
        u"^([0-9]{1,6})\\s*(mo|months?|y|years?)$"_s, QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return {};
    const auto months
        = match.captured(1).toInt() * (match.captured(2).startsWith(u'y', Qt::CaseInsensitive) ? 12 : 1);
    return months <= mostMonths ? months : 0;
}

QString monthsText(int months)
{
    return months % 12 ? u"%1mo"_s.arg(months) : u"%1y"_s.arg(months / 12);
}

/// As parseDuration() reads it back: "15m".
QString durationText(milliseconds length)
{
    constexpr std::array<std::pair<milliseconds, const char *>, 5> units
        = {{{24h, "d"}, {1h, "h"}, {1min, "m"}, {1s, "s"}, {1ms, "ms"}}};
    const auto unit
        = std::ranges::find_if(units, [&](const auto &entry) { return length % entry.first == 0ms; });
    return QString::number(length / unit->first) + QLatin1String(unit->second);
}

QJsonArray timesJson(const std::vector<seconds> &times)
{
    QJsonArray array;
    for (const auto time : times)
        array += words::timeOfDay(time);
    return array;
}

QJsonArray weekdaysJson(quint8 days)
{
    QJsonArray array;
    for (size_t day = 1; day <= 7; ++day) { // Monday first, as people list them
        if (days & (1U << day % 7))
            array += QLatin1String(dayNames.at(day % 7));
    }
    return array;
}

} // namespace

/// Reads one form; each of its functions says whether what it read is right.
class ScheduleReader
{
public:
    explicit ScheduleReader(const QJsonObject &object)
        : m_object(object)
    {
    }

    Result<Schedule> read()
    {
        QStringList forms;
        for (const auto *form : {"cron", "daily", "weekly", "monthly", "every", "once", "sun"}) {
            if (m_object.contains(QLatin1String(form)))
                forms += QLatin1String(form);
        }
        if (forms.isEmpty())
            wrong({},
                Tr::tr("A time is missing: a schedule has \"cron\", \"daily\", \"weekly\", \"monthly\", "
                       "\"every\", \"once\" or \"sun\"."));
        else if (forms.size() > 1)
            wrong(forms[1], Tr::tr("A schedule is only one of \"%1\".").arg(forms.join(u"\", \""_s)));
        else if (readZone() && readForm(forms[0]) && readLimits())
            return m_schedule;
        return Failure(m_error);
    }

private:
    bool wrong(const QString &key, const QString &message)
    {
        m_error = {Error::Code::InvalidInput, message, key};
        return false;
    }

    bool readForm(const QString &form)
    {
        const auto value = m_object.value(form);
        if (form == u"every")
            return readEvery(value);
        if (form == u"once")
            return readTime(form, [this](Instant at) { m_schedule.m_form = Schedule::Once{at}; });
        if (form == u"sun")
            return readSun(value.toObject());
        if (form == u"cron")
            return readCron(value);
        if (form == u"monthly")
            return readMonthly(value.toObject());
        return readDays(form, value.toObject());
    }

    bool readZone()
    {
        const auto given = m_object.value(u"zone"_s);
        if (given.isUndefined())
            return true;
        auto zone = Zone::named(given.toString());
        if (!zone)
            return wrong(u"zone"_s, zone.error().message);
        m_schedule.m_zone = *zone;
        return true;
    }

    bool readCron(const QJsonValue &value)
    {
        if (!value.isString())
            return wrong(u"cron"_s, Tr::tr("A cron expression is a text."));
        auto cron = CronExpression::parse(value.toString());
        if (!cron)
            return wrong(cron.error().context, cron.error().message);
        m_schedule.m_form = *cron;
        return true;
    }

    bool readDays(const QString &form, const QJsonObject &object)
    {
        Schedule::Days days;
        days.isDaily = form == u"daily";
        days.weekdays = everyDay;
        if (!days.isDaily && !readWeekdays(object.value(u"days"_s), days.weekdays))
            return false;
        if (!readTimes(form + u".at"_s, object.value(u"at"_s), days.times))
            return false;
        m_schedule.m_form = days;
        return true;
    }

    bool readTimes(const QString &key, const QJsonValue &at, std::vector<seconds> &times)
    {
        const auto list = at.isString() ? QJsonArray{at} : at.toArray();
        for (const auto &item : list) {
            const auto time = timeOfDayFrom(item.toString());
            if (!time)
                return wrong(
                    key, Tr::tr("\"%1\" is no time of day like 08:00.").arg(item.toVariant().toString()));
            times.push_back(*time);
        }
        if (times.empty())
            return wrong(key, Tr::tr("At what time? It needs one like 08:00 at least."));
        std::ranges::sort(times);
        times.erase(std::unique(times.begin(), times.end()), times.end());
        return true;
    }

    bool readMonthly(const QJsonObject &object)
    {
        Schedule::MonthDays days;
        const auto on = object.value(u"on"_s);
        for (const auto &item : on.isArray() ? on.toArray() : QJsonArray{on})
            days.on += item.toVariant().toString().simplified().toLower();
        if (on.isUndefined() || days.on.isEmpty())
            return wrong(u"monthly.on"_s, Tr::tr("On what days of the month? It needs one at least."));
        days.on.removeDuplicates();
        const auto months = object.value(u"months"_s);
        for (const auto &item : months.toArray()) {
            if (item.toInt() < 1 || item.toInt() > 12)
                return wrong(u"monthly.months"_s, Tr::tr("Months are numbers from 1 to 12."));
            days.months += item.toInt();
        }
        if (!months.isUndefined() && days.months.isEmpty())
            return wrong(u"monthly.months"_s, Tr::tr("Months are numbers from 1 to 12."));
        std::ranges::sort(days.months);
        days.months.erase(std::unique(days.months.begin(), days.months.end()), days.months.end());
        auto dates = monthdays::dates(days.on, days.months);
        if (!dates)
            return wrong(u"monthly.on"_s, dates.error().message);
        days.dates = *dates;
        if (!readTimes(u"monthly.at"_s, object.value(u"at"_s), days.times))
            return false;
        m_schedule.m_form = days;
        return true;
    }

    bool readSun(const QJsonObject &object)
    {
        SunTime sun;
        const auto at = object.value(u"at"_s).toString();
        if (at != u"sunrise" && at != u"sunset")
            return wrong(u"sun.at"_s, Tr::tr("It is at \"sunrise\" or at \"sunset\"."));
        sun.isSet = at == u"sunset";
        const auto readDegrees = [&](const QString &key, double most, double &value) {
            const auto given = object.value(key);
            value = given.toDouble(1000);
            return std::abs(value) <= most
                || wrong(u"sun."_s + key, Tr::tr("This is a number of degrees from -%1 to %1.").arg(most));
        };
        if (!readDegrees(u"latitude"_s, 90, sun.latitude) || !readDegrees(u"longitude"_s, 180, sun.longitude))
            return false;
        auto offset = object.value(u"offset"_s).toVariant().toString();
        const bool isNegative = offset.startsWith(u'-');
        if (isNegative || offset.startsWith(u'+'))
            offset.remove(0, 1);
        const auto length = offset.isEmpty() ? milliseconds(0) : parseDuration(offset);
        if (!length || *length > longestSunOffset)
            return wrong(u"sun.offset"_s, Tr::tr("The offset is a length of time like 30m or -1h."));
        sun.offset = isNegative ? -*length : *length;
        if (!sun.next(Instant()))
            return wrong(u"sun.latitude"_s, Tr::tr("There the sun neither rises nor sets."));
        m_schedule.m_form = sun;
        return true;
    }

    bool readLimits()
    {
        for (const auto &[key, member] :
            {std::pair(u"from"_s, &m_schedule.m_from), std::pair(u"until"_s, &m_schedule.m_until),
                std::pair(u"pausedUntil"_s, &m_schedule.m_pausedUntil)}) {
            if (m_object.contains(key) && !readTime(key, [place = member](Instant time) { *place = time; }))
                return false;
        }
        if (m_schedule.m_from && m_schedule.m_until && *m_schedule.m_until < *m_schedule.m_from)
            return wrong(u"until"_s, Tr::tr("It ends before it begins."));
        if (!readExcept() || !readJitter())
            return false;
        if (!m_schedule.knowsZone() && m_schedule.m_except.isEmpty())
            m_schedule.m_zone = {}; // what does not count does not make two schedules different
        return true;
    }

    bool readExcept()
    {
        const auto value = m_object.value(u"except"_s);
        QStringList texts;
        for (const auto &item : value.isString() ? QJsonArray{value} : value.toArray())
            texts += item.toVariant().toString();
        auto exclusions = Exclusions::fromTexts(texts);
        if (!exclusions)
            return wrong(u"except"_s, exclusions.error().message);
        m_schedule.m_except = *exclusions;
        return true;
    }

    bool readJitter()
    {
        const auto value = m_object.value(u"jitter"_s);
        if (value.isUndefined())
            return true;
        const auto length = parseDuration(value.toVariant().toString());
        if (!length || *length > longestJitter)
            return wrong(u"jitter"_s, Tr::tr("By how much later at most is a length of time like 10m."));
        m_schedule.m_jitter = *length;
        return true;
    }

    bool readTime(const QString &key, const std::function<void(Instant)> &take)
    {
        const auto time = fromRfc3339(m_object.value(key).toString());
        if (!time)
            return wrong(key, Tr::tr("This is a time like 2026-11-23T15:04:05Z."));
        take(*time);
        return true;
    }

    bool readWeekdays(const QJsonValue &value, quint8 &weekdays)
    {
        weekdays = 0;
        for (const auto &item : value.toArray()) {
            const auto name = item.toString().toLower();
            const auto found
                = std::ranges::find_if(dayNames, [&](const char *day) { return name == QLatin1String(day); });
            if (found == dayNames.end())
                return wrong(u"weekly.days"_s,
                    Tr::tr("\"%1\" is no day; they are mon, tue, wed, thu, fri, sat and sun.").arg(name));
            weekdays |= quint8(1U << (found - dayNames.begin()));
        }
        return weekdays || wrong(u"weekly.days"_s, Tr::tr("On what days? It needs one at least."));
    }

    bool readEvery(const QJsonValue &value)
    {
        std::optional<Instant> anchor;
        if (m_object.contains(u"anchor"_s) && !readTime(u"anchor"_s, [&](Instant time) { anchor = time; }))
            return false;
        const auto text = value.isDouble() ? value.toVariant().toString() : value.toString();
        const auto months = monthsFrom(text);
        const auto length = months ? std::nullopt : parseDuration(text);
        if (!months && !length)
            return wrong(u"every"_s, Tr::tr("How often is a length of time like 15m, 1h 30m or 3 months."));
        if (months ? *months < 1 : *length < shortest || *length > longest)
            return wrong(
                u"every"_s, Tr::tr("It can come once a second at most, and once in 100 years at least."));
        if (months)
            m_schedule.m_form = Schedule::EveryMonths{*months, anchor};
        else
            m_schedule.m_form = Schedule::Every{*length, anchor};
        return true;
    }

    const QJsonObject m_object;
    Schedule m_schedule;
    Error m_error;
};

Result<Schedule> Schedule::fromJson(const QJsonObject &object)
{
    return ScheduleReader(object).read();
}

/// Writes one in one way.
class ScheduleWriter
{
public:
    explicit ScheduleWriter(const Schedule &schedule)
        : m_schedule(schedule)
    {
    }

    QJsonObject write() const
    {
        auto object = form();
        if (object.isEmpty())
            return object;
        if (m_schedule.knowsZone() || !m_schedule.m_except.isEmpty())
            object.insert(u"zone"_s, m_schedule.m_zone.name());
        const auto insert = [&object](const QString &key, const std::optional<Instant> &time) {
            if (time)
                object.insert(key, toRfc3339(*time));
        };
        insert(u"from"_s, m_schedule.m_from);
        insert(u"until"_s, m_schedule.m_until);
        insert(u"pausedUntil"_s, m_schedule.m_pausedUntil);
        if (!m_schedule.m_except.isEmpty())
            object.insert(u"except"_s, QJsonArray::fromStringList(m_schedule.m_except.texts()));
        if (m_schedule.m_jitter > 0ms)
            object.insert(u"jitter"_s, durationText(m_schedule.m_jitter));
        return object;
    }

private:
    QJsonObject form() const
    {
        if (const auto *cron = std::get_if<CronExpression>(&m_schedule.m_form))
            return {{u"cron"_s, cron->text()}};
        if (const auto *days = std::get_if<Schedule::Days>(&m_schedule.m_form)) {
            QJsonObject object{{u"at"_s, timesJson(days->times)}};
            if (!days->isDaily)
                object.insert(u"days"_s, weekdaysJson(days->weekdays));
            return {{days->isDaily ? u"daily"_s : u"weekly"_s, object}};
        }
        if (const auto *days = std::get_if<Schedule::MonthDays>(&m_schedule.m_form))
            return {{u"monthly"_s, monthly(*days)}};
        if (const auto *every = std::get_if<Schedule::Every>(&m_schedule.m_form))
            return anchored(durationText(every->length), every->anchor);
        if (const auto *every = std::get_if<Schedule::EveryMonths>(&m_schedule.m_form))
            return anchored(monthsText(every->count), every->anchor);
        if (const auto *once = std::get_if<Schedule::Once>(&m_schedule.m_form))
            return {{u"once"_s, toRfc3339(once->at)}};
        if (const auto *sun = std::get_if<SunTime>(&m_schedule.m_form))
            return {{u"sun"_s, sunJson(*sun)}};
        return {};
    }

    static QJsonObject monthly(const Schedule::MonthDays &days)
    {
        QJsonArray on, months;
        for (const auto &text : days.on) {
            bool isNumber = false;
            const int number = text.toInt(&isNumber);
            on += isNumber ? QJsonValue(number) : QJsonValue(text);
        }
        for (const auto month : days.months)
            months += month;
        QJsonObject object{{u"on"_s, on}, {u"at"_s, timesJson(days.times)}};
        if (!months.isEmpty())
            object.insert(u"months"_s, months);
        return object;
    }

    static QJsonObject anchored(const QString &every, const std::optional<Instant> &anchor)
    {
        QJsonObject object{{u"every"_s, every}};
        if (anchor)
            object.insert(u"anchor"_s, toRfc3339(*anchor));
        return object;
    }

    static QJsonObject sunJson(const SunTime &sun)
    {
        QJsonObject object{{u"at"_s, sun.isSet ? u"sunset"_s : u"sunrise"_s}, {u"latitude"_s, sun.latitude},
            {u"longitude"_s, sun.longitude}};
        if (sun.offset != 0ms)
            object.insert(
                u"offset"_s, (sun.offset < 0ms ? u"-"_s : QString()) + durationText(abs(sun.offset)));
        return object;
    }

    const Schedule &m_schedule;
};

QJsonObject Schedule::toJson() const
{
    return ScheduleWriter(*this).write();
}

} // namespace signalbox
