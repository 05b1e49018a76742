// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedule/clockchanges.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSet>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Simulation)
};

QString offsetText(std::chrono::seconds offset)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(std::chrono::abs(offset)).count();
    constexpr int anHour = 60;
    return u"UTC%1%2:%3"_s.arg(QChar(offset.count() < 0 ? u'−' : u'+'))
        .arg(minutes / anHour, 2, 10, QChar(u'0'))
        .arg(minutes % anHour, 2, 10, QChar(u'0'));
}

} // namespace

QList<ZoneChange> zoneChangesOf(const QList<PlannedSchedule> &schedules, Instant from, Instant until)
{
    QSet<QString> zones;
    QList<ZoneChange> changes;
    for (const auto &planned : schedules) {
        const auto zone = planned.schedule.zoneName();
        if (zone.isEmpty() || zones.contains(zone))
            continue;
        zones.insert(zone);
        for (const auto &change : planned.schedule.clockChanges(from, until)) {
            const auto text = change.after > change.before ? Tr::tr("Clocks go forward, from %1 to %2 (%3)")
                                                           : Tr::tr("Clocks go back, from %1 to %2 (%3)");
            changes += {change.at, text.arg(offsetText(change.before), offsetText(change.after), zone)};
        }
    }
    std::ranges::stable_sort(changes, {}, &ZoneChange::at);
    return changes;
}

QString zonedTime(const Schedule &schedule, Instant at)
{
    const auto zone = schedule.zoneName();
    if (zone.isEmpty())
        return {};
    const auto offset = schedule.offsetAt(at);
    const auto local = toQDateTime(at).toOffsetFromUtc(int(offset.count()));
    return u"%1 %2, %3"_s.arg(
        QLocale().toString(local.time(), QLocale::ShortFormat), offsetText(offset), zone);
}

} // namespace signalbox
