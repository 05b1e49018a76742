// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <QRandomGenerator>
#include <QUuid>

namespace signalbox {

quint64 SystemRandom::next()
{
    return QRandomGenerator::system()->generate64();
}

QString IdSource::next()
{
    const auto ms
        = quint64(std::chrono::floor<std::chrono::milliseconds>(m_clock.now()).time_since_epoch().count());
    quint64 tick = 0;
    {
        std::scoped_lock lock(m_mutex);
        m_lastTick = tick = std::max(ms << 12, m_lastTick + 1);
    }
    const quint64 high = (tick >> 12 << 16) | 0x7000 | (tick & 0xfff);
    const quint64 low = (m_random.next() & 0x3fff'ffff'ffff'ffff) | 0x8000'0000'0000'0000;
    std::array<quint8, 16> bytes{};
    for (unsigned i = 0; i < 8; ++i) {
        bytes[i] = quint8(high >> (56 - 8 * i));
        bytes[8 + i] = quint8(low >> (56 - 8 * i));
    }
    static constexpr char digits[] = "0123456789abcdef";
    QString text(36, Qt::Uninitialized);
    qsizetype at = 0;
    for (unsigned i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text[at++] = u'-';
        text[at++] = QLatin1Char(digits[bytes[i] >> 4]);
        text[at++] = QLatin1Char(digits[bytes[i] & 15]);
    }
    return text;
}

} // namespace signalbox
