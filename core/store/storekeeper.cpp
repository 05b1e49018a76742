// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/storekeeper.h"

#include "core/base/futures.h"
#include "core/store/searchfile.h"
#include "core/store/store.h"
#include "core/store/upkeep.h"

#include <QThread>

#include <algorithm>
#include <limits>

namespace signalbox {

using namespace std::chrono_literals;

namespace {

constexpr auto logRests = 300ms; // before what came is taken into the index
constexpr auto afterTrouble = 1min; // with the index, which is tried again then
constexpr auto firstClearing = 1min;
constexpr auto betweenClearings = 1h;
constexpr auto betweenBites = 10ms;
constexpr auto betweenBitesByHand = 1ms;
constexpr auto looksForSpace = 2s; // on a disk that was full
constexpr auto youngest = 1h; // nothing goes that is younger, however large the store is
// Filled again soon, so that giving it back is work for nothing.
constexpr qint64 spareBytes = 8 << 20;

} // namespace

StoreKeeper::StoreKeeper(Store &store)
    : m_store(store)
    , m_fillTimer(this)
    , m_hourly(this)
    , m_bites(this)
    , m_lookForSpace(this)
{
    qRegisterMetaType<Cleaning>("signalbox::Cleaning");
    m_fillTimer.setSingleShot(true);
    m_bites.setSingleShot(true);
    connect(&m_fillTimer, &QTimer::timeout, this, &StoreKeeper::fill);
    connect(&m_bites, &QTimer::timeout, this, &StoreKeeper::bite);
    m_lookForSpace.setInterval(looksForSpace);
    connect(&m_lookForSpace, &QTimer::timeout, this, [this] { m_store.upkeep().lookForSpace(); });
    connect(&m_hourly, &QTimer::timeout, this, [this] {
        m_hourly.start(betweenClearings);
        begin(false);
    });
}

StoreKeeper::~StoreKeeper() = default;

template <typename Work> void StoreKeeper::inside(Work work)
{
    QMetaObject::invokeMethod(this, std::move(work), Qt::QueuedConnection);
}

void StoreKeeper::start(const Retention &retention)
{
    inside([this, retention] {
        m_isStopped = false;
        m_retention = retention;
        // One wish at a time: a thread that gets no time under load would find thousands of them.
        connect(
            &m_store, &Store::appended, this,
            [this] {
                if (!m_isAwake.exchange(true))
                    inside([this] { wakeFilling(); });
            },
            Qt::DirectConnection);
        connect(&m_store, &Store::fullChanged, this, &StoreKeeper::watchSpace);
        watchSpace();
        m_fillTimer.start(logRests);
        m_hourly.start(firstClearing);
    });
}

void StoreKeeper::stop()
{
    const auto work = [this] {
        m_isStopped = true;
        disconnect(&m_store, nullptr, this, nullptr);
        for (auto *timer : {&m_fillTimer, &m_hourly, &m_bites, &m_lookForSpace})
            timer->stop();
        m_search.reset();
    };
    m_isStopping = true;
    if (QThread::currentThread() == thread())
        work();
    else if (thread() && thread()->isRunning())
        QMetaObject::invokeMethod(this, work, Qt::BlockingQueuedConnection);
}

void StoreKeeper::setRetention(const Retention &retention)
{
    inside([this, retention] { m_retention = retention; });
}

void StoreKeeper::cleanUp()
{
    inside([this] { begin(true); });
}

void StoreKeeper::cancelCleanUp()
{
    inside([this] { m_cancelled = m_cleaning.isRunning; });
}

void StoreKeeper::watchSpace()
{
    if (m_store.isFull() && !m_isStopped)
        m_lookForSpace.start();
    else
        m_lookForSpace.stop();
}

// --- the index of words

void StoreKeeper::wakeFilling()
{
    m_isAwake = false;
    if (!m_isStopped && !m_fillTimer.isActive())
        m_fillTimer.start(logRests);
}

void StoreKeeper::fill()
{
    if (m_isStopped)
        return;
    if (!m_search) {
        auto opened = SearchFile::open(m_store.file(), &m_isStopping);
        if (!opened) {
            qWarning("store: %s", qPrintable(opened.error().message));
            m_fillTimer.start(afterTrouble);
            return;
        }
        m_search = std::move(*opened);
    }
    const auto filled = m_search->fill();
    if (!filled && m_isStopping)
        return;
    if (!filled) {
        qWarning("store: %s", qPrintable(filled.error().message));
        m_search.reset(); // opened anew, and made anew if it is damaged
        m_fillTimer.start(afterTrouble);
        return;
    }
    emit searchFilled(filled->upTo);
    if (!filled->isThrough)
        m_fillTimer.start(0);
}

// --- clearing

void StoreKeeper::begin(bool isByHand)
{
    if (m_isStopped)
        return;
    if (m_cleaning.isRunning) {
        m_cleaning.isByHand = m_cleaning.isByHand || isByHand;
        tell();
        return;
    }
    m_cleaning = {};
    m_cleaning.isRunning = true;
    m_cleaning.isByHand = isByHand;
    m_cancelled = false;
    m_sizeBefore.reset();
    startPhase(Phase::Age);
    tell();
}

void StoreKeeper::startPhase(Phase phase)
{
    const auto now = m_store.clock().now();
    const auto limit = [&](std::optional<std::chrono::days> age) {
        return age ? std::min(now - *age, now - youngest) : Instant::min();
    };
    m_phase = phase;
    m_order = {};
    m_order.before = limit(m_retention.keep);
    m_order.failedBefore = std::min(limit(m_retention.keepFailed), m_order.before);
    if (phase != Phase::Age) {
        m_order.before = now - youngest;
        m_order.downTo = m_retention.mostBytes;
    }
    if (phase == Phase::SizeWithFailures)
        m_order.failedBefore = m_order.before;
    m_bites.start(0);
}

void StoreKeeper::nextPhase()
{
    if (m_phase == Phase::Space)
        end();
    else
        startPhase(Phase(int(m_phase) + 1));
}

void StoreKeeper::bite()
{
    if (m_isStopped)
        return;
    if (m_cancelled) {
        m_cleaning.wasCancelled = true;
        end();
        return;
    }
    const bool isPurging = m_phase == Phase::Age || m_order.after > 0;
    if (isPurging && m_phase != Phase::Space) {
        whenReady(m_store.upkeep().purge(m_order), this,
            [this](const Result<Purged> &purged) { onPurged(purged); });
        return;
    }
    // How large it is, before it is made smaller for that; the last phase gives back what it can.
    const auto keepFree = m_phase != Phase::Space ? std::numeric_limits<qint64>::max()
        : m_cleaning.isByHand                     ? 0
                                                  : spareBytes;
    whenReady(m_store.upkeep().shrink(keepFree), this, [this](const Result<SpaceUse> &use) { onSpace(use); });
}

void StoreKeeper::onPurged(const Result<Purged> &purged)
{
    if (m_isStopped)
        return;
    if (!purged)
        return end(purged.error().message);
    m_order.after = purged->upTo;
    m_cleaning.events += purged->events;
    m_cleaning.runs += purged->runs;
    const auto last = std::max(m_store.lastSequence(), Sequence(1));
    m_cleaning.percent = int(100 * std::min(purged->upTo, last) / last);
    if (purged->isThrough) {
        nextPhase();
    } else if (m_phase == Phase::Age) {
        m_bites.start(m_cleaning.isByHand ? betweenBitesByHand : betweenBites);
    } else {
        // Enough is enough: looked at after each bite.
        whenReady(m_store.upkeep().shrink(std::numeric_limits<qint64>::max()), this,
            [this](const Result<SpaceUse> &use) { onSpace(use); });
    }
    tell();
}

bool StoreKeeper::isOverSize(const SpaceUse &use) const
{
    return m_retention.mostBytes > 0 && use.used() > m_retention.mostBytes;
}

void StoreKeeper::onSpace(const Result<SpaceUse> &use)
{
    if (m_isStopped)
        return;
    if (!use)
        return end(use.error().message);
    if (!m_sizeBefore)
        m_sizeBefore = use->bytes;
    const auto freed = *m_sizeBefore - use->bytes;
    const auto pause = m_cleaning.isByHand ? betweenBitesByHand : betweenBites;
    if (m_phase != Phase::Space) {
        if (!isOverSize(*use)) {
            startPhase(Phase::Space);
        } else if (m_order.after == 0) {
            whenReady(m_store.upkeep().purge(m_order), this,
                [this](const Result<Purged> &purged) { onPurged(purged); });
        } else {
            m_bites.start(pause);
        }
        return;
    }
    const auto isMoving = freed > m_cleaning.freed;
    m_cleaning.freed = std::max(freed, m_cleaning.freed);
    if (isMoving && use->free > (m_cleaning.isByHand ? 0 : spareBytes))
        m_bites.start(pause);
    else
        end();
    tell();
}

void StoreKeeper::end(const QString &error)
{
    if (m_search && m_cleaning.events > 0) {
        if (const auto trimmed = m_search->trim(); !trimmed)
            qWarning("store: %s", qPrintable(trimmed.error().message));
    }
    m_cleaning.isRunning = false;
    m_cleaning.error = error;
    m_cleaning.percent = 100;
    m_order = {};
    tell();
}

void StoreKeeper::tell()
{
    emit cleaningChanged(m_cleaning);
}

} // namespace signalbox
