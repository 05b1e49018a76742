// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/store/purge.h"
#include "core/store/retention.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace signalbox {

class SearchFile;
class Store;

/// How a clearing of the store goes.
struct Cleaning
{
    bool isRunning = false;
    bool isByHand = false;
    int percent = 0; ///< looked through
    qint64 events = 0; ///< removed so far
    qint64 runs = 0;
    qint64 freed = 0; ///< bytes given back to the disk, so far
    bool wasCancelled = false;
    QString error; ///< why it ended early

    bool operator==(const Cleaning &) const = default;
};

/// Does by itself what a store needs over the years: fills the index of words behind the log, removes what is
/// older than the retention says, gives space back, and looks whether a full disk has room again. All in
/// bites between the work of others: one removes for 3 ms and then leaves the writer alone for three times as
/// long.
///
/// Thread: one of its own, which app/ gives the lowest priority; construction elsewhere. `start` and `stop`
/// are called once each; every method may be called from any thread. Signals come from its thread.
class StoreKeeper : public QObject
{
    Q_OBJECT

public:
    /// The store outlives it.
    explicit StoreKeeper(Store &store);
    ~StoreKeeper() override;

    /// Begins its work. The first clearing comes after a minute, then one every hour.
    void start(const Retention &retention);
    /// Ends it; blocks for a bite. Afterwards it may be destroyed in any thread.
    void stop();

    void setRetention(const Retention &retention);

    /// Clears now and gives all free space back. `cleaningChanged` tells how it goes and when it is over.
    void cleanUp();
    /// What is removed by then stays removed.
    void cancelCleanUp();

signals:
    void cleaningChanged(const signalbox::Cleaning &cleaning);
    /// The index of words knows all of the log up to there.
    void searchFilled(signalbox::Sequence upTo);

private:
    enum class Phase { Age, Size, SizeWithFailures, Space };

    template <typename Work> void inside(Work work);
    void watchSpace();
    void wakeFilling();
    void fill();
    void begin(bool isByHand);
    void startPhase(Phase phase);
    void nextPhase();
    void bite();
    void onPurged(const Result<Purged> &purged);
    void onSpace(const Result<SpaceUse> &use);
    void end(const QString &error = {});
    void tell();
    bool isOverSize(const SpaceUse &use) const;

    Store &m_store;
    std::atomic<bool> m_isAwake = false; ///< a wish to fill is on its way to this thread
    QTimer m_fillTimer;
    QTimer m_hourly;
    QTimer m_bites;
    QTimer m_lookForSpace; ///< while the disk is full
    std::unique_ptr<SearchFile> m_search;
    Retention m_retention;
    Phase m_phase = Phase::Age;
    PurgeOrder m_order;
    std::optional<qint64> m_sizeBefore; ///< of the file, when the clearing began
    Cleaning m_cleaning;
    bool m_cancelled = false;
    std::atomic<bool> m_isStopping = false; ///< ends what the index is at
    bool m_isStopped = true;
};

} // namespace signalbox
