// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/secretbytes.h"

#include <cstring>
#include <sodium.h>

namespace signalbox {

SecretBytes::SecretBytes(qsizetype size)
    : m_size(size)
{
    // Also what makes libsodium ready; it may be said again and again.
    if (sodium_init() < 0)
        qFatal("libsodium cannot be used: the system gives no random numbers.");
    if (size == 0)
        return;
    m_data = static_cast<unsigned char *>(sodium_malloc(size_t(size)));
    if (!m_data)
        qFatal("There is no memory left for secrets.");
    std::memset(m_data, 0, size_t(size));
}

SecretBytes::SecretBytes(QByteArrayView bytes)
    : SecretBytes(bytes.size())
{
    if (!bytes.isEmpty())
        std::memcpy(m_data, bytes.data(), size_t(bytes.size()));
}

void SecretBytes::clear()
{
    sodium_free(m_data); // wipes; null is nothing to do
    m_data = nullptr;
    m_size = 0;
}

void wipe(QByteArray &bytes)
{
    // data() of shared bytes would make a copy and wipe that one.
    if (bytes.isDetached() && !bytes.isEmpty())
        sodium_memzero(bytes.data(), size_t(bytes.size()));
    bytes.clear();
}

} // namespace signalbox
