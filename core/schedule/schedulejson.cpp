// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/schedule.h"
#include "core/schedule/words.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Schedule", text);
}

constexpr std::array dayNames = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr quint8 everyDay = 0x7F;

// Anything more often would only fill the log.
constexpr milliseconds shortest = 1s;
constexpr milliseconds longest = years(100);

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
        for (const auto *form : {"cron", "daily", "weekly", "every", "once"}) {
            if (m_object.contains(QLatin1String(form)))
                forms += QLatin1String(form);
        }
        if (forms.isEmpty())
            wrong({},
                tr("A time is missing: a schedule has \"cron\", \"daily\", \"weekly\", \"every\" or "
                   "\"once\"."));
        else if (forms.size() > 1)
            wrong(forms[1], tr("A schedule is only one of \"%1\".").arg(forms.join(u"\", \""_s)));
        else if (readForm(forms[0]))
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
            return readOnce(value);
        if (!readZone())
            return false;
        return form == u"cron" ? readCron(value) : readDays(form, value.toObject());
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
            return wrong(u"cron"_s, tr("A cron expression is a text."));
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
        const auto key = form + u".at"_s;
        const auto at = object.value(u"at"_s);
        const auto list = at.isString() ? QJsonArray{at} : at.toArray();
        for (const auto &item : list) {
            const auto time = timeOfDayFrom(item.toString());
            if (!time)
                return wrong(
                    key, tr("\"%1\" is no time of day like 08:00.").arg(item.toVariant().toString()));
            days.times.push_back(*time);
        }
        if (days.times.empty())
            return wrong(key, tr("At what time? It needs one like 08:00 at least."));
        std::ranges::sort(days.times);
        days.times.erase(std::unique(days.times.begin(), days.times.end()), days.times.end());
        m_schedule.m_form = days;
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
                    tr("\"%1\" is no day; they are mon, tue, wed, thu, fri, sat and sun.").arg(name));
            weekdays |= quint8(1U << (found - dayNames.begin()));
        }
        return weekdays || wrong(u"weekly.days"_s, tr("On what days? It needs one at least."));
    }

    bool readEvery(const QJsonValue &value)
    {
        const auto length = parseDuration(value.isDouble() ? value.toVariant().toString() : value.toString());
        if (!length)
            return wrong(u"every"_s, tr("How often is a length of time like 15m or 1h 30m."));
        if (*length < shortest || *length > longest)
            return wrong(
                u"every"_s, tr("It can come once a second at most, and once in 100 years at least."));
        Schedule::Every every{*length, {}};
        if (const auto anchor = m_object.value(u"anchor"_s); !anchor.isUndefined()) {
            every.anchor = fromRfc3339(anchor.toString());
            if (!every.anchor)
                return wrong(u"anchor"_s, tr("It is counted from a time like 2026-11-23T15:04:05Z."));
        }
        m_schedule.m_form = every;
        return true;
    }

    bool readOnce(const QJsonValue &value)
    {
        const auto at = fromRfc3339(value.toString());
        if (!at)
            return wrong(u"once"_s, tr("When is a time like 2026-11-23T15:04:05Z."));
        m_schedule.m_form = Schedule::Once{*at};
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

QJsonObject Schedule::toJson() const
{
    const auto zone = [this](QJsonObject object) {
        object.insert(u"zone"_s, m_zone.name());
        return object;
    };
    if (const auto *cron = std::get_if<CronExpression>(&m_form))
        return zone({{u"cron"_s, cron->text()}});
    if (const auto *days = std::get_if<Days>(&m_form)) {
        QJsonObject form{{u"at"_s, timesJson(days->times)}};
        if (!days->isDaily)
            form.insert(u"days"_s, weekdaysJson(days->weekdays));
        return zone({{days->isDaily ? u"daily"_s : u"weekly"_s, form}});
    }
    if (const auto *every = std::get_if<Every>(&m_form)) {
        QJsonObject form{{u"every"_s, durationText(every->length)}};
        if (every->anchor)
            form.insert(u"anchor"_s, toRfc3339(*every->anchor));
        return form;
    }
    if (const auto *once = std::get_if<Once>(&m_form))
        return {{u"once"_s, toRfc3339(once->at)}};
    return {};
}

} // namespace signalbox
