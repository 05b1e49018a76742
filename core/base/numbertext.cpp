// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/numbertext.h"

#include <cmath>

namespace signalbox {

QString numberText(double number, const QLocale &locale)
{
    constexpr double smallest = 1e-6, largest = 1e15; // a double knows every whole number below
    const auto size = std::abs(number);
    const bool isPlain = size == 0 || (size >= smallest && size < largest);
    return locale.toString(number, isPlain ? 'f' : 'g', QLocale::FloatingPointShortest);
}

} // namespace signalbox
