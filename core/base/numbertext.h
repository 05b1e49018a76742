// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>

namespace signalbox {

/// A number as people write it: all its digits and no more, and an exponent only where it would have very
/// many (Qt's own shortest form of 10000 is "1e+04").
QString numberText(double number, const QLocale &locale = QLocale());

} // namespace signalbox
