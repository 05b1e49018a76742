// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action/notifier.h"

#include <QList>

namespace signalbox {

/// Remembers what it was to show, and answers as told.
class RecordingNotifier : public Notifier
{
public:
    struct Shown
    {
        QString title;
        QString text;
        bool urgent;
    };

    QFuture<Result<void>> notify(const QString &title, const QString &text, bool urgent) override
    {
        shown += {title, text, urgent};
        return QtFuture::makeReadyFuture(answer);
    }

    QList<Shown> shown;
    Result<void> answer;
};

} // namespace signalbox
