// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/schedule/cron.h"

#include <QList>
#include <QString>
#include <QStringList>

/// Days of a month as people name them: "15", "last", "first workday", "last workday", "second tue".
namespace signalbox::monthdays {

/// The dates that any of them means in these months (1 to 12; empty: all), as an expression for their
/// midnights. InvalidInput: one is unknown, or such a date never comes.
Result<CronExpression> dates(const QStringList &on, const QList<int> &months);

/// "on day 15 and the last Friday of the month in March".
QString sentence(const QStringList &on, const QList<int> &months);

} // namespace signalbox::monthdays
