// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/exclusions.h"

#include <QCoreApplication>
#include <QDate>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// A calendar of holidays has some hundred; more are no list of exceptions any more.
constexpr qsizetype mostEvents = 5000;

Failure wrong(const char *text)
{
    return failure(Error::Code::InvalidInput, QCoreApplication::translate("Schedule", text));
}

/// Lines as they were before they were folded (RFC 5545, 3.1).
QStringList unfolded(const QByteArray &calendar)
{
    QStringList lines;
    for (auto line : QString::fromUtf8(calendar).split(u'\n')) {
        if (line.endsWith(u'\r'))
            line.chop(1);
        if (!lines.isEmpty() && (line.startsWith(u' ') || line.startsWith(u'\t')))
            lines.last() += QStringView(line).sliced(1);
        else
            lines += line;
    }
    return lines;
}

QDate dateOf(QStringView value)
{
    return QDate::fromString(value.left(8).toString(), u"yyyyMMdd"_s);
}

struct CalendarEvent
{
    QDate first;
    QDate last;
    bool isYearly = false;

    void read(const QString &line)
    {
        const auto colon = line.indexOf(u':');
        const auto name = QStringView(line).left(colon).toString().section(u';', 0, 0).toUpper();
        const auto value = QStringView(line).sliced(colon + 1);
        if (name == u"DTSTART") {
            first = dateOf(value);
        } else if (name == u"DTEND") {
            last = dateOf(value);
            // A whole day ends where the next begins, and so does what ends at midnight (3.6.1).
            if (last.isValid() && (value.size() == 8 || value.sliced(8).startsWith(u"T000000")))
                last = last.addDays(-1);
        } else if (name == u"RRULE") {
            isYearly = value.contains(u"FREQ=YEARLY") && !value.contains(u"BYDAY")
                && !value.contains(u"UNTIL") && !value.contains(u"COUNT") && !value.contains(u"INTERVAL");
        }
    }

    QString text() const
    {
        const auto end = last.isValid() && last > first ? last : first;
        const auto written = [this](QDate date) {
            const auto whole = date.toString(Qt::ISODate);
            return isYearly && first.daysTo(date) < 365 ? whole.mid(5) : whole;
        };
        return end == first ? written(first) : written(first) + u'/' + written(end);
    }
};

} // namespace

Result<QStringList> datesOfCalendar(const QByteArray &calendar)
{
    QStringList texts;
    std::optional<CalendarEvent> event;
    bool isCalendar = false;
    for (const auto &line : unfolded(calendar)) {
        const auto begins
            = [&line](QStringView text) { return line.trimmed().compare(text, Qt::CaseInsensitive) == 0; };
        if (begins(u"BEGIN:VCALENDAR")) {
            isCalendar = true;
        } else if (begins(u"BEGIN:VEVENT")) {
            event.emplace();
        } else if (begins(u"END:VEVENT") && event) {
            const auto text = event->first.isValid() ? event->text() : QString();
            if (!text.isEmpty() && Exclusions::fromTexts({text}))
                texts += text;
            event.reset();
            if (texts.size() > mostEvents)
                return wrong("The calendar has too many events.");
        } else if (event && line.contains(u':')) {
            event->read(line);
        }
    }
    if (!isCalendar)
        return wrong("This is no iCalendar file.");
    if (texts.isEmpty())
        return wrong("The calendar has no event with a date.");
    texts.sort();
    texts.removeDuplicates();
    return texts;
}

} // namespace signalbox
