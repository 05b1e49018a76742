// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <QRandomGenerator>

#include <array>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace signalbox {

namespace {

/// Numbers of the system's generator, fetched some at a time: a call costs as much for 256 bytes as for 8,
/// and Qt asks the processor for each, which takes a microsecond.
class Stock
{
public:
    quint64 next()
    {
        if (m_left == 0)
            fill();
        return m_numbers[--m_left];
    }

private:
    void fill()
    {
        m_left = m_numbers.size();
#ifdef Q_OS_UNIX
        if (getentropy(m_numbers.data(), sizeof(m_numbers)) == 0)
            return;
#endif
        for (auto &number : m_numbers)
            number = QRandomGenerator::system()->generate64();
    }

    std::array<quint64, 32> m_numbers{};
    size_t m_left = 0;
};

} // namespace

quint64 SystemRandom::next()
{
    thread_local Stock stock;
    return stock.next();
}

QString IdSource::made(quint64 low)
{
    const auto ms
        = quint64(std::chrono::floor<std::chrono::milliseconds>(m_clock.now()).time_since_epoch().count());
    quint64 tick = 0;
    {
        std::scoped_lock lock(m_mutex);
        m_lastTick = tick = std::max(ms << 12, m_lastTick + 1);
    }
    const quint64 high = (tick >> 12 << 16) | 0x7000 | (tick & 0xfff);
    low = (low & 0x3fff'ffff'ffff'ffff) | 0x8000'0000'0000'0000;
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
