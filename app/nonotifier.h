// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action/notifier.h"

namespace signalbox {

/// For an engine without a desktop.
class NoNotifier : public Notifier
{
public:
    QFuture<Result<void>> notify(const QString &title, const QString &text, bool urgent) override;
};

} // namespace signalbox
