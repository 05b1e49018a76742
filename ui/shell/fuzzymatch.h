// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace signalbox {

/// How well what somebody typed fits a text.
struct FuzzyMatch
{
    int score = 0; ///< more is better
    QList<int> positions; ///< of the matched characters in the text, ascending
};

/// All characters of `typed` must stand in `text` in their order, whatever stands between them; letters'
/// case and spaces do not count. Beginnings of words and runs of characters count most, then nearness to the
/// front, then a short text. An empty `typed` fits everything equally. Pure; any thread.
std::optional<FuzzyMatch> fuzzyMatch(QStringView typed, QStringView text);

} // namespace signalbox
