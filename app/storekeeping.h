// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/storekeeper.h"

#include <QThread>

namespace signalbox {

/// The store's keeper in its thread, for an engine that stays: not for a single command. Thread: the one that
/// makes it; blocks at its end for a bite of what the keeper does.
class StoreKeeping
{
public:
    /// Puts space by for a full disk and begins; how long what is kept stands in the settings.
    StoreKeeping(Store &store, const QString &settingsFile);
    ~StoreKeeping();

    StoreKeeper &keeper() { return m_keeper; }

private:
    QThread m_thread;
    StoreKeeper m_keeper;
};

} // namespace signalbox
