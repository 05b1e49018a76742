// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storekeeping.h"

#include "core/base/settings.h"
#include "core/store/reserve.h"
#include "core/store/store.h"
#include "core/store/upkeep.h"

namespace signalbox {

StoreKeeping::StoreKeeping(Store &store, const QString &settingsFile)
    : m_keeper(store)
{
    store.upkeep().keepReserve(Reserve::usualSize);
    m_thread.setObjectName(QStringLiteral("keeper"));
    m_keeper.moveToThread(&m_thread);
    // Only what nobody else needs: on Linux the thread is of the class "idle" (sched(7)).
    m_thread.start(QThread::IdlePriority);
    // Settings that cannot be read keep everything: whoever looks is told so elsewhere.
    const auto settings = Settings::load(settingsFile);
    m_keeper.start(settings
            ? retentionFromJson((*settings)->value(QLatin1StringView(retentionKey)).toObject())
            : Retention());
}

StoreKeeping::~StoreKeeping()
{
    m_keeper.stop();
    m_thread.quit();
    m_thread.wait();
}

} // namespace signalbox
