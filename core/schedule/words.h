// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <vector>

/// Pieces of the sentences that say when, in the user's language.
namespace signalbox::words {

QString listOf(const QStringList &items); ///< "a, b and c"
QString timeOfDay(std::chrono::seconds time); ///< "08:00", "08:00:30"
QString atTimes(const std::vector<std::chrono::seconds> &times); ///< "At 08:00 and 12:30"
QString onWeekdays(quint8 days); ///< bit 0: Sunday; "every day", "on weekdays", "on Monday and Friday"
QString every(std::chrono::milliseconds length); ///< "Every hour", "Every 15 minutes"
QString everyMonths(int count); ///< "Every 3 months", "Every year"
QString length(std::chrono::milliseconds length); ///< "15 minutes", "1 hour"

} // namespace signalbox::words
