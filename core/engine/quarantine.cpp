// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/quarantine.h"

#include <algorithm>

namespace signalbox {

using namespace std::chrono_literals;

namespace {

// One death is chance; what a kill interrupts twice in a row is worth the trouble.
constexpr int deathsOfSuspects = 2;

constexpr int weightOfCrash = 3;
constexpr int weightOfKill = 1;
constexpr int weightOfGuilt = 9;

// What takes a program down does so at once or when its answer comes, which is seldom later.
constexpr auto shortestTrial = 5s;
constexpr auto longestTrial = 5min;

std::chrono::seconds trialTime(int deaths)
{
    const auto doubled = shortestTrial * (1 << std::clamp(deaths - deathsOfSuspects, 0, 10));
    return std::min<std::chrono::seconds>(doubled, longestTrial);
}

} // namespace

Quarantine::Quarantine(CrashBook *book, const Clock &clock, Timers &timers, QObject *parent)
    : QObject(parent)
    , m_book(book)
    , m_clock(clock)
    , m_timers(timers)
{
}

void Quarantine::judge(const QList<QString> &underWay, const QList<QString> &waiting)
{
    if (!m_book)
        return;
    // Whoever has ended, or was decided of by a person, is none any more.
    for (const auto &[key, suspicion] : m_book->suspects().asKeyValueRange()) {
        if (underWay.contains(key) || waiting.contains(key))
            m_suspects.insert(key, suspicion);
    }
    const auto end = m_book->previous();
    if (end == CrashBook::End::Crashed || end == CrashBook::End::Killed) {
        const auto alone = underWay.size() == 1 ? underWay.first() : m_book->wasAlone();
        for (const auto &key : underWay) {
            auto &suspicion = m_suspects[key];
            ++suspicion.deaths;
            if (key == alone)
                suspicion.weight += end == CrashBook::End::Crashed ? weightOfCrash : weightOfKill;
        }
    }
    save();
}

Quarantine::Verdict Quarantine::verdict(const QString &step) const
{
    const auto suspicion = m_suspects.value(step);
    if (suspicion.weight >= weightOfGuilt)
        return Verdict::Guilty;
    return suspicion.deaths >= deathsOfSuspects ? Verdict::Suspect : Verdict::Free;
}

void Quarantine::enlist(const QString &step)
{
    m_queue += step;
    // From the event loop: others may still be enlisted.
    QMetaObject::invokeMethod(this, &Quarantine::next, Qt::QueuedConnection);
}

void Quarantine::ended(const QString &step)
{
    if (m_suspects.isEmpty() && m_queue.isEmpty())
        return;
    const auto before = m_suspects.take(step);
    m_queue.removeAll(step);
    m_loose.remove(step);
    if (step == m_onTrial) {
        m_timers.remove(m_timer);
        m_onTrial.clear();
        m_book->setAlone({});
    }
    // Of those with a single death, all at once: an fsync for each would cost more than a needless trial.
    if (before.deaths >= deathsOfSuspects || before.weight > 0 || m_suspects.isEmpty())
        save();
    QMetaObject::invokeMethod(this, &Quarantine::next, Qt::QueuedConnection);
}

void Quarantine::setHeld(bool held)
{
    m_held = held;
    next();
}

void Quarantine::next()
{
    if (!m_onTrial.isEmpty() || m_held)
        return;
    if (m_queue.isEmpty()) {
        emit opened();
        return;
    }
    const auto least = std::ranges::min_element(m_queue, {}, [this](const QString &key) {
        const auto suspicion = m_suspects.value(key);
        return std::pair(suspicion.weight, suspicion.deaths);
    });
    m_onTrial = *least;
    m_queue.erase(least);
    m_book->setAlone(m_loose.isEmpty() ? m_onTrial : QString());
    m_timer
        = m_timers.at(m_clock.now() + trialTime(m_suspects.value(m_onTrial).deaths), [this] { loosen(); });
    emit turn(m_onTrial);
}

void Quarantine::loosen()
{
    m_loose += std::exchange(m_onTrial, {});
    m_book->setAlone({});
    next();
}

void Quarantine::save()
{
    m_book->setSuspects(m_suspects);
}

} // namespace signalbox
