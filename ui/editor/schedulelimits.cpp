// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/schedulelimits.h"

#include "core/base/clock.h"
#include "core/schedule/exclusions.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

const QString timeForm = u"yyyy-MM-dd HH:mm"_s;
constexpr qint64 largestCalendar = 10'000'000;

QString shown(const QString &time)
{
    const auto instant = fromRfc3339(time);
    if (!instant)
        return time;
    const auto local = toQDateTime(*instant).toLocalTime();
    return fromQDateTime(QDateTime::fromString(local.toString(timeForm), timeForm)) == *instant
        ? local.toString(timeForm)
        : time;
}

QString taken(const QString &text)
{
    const auto local = QDateTime::fromString(text.trimmed(), timeForm);
    return local.isValid() ? toRfc3339(fromQDateTime(local)) : text.trimmed();
}

void put(QJsonObject &object, const QString &key, const QString &text)
{
    if (text.isEmpty())
        object.remove(key);
    else
        object.insert(key, text);
}

} // namespace

ScheduleLimits::ScheduleLimits(QWidget *parent)
    : QWidget(parent)
    , m_more(new QToolButton(this))
    , m_fields(new QWidget(this))
    , m_from(new QLineEdit)
    , m_until(new QLineEdit)
    , m_except(new QLineEdit)
    , m_jitter(new QLineEdit)
{
    m_more->setObjectName(u"scheduleMore"_s);
    m_more->setText(tr("Limits and exceptions"));
    m_more->setCheckable(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setArrowType(Qt::RightArrow);
    auto *holidays = new QToolButton;
    holidays->setObjectName(u"scheduleHolidays"_s);
    holidays->setText(tr("Days of a calendar file …"));
    holidays->setToolTip(tr("Adds the days of an iCalendar file, such as public holidays."));
    holidays->setFocusPolicy(Qt::StrongFocus);
    const QString timeHint = tr("2026-12-24 18:00");
    auto *form = new QFormLayout(m_fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(Theme::unit / 2);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    const auto add = [&](QLineEdit *edit, const QString &name, const QString &label, const QString &hint) {
        edit->setObjectName(name);
        edit->setAccessibleName(label);
        edit->setPlaceholderText(hint);
        form->addRow(label, edit);
        connect(edit, &QLineEdit::textEdited, this, &ScheduleLimits::edited);
    };
    add(m_from, u"scheduleFrom"_s, tr("Not before"), timeHint);
    add(m_until, u"scheduleUntil"_s, tr("Not after"), timeHint);
    add(m_except, u"scheduleExcept"_s, tr("Not on"), tr("2026-12-25, 2026-12-26"));
    form->addRow(QString(), holidays);
    add(m_jitter, u"scheduleJitter"_s, tr("Spread by up to"), tr("10m"));
    m_jitter->setToolTip(
        tr("Each time comes later by up to this, always by the same: so that many do not start at once."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit / 2);
    layout->addWidget(m_more);
    layout->addWidget(m_fields);
    m_fields->hide();
    connect(m_more, &QToolButton::toggled, this, [this](bool isOpen) {
        m_more->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
        m_fields->setVisible(isOpen);
    });
    connect(holidays, &QToolButton::clicked, this, &ScheduleLimits::readHolidays);
}

QStringList ScheduleLimits::keys()
{
    return {u"from"_s, u"until"_s, u"except"_s, u"jitter"_s};
}

void ScheduleLimits::showOf(const QJsonObject &schedule)
{
    m_from->setText(shown(schedule.value(u"from"_s).toString()));
    m_until->setText(shown(schedule.value(u"until"_s).toString()));
    m_jitter->setText(schedule.value(u"jitter"_s).toVariant().toString());
    QStringList days;
    for (const auto &day : schedule.value(u"except"_s).toArray())
        days += day.toString();
    m_except->setText(days.join(u", "_s));
    for (const auto &key : keys()) {
        if (schedule.contains(key))
            m_more->setChecked(true);
    }
}

void ScheduleLimits::applyTo(QJsonObject &schedule) const
{
    put(schedule, u"from"_s, taken(m_from->text()));
    put(schedule, u"until"_s, taken(m_until->text()));
    put(schedule, u"jitter"_s, m_jitter->text().trimmed());
    QJsonArray days;
    for (const auto &day : m_except->text().split(u',', Qt::SkipEmptyParts))
        days += day.trimmed();
    if (days.isEmpty())
        schedule.remove(u"except"_s);
    else
        schedule.insert(u"except"_s, days);
}

void ScheduleLimits::readHolidays()
{
    const auto name
        = QFileDialog::getOpenFileName(this, tr("Days without"), {}, tr("Calendars (*.ics);;All files (*)"));
    if (name.isEmpty())
        return;
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        emit failed(file.errorString());
        return;
    }
    const auto dates = datesOfCalendar(file.read(largestCalendar));
    if (!dates) {
        emit failed(dates.error().message);
        return;
    }
    auto days = m_except->text().split(u',', Qt::SkipEmptyParts);
    for (auto &day : days)
        day = day.trimmed();
    for (const auto &date : *dates) {
        if (!days.contains(date))
            days += date;
    }
    m_except->setText(days.join(u", "_s));
    emit edited();
}

} // namespace signalbox
