// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QFuture>
#include <QString>

namespace signalbox {

/// Shows desktop notifications. The window has one over the desktop's notification service; an engine without
/// a window has one that says that there is none.
class Notifier
{
public:
    virtual ~Notifier() = default;

    /// Plain text, never markup. Ready when the desktop has taken it. Unavailable: there is no desktop to
    /// show it on. Called in the engine thread.
    virtual QFuture<Result<void>> notify(const QString &title, const QString &text, bool urgent) = 0;
};

} // namespace signalbox
