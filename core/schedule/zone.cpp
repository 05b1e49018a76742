// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/zone.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QRegularExpression>
#include <QTimeZone>

#include <map>
#include <mutex>

namespace signalbox {

using namespace Qt::StringLiterals;
using std::chrono::seconds;
using std::chrono::sys_seconds;

namespace {

// 100,000 years from 1970, which still fits into the microseconds of an Instant.
constexpr sys_seconds farthest(seconds(3'155'760'000'000));

// A search through centuries is not to stay in memory.
constexpr size_t mostKnown = 1024;

const QString system = u"system"_s;

/// Qt lists the zones that stand for a place; there are files of others too (US/Eastern, Etc/GMT-2).
bool isZone(const QString &name)
{
    static const QRegularExpression form(u"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z][A-Za-z0-9_+-]*)*$"_s);
    return QTimeZone::isTimeZoneIdAvailable(name.toUtf8())
        || (form.match(name).hasMatch() && QTimeZone(name.toUtf8()).isValid());
}

sys_seconds instantOf(const QTimeZone::OffsetData &transition)
{
    return sys_seconds(seconds(transition.atUtc.toSecsSinceEpoch()));
}

Zone::Stretch lookUp(const QTimeZone &zone, sys_seconds time)
{
    // QDateTime has no common range with QTimeZone far out; what is asked for stays within ours.
    const auto at = QDateTime::fromSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
    Zone::Stretch stretch{-farthest.time_since_epoch() + sys_seconds(), farthest,
        seconds(zone.isValid() ? zone.offsetFromUtc(at) : 0)};
    if (!zone.isValid() || !zone.hasTransitions())
        return stretch;
    // Before a second later: the transition at this very second has begun the stretch.
    if (const auto previous = zone.previousTransition(at.addSecs(1)); previous.atUtc.isValid())
        stretch.begin = instantOf(previous);
    if (const auto next = zone.nextTransition(at); next.atUtc.isValid())
        stretch.end = instantOf(next);
    return stretch;
}

} // namespace

struct Zone::Data
{
    const QString name;
    std::mutex mutex; // zone, systemId, known
    QTimeZone zone;
    QByteArray systemId; // for which `known` holds
    std::map<sys_seconds, Stretch> known; // by their ends
};

Zone::Zone()
    : Zone(dataOf(system))
{
}

Zone::Zone(std::shared_ptr<Data> data)
    : m_data(std::move(data))
{
}

/// A hundred thousand schedules are in a few zones; what one has looked up serves all.
std::shared_ptr<Zone::Data> Zone::dataOf(const QString &name)
{
    static std::mutex mutex; // known
    static QHash<QString, std::weak_ptr<Data>> known;
    const std::lock_guard lock(mutex);
    auto &entry = known[name];
    auto data = entry.lock();
    if (!data) {
        data.reset(new Data{name, {}, name == system ? QTimeZone() : QTimeZone(name.toUtf8()), {}, {}});
        entry = data;
    }
    return data;
}

Result<Zone> Zone::named(const QString &name)
{
    if (name != system && !isZone(name))
        return failure(Error::Code::InvalidInput,
            QCoreApplication::translate(
                "Zone", "There is no time zone \"%1\"; they have names like Europe/Berlin.")
                .arg(name),
            u"zone"_s);
    return Zone(dataOf(name));
}

QString Zone::name() const
{
    return m_data->name;
}

bool Zone::isSystem() const
{
    return m_data->name == system;
}

Zone::Stretch Zone::at(sys_seconds time) const
{
    const std::lock_guard lock(m_data->mutex);
    auto &known = m_data->known;
    if (isSystem()) {
        if (const auto id = QTimeZone::systemTimeZoneId();
            id != m_data->systemId || !m_data->zone.isValid()) {
            m_data->systemId = id;
            m_data->zone = QTimeZone(id);
            known.clear();
        }
    }
    if (const auto found = known.upper_bound(time); found != known.end() && found->second.begin <= time)
        return found->second;
    const auto stretch = lookUp(m_data->zone, time);
    if (known.size() >= mostKnown)
        known.clear();
    known.emplace(stretch.end, stretch);
    return stretch;
}

} // namespace signalbox
