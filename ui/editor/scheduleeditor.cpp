// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/schedule/schedule.h"
#include "ui/editor/choicebox.h"
#include "ui/editor/fieldeditors.h"
#include "ui/editor/schedulelimits.h"
#include "ui/editor/weekdaybar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/timetext.h"

#include <QCompleter>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QTimeZone>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownTimes = 5;

const QStringList modes{u"every"_s, u"daily"_s, u"weekly"_s, u"monthly"_s, u"sun"_s, u"cron"_s, u"once"_s};

bool isClockMode(const QString &mode)
{
    return mode == u"daily" || mode == u"weekly" || mode == u"monthly";
}

QString joined(const QJsonValue &list)
{
    QStringList parts;
    for (const auto &part : list.toArray())
        parts += part.toVariant().toString();
    return parts.join(u", "_s);
}

/// "1, last fri" as a list, its numbers as numbers.
QJsonArray split(const QString &text)
{
    QJsonArray parts;
    for (const auto &part : text.split(u',', Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const auto number = part.trimmed().toInt(&isNumber);
        parts += isNumber ? QJsonValue(number) : QJsonValue(part.trimmed());
    }
    return parts;
}

/// In the zone of the schedule, so that the offset is the one its clock has.
QString timeIn(const QString &zone, Instant at)
{
    const auto utc = toQDateTime(at);
    const QTimeZone named(zone.toUtf8());
    const auto local
        = zone.isEmpty() || zone == u"system" || !named.isValid() ? utc.toLocalTime() : utc.toTimeZone(named);
    return QLocale().toString(
               local, QCoreApplication::translate("ScheduleEditor", "ddd d MMM yyyy, HH:mm:ss"))
        + u' ' + local.toOffsetFromUtc(local.offsetFromUtc()).toString(u"t"_s);
}

/// What a mode begins with, so that choosing it gives something that works.
QJsonObject beginOf(const QString &mode, Instant now)
{
    if (mode == u"every")
        return {{u"every"_s, u"15m"_s}};
    if (mode == u"daily")
        return {{u"daily"_s, QJsonObject{{u"at"_s, QJsonArray{u"08:00"_s}}}}};
    if (mode == u"weekly")
        return {{u"weekly"_s,
            QJsonObject{{u"days"_s, QJsonArray{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s}},
                {u"at"_s, QJsonArray{u"08:00"_s}}}}};
    if (mode == u"monthly")
        return {{u"monthly"_s,
            QJsonObject{{u"on"_s, QJsonArray{u"first mon"_s}}, {u"at"_s, QJsonArray{u"08:00"_s}}}}};
    if (mode == u"sun")
        return {
            {u"sun"_s, QJsonObject{{u"at"_s, u"sunset"_s}, {u"latitude"_s, 52.5}, {u"longitude"_s, 13.4}}}};
    if (mode == u"cron")
        return {{u"cron"_s, u"0 8 * * *"_s}};
    return {{u"once"_s, toRfc3339(std::chrono::ceil<std::chrono::hours>(now + std::chrono::hours(1)))}};
}

QString modeOf(const QJsonObject &schedule)
{
    for (const auto &mode : modes) {
        if (schedule.contains(mode))
            return mode;
    }
    return {};
}

class ScheduleEditor : public FieldEditor
{
public:
    ScheduleEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_mode(new ChoiceBox(this))
        , m_days(new WeekdayBar(this))
        , m_monthDays(new QLineEdit(this))
        , m_text(new QLineEdit(this))
        , m_event(new ChoiceBox(this))
        , m_place(new QLineEdit(this))
        , m_offset(new QLineEdit(this))
        , m_zoneLabel(new QLabel(tr("Time zone"), this))
        , m_zone(new QLineEdit(this))
        , m_limits(new ScheduleLimits(this))
        , m_sentence(new QLabel(this))
        , m_next(new QLabel(this))
    {
        m_mode->setObjectName(u"scheduleMode"_s);
        m_mode->setAccessibleName(field.label);
        m_mode->setPlaceholderText(tr("Choose …"));
        m_mode->setChoices({{u"every"_s, tr("Every so often")}, {u"daily"_s, tr("Every day at")},
            {u"weekly"_s, tr("On days of the week at")}, {u"monthly"_s, tr("On days of the month at")},
            {u"sun"_s, tr("With the sun")}, {u"cron"_s, tr("Cron expression")}, {u"once"_s, tr("Once")}});
        setFocusProxy(m_mode);
        m_days->setObjectName(u"scheduleDays"_s);
        m_text->setObjectName(u"scheduleText"_s);
        m_monthDays->setObjectName(u"scheduleMonthDays"_s);
        m_monthDays->setAccessibleName(tr("Days of the month"));
        m_monthDays->setPlaceholderText(tr("1, 15, last, first mon, last workday"));
        m_event->setObjectName(u"scheduleSun"_s);
        m_event->setAccessibleName(tr("Sunrise or sunset"));
        m_event->setChoices({{u"sunrise"_s, tr("Sunrise")}, {u"sunset"_s, tr("Sunset")}});
        m_place->setObjectName(u"schedulePlace"_s);
        m_place->setAccessibleName(tr("Latitude and longitude"));
        m_place->setPlaceholderText(tr("latitude, longitude: 52.5, 13.4"));
        m_offset->setObjectName(u"scheduleOffset"_s);
        m_offset->setAccessibleName(tr("Earlier or later by"));
        m_offset->setPlaceholderText(tr("earlier or later: -30m, 1h"));
        m_zone->setObjectName(u"scheduleZone"_s);
        m_zone->setPlaceholderText(tr("this computer's"));
        m_zone->setAccessibleName(m_zoneLabel->text());
        m_zoneLabel->setProperty("role", u"label"_s);
        m_zoneLabel->setBuddy(m_zone);
        QStringList zones;
        for (const auto &zone : QTimeZone::availableTimeZoneIds())
            zones += QString::fromUtf8(zone);
        auto *completer = new QCompleter(zones, m_zone);
        completer->setFilterMode(Qt::MatchContains);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        m_zone->setCompleter(completer);
        m_sentence->setObjectName(u"scheduleSentence"_s);
        m_sentence->setWordWrap(true);
        m_sentence->setTextFormat(Qt::PlainText);
        m_next->setObjectName(u"scheduleNext"_s);
        m_next->setProperty("role", u"muted"_s);
        m_next->setTextFormat(Qt::PlainText);
        m_next->setWordWrap(true);

        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(Theme::unit / 2);
        for (QWidget *widget : std::initializer_list<QWidget *>{m_mode, m_days, m_monthDays, m_text, m_event,
                 m_place, m_offset, m_zoneLabel, m_zone, m_limits, m_sentence, m_next})
            layout->addWidget(widget);
        connect(m_mode, &ChoiceBox::chosen, this, [this](const QString &mode) {
            auto begun = beginOf(mode, this->parts().clock.now());
            for (const auto &key : ScheduleLimits::keys() + QStringList{u"zone"_s}) {
                if (m_schedule.contains(key))
                    begun.insert(key, m_schedule.value(key));
            }
            m_schedule = begun;
            edit(m_schedule);
            showSchedule();
        });
        for (auto *edit : {m_text, m_monthDays, m_place, m_offset})
            connect(edit, &QLineEdit::textEdited, this, &ScheduleEditor::take);
        connect(m_event, &ChoiceBox::chosen, this, &ScheduleEditor::take);
        connect(m_zone, &QLineEdit::textEdited, this, &ScheduleEditor::take);
        connect(completer, qOverload<const QString &>(&QCompleter::activated), this, &ScheduleEditor::take);
        connect(m_days, &WeekdayBar::edited, this, &ScheduleEditor::take);
        connect(m_limits, &ScheduleLimits::edited, this, &ScheduleEditor::take);
        connect(m_limits, &ScheduleLimits::failed, this, &ScheduleEditor::setProblem);
    }

private:
    void showValue(const QJsonValue &value) override
    {
        if (value.isString()) {
            m_schedule = {{u"cron"_s, value}};
            takeFromConfig(ScheduleLimits::keys() + QStringList{u"zone"_s});
        } else if (value.isObject()) {
            m_schedule = value.toObject();
        } else {
            // Written by hand, the keys may stand in the config itself.
            m_schedule = {};
            takeFromConfig(modes + ScheduleLimits::keys() + QStringList{u"zone"_s, u"anchor"_s});
        }
        showSchedule();
    }

    void takeFromConfig(const QStringList &keys)
    {
        for (const auto &key : keys) {
            if (config().contains(key))
                m_schedule.insert(key, config().value(key));
        }
    }

    void showSchedule()
    {
        const auto mode = modeOf(m_schedule);
        m_mode->setValue(mode);
        const auto value = m_schedule.value(mode);
        const auto object = value.toObject();
        const bool isClock = isClockMode(mode);
        const bool isSun = mode == u"sun";
        m_text->setText(isClock ? joined(object.value(u"at"_s)) : value.toVariant().toString());
        m_text->setFont(mode == u"cron" ? parts().themes.theme().monoFont : parts().themes.theme().textFont);
        m_text->setVisible(!mode.isEmpty() && !isSun);
        m_monthDays->setVisible(mode == u"monthly");
        m_monthDays->setText(joined(object.value(u"on"_s)));
        for (QWidget *widget : std::initializer_list<QWidget *>{m_event, m_place, m_offset})
            widget->setVisible(isSun);
        if (isSun) {
            m_event->setValue(object.value(u"at"_s).toString());
            m_place->setText(u"%1, %2"_s.arg(object.value(u"latitude"_s).toVariant().toString(),
                object.value(u"longitude"_s).toVariant().toString()));
            m_offset->setText(object.value(u"offset"_s).toString());
        }
        const QHash<QString, QString> hints{{u"every"_s, tr("15m, 1h 30m")}, {u"daily"_s, tr("08:00, 17:30")},
            {u"weekly"_s, tr("08:00, 17:30")}, {u"monthly"_s, tr("08:00, 17:30")},
            {u"cron"_s, tr("minute hour day month weekday")}, {u"once"_s, tr("2026-12-24T18:00:00Z")}};
        m_text->setPlaceholderText(hints.value(mode));
        m_text->setAccessibleName(isClock ? tr("Times of day") : m_mode->currentText());
        m_days->setVisible(mode == u"weekly");
        QStringList days;
        for (const auto &day : value.toObject().value(u"days"_s).toArray())
            days += day.toString();
        m_days->setDays(days);
        const bool hasZone = isClock || mode == u"cron";
        m_zone->setVisible(hasZone);
        m_zoneLabel->setVisible(hasZone);
        const auto zone = m_schedule.value(u"zone"_s).toString();
        m_zone->setText(zone == u"system" ? QString() : zone);
        m_limits->setVisible(!mode.isEmpty());
        m_limits->showOf(m_schedule);
        preview();
    }

    void take()
    {
        const auto mode = modeOf(m_schedule);
        if (isClockMode(mode)) {
            auto object = m_schedule.value(mode).toObject();
            QJsonArray times;
            for (const auto &time : m_text->text().split(u',', Qt::SkipEmptyParts))
                times += time.trimmed();
            object.insert(u"at"_s, times);
            if (mode == u"monthly")
                object.insert(u"on"_s, split(m_monthDays->text()));
            if (mode == u"weekly")
                object.insert(u"days"_s, QJsonArray::fromStringList(m_days->days()));
            m_schedule.insert(mode, object);
        } else if (mode == u"sun") {
            m_schedule.insert(mode, sunFields());
        } else {
            m_schedule.insert(mode, m_text->text());
        }
        if (m_zone->text().isEmpty())
            m_schedule.remove(u"zone"_s);
        else
            m_schedule.insert(u"zone"_s, m_zone->text());
        m_limits->applyTo(m_schedule);
        edit(m_schedule);
        preview();
    }

    QJsonObject sunFields() const
    {
        auto object = m_schedule.value(u"sun"_s).toObject();
        object.insert(u"at"_s, m_event->value());
        const auto place = m_place->text().split(u',');
        const QString keys[] = {u"latitude"_s, u"longitude"_s};
        for (int i = 0; i < 2; ++i) {
            bool isNumber = false;
            const auto number = place.value(i).trimmed().toDouble(&isNumber);
            // What is no number is kept as it is, for the message that says so.
            object.insert(keys[i], isNumber ? QJsonValue(number) : QJsonValue(place.value(i).trimmed()));
        }
        if (m_offset->text().isEmpty())
            object.remove(u"offset"_s);
        else
            object.insert(u"offset"_s, m_offset->text());
        return object;
    }

    QString problemOf(const Error &error) const
    {
        return error.context.startsWith(u"column ") ? tr("%1 (%2)").arg(error.message, error.context)
                                                    : error.message;
    }

    /// What it comes to: as a sentence, and as the next times.
    void preview()
    {
        const auto schedule
            = m_schedule.isEmpty() ? Result<Schedule>(Schedule()) : Schedule::fromJson(m_schedule);
        m_sentence->setVisible(schedule && !m_schedule.isEmpty());
        m_next->setVisible(schedule && !m_schedule.isEmpty());
        setProblem(schedule ? QString() : problemOf(schedule.error()));
        if (!schedule || m_schedule.isEmpty())
            return;
        m_sentence->setText(schedule->sentence());
        QStringList times, marks;
        auto after = parts().clock.now();
        for (int i = 0; i < shownTimes; ++i) {
            const auto next = schedule->next(after);
            if (!next)
                break;
            times += timeIn(m_schedule.value(u"zone"_s).toString(), *next);
            if (const auto mark = schedule->markOf(*next); mark != ClockMark::None) {
                times.last().prepend(u"◷ "_s);
                if (!marks.contains(sentenceFor(mark)))
                    marks += sentenceFor(mark);
            }
            after = *next;
        }
        for (const auto &mark : marks)
            times += u"◷ "_s + mark;
        m_next->setText(times.isEmpty() ? tr("It never comes again.") : times.join(u'\n'));
        m_next->setAccessibleName(tr("Next times: %1").arg(times.join(u"; "_s)));
    }

    ChoiceBox *m_mode;
    WeekdayBar *m_days;
    QLineEdit *m_monthDays;
    QLineEdit *m_text;
    ChoiceBox *m_event;
    QLineEdit *m_place;
    QLineEdit *m_offset;
    QLabel *m_zoneLabel;
    QLineEdit *m_zone;
    ScheduleLimits *m_limits;
    QLabel *m_sentence;
    QLabel *m_next;
    QJsonObject m_schedule;
};

} // namespace

FieldEditor *makeScheduleEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new ScheduleEditor(field, parts, parent);
}

} // namespace signalbox
