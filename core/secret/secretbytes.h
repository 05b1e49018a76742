// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <utility>

namespace signalbox {

/// Bytes that are nobody else's business: in memory of their own, which the system is asked not to swap and
/// which is wiped when they go. Only moved, never copied. Thread: as a value.
class SecretBytes
{
public:
    SecretBytes() = default;
    explicit SecretBytes(qsizetype size); ///< zeroes
    explicit SecretBytes(QByteArrayView bytes); ///< a copy
    ~SecretBytes() { clear(); }

    SecretBytes(SecretBytes &&other) noexcept
        : m_data(std::exchange(other.m_data, nullptr))
        , m_size(std::exchange(other.m_size, 0))
    {
    }
    SecretBytes &operator=(SecretBytes &&other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        return *this;
    }
    SecretBytes(const SecretBytes &) = delete;
    SecretBytes &operator=(const SecretBytes &) = delete;

    unsigned char *data() { return m_data; }
    const unsigned char *data() const { return m_data; }
    qsizetype size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    QByteArrayView view() const { return {m_data, m_size}; }
    void clear();

private:
    unsigned char *m_data = nullptr;
    qsizetype m_size = 0;
};

/// Overwrites the bytes where they stand and empties them. Whoever holds a copy of the QByteArray keeps it.
void wipe(QByteArray &bytes);

} // namespace signalbox
