// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/nonotifier.h"

#include <QCoreApplication>

namespace signalbox {

QFuture<Result<void>> NoNotifier::notify(const QString &, const QString &, bool)
{
    return QtFuture::makeReadyFuture(Result<void>(failure(Error::Code::Unavailable,
        QCoreApplication::translate(
            "Notifier", "There is no desktop here on which a notification could be shown."))));
}

} // namespace signalbox
