// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fuzzymatch.h"

#include <vector>

namespace signalbox {

namespace {

constexpr int perCharacter = 10;
constexpr int atWordStart = 16;
constexpr int inARun = 14;
constexpr qsizetype longestLooked = 120; // of a text; names are shorter

bool startsWord(QStringView text, qsizetype at)
{
    if (at == 0)
        return true;
    const auto before = text[at - 1];
    return !before.isLetterOrNumber() || (before.isLower() && text[at].isUpper());
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView typed, QStringView text)
{
    QString wanted;
    for (const auto c : typed) {
        if (!c.isSpace())
            wanted += c.toCaseFolded();
    }
    text = text.left(longestLooked);
    const auto n = wanted.size(), m = text.size();
    if (n == 0)
        return FuzzyMatch{};
    if (n > m)
        return {};

    // best[i][j]: the most that the first i characters come to when the last of them stands at j. Taking the
    // first place that fits would miss "new rule" behind an earlier "n".
    constexpr int none = -1;
    std::vector<std::vector<int>> best(size_t(n), std::vector<int>(size_t(m), none));
    std::vector<std::vector<int>> from = best;
    for (qsizetype i = 0; i < n; ++i) {
        int bestBefore = none, bestBeforeAt = none;
        for (qsizetype j = i; j < m; ++j) {
            if (i > 0 && j > 0 && best[size_t(i - 1)][size_t(j - 1)] > bestBefore) {
                bestBefore = best[size_t(i - 1)][size_t(j - 1)];
                bestBeforeAt = int(j - 1);
            }
            if (text[j].toCaseFolded() != wanted[i])
                continue;
            const auto here = perCharacter + (startsWord(text, j) ? atWordStart : 0);
            if (i == 0) {
                best[0][size_t(j)] = here - int(std::min<qsizetype>(j, 9));
                continue;
            }
            if (bestBefore == none)
                continue;
            auto &score = best[size_t(i)][size_t(j)];
            score = bestBefore + here;
            from[size_t(i)][size_t(j)] = bestBeforeAt;
            const auto adjacent = best[size_t(i - 1)][size_t(j - 1)];
            if (adjacent != none && adjacent + here + inARun > score) {
                score = adjacent + here + inARun;
                from[size_t(i)][size_t(j)] = int(j - 1);
            }
        }
    }
    const auto &last = best.back();
    const auto end = std::ranges::max_element(last);
    if (*end == none)
        return {};
    FuzzyMatch match{*end * 8 - int(m), {}};
    auto at = int(end - last.begin());
    for (auto i = n - 1; i >= 0; --i) {
        match.positions.prepend(at);
        at = from[size_t(i)][size_t(at)];
    }
    return match;
}

} // namespace signalbox
