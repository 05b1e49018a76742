// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/identifier.h"

namespace signalbox {

QString identifierFrom(const QString &text, const QStringList &taken, const QString &otherwise)
{
    constexpr qsizetype limit = 40;
    // Decomposed, an "é" leaves its e.
    const auto plain = text.normalized(QString::NormalizationForm_KD).toLower();
    QString key;
    for (const auto c : plain) {
        const auto isLetter = c >= u'a' && c <= u'z';
        if (isLetter || (c >= u'0' && c <= u'9' && !key.isEmpty()))
            key += c;
        else if (c.category() != QChar::Mark_NonSpacing && !key.isEmpty() && !key.endsWith(u'_'))
            key += u'_';
        if (key.size() == limit)
            break;
    }
    while (key.endsWith(u'_'))
        key.chop(1);
    if (key.isEmpty())
        key = otherwise;
    auto free = key;
    for (int number = 2; taken.contains(free); ++number)
        free = key + u'_' + QString::number(number);
    return free;
}

} // namespace signalbox
