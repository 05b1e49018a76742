// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/gunzip.h"

#include <algorithm>
#include <memory>
#include <zlib.h>

namespace signalbox {

namespace {

constexpr qsizetype step = 32LL * 1024;
constexpr qint64 mostRatio = 100;
constexpr qint64 ratioFrom = 64LL * 1024;

class Inflater
{
public:
    Inflater()
    {
        constexpr int gzipOnly = 16;
        m_ready = inflateInit2(&m_stream, gzipOnly + MAX_WBITS) == Z_OK;
    }
    ~Inflater()
    {
        if (m_ready)
            inflateEnd(&m_stream);
    }
    Q_DISABLE_COPY_MOVE(Inflater)

    bool isReady() const { return m_ready; }
    z_stream *operator->() { return &m_stream; }
    z_stream *get() { return &m_stream; }

private:
    z_stream m_stream{};
    bool m_ready = false;
};

} // namespace

tl::expected<QByteArray, GunzipFault> gunzip(QByteArrayView packed, qint64 most)
{
    Inflater inflater;
    if (!inflater.isReady())
        return tl::unexpected(GunzipFault::Corrupt);
    // zlib reads only, whatever its type says.
    inflater->next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    inflater->avail_in = uInt(packed.size());
    const auto ratioLimit = std::max(ratioFrom, mostRatio * packed.size());

    QByteArray out;
    while (true) {
        const auto before = out.size();
        out.resize(before + step);
        inflater->next_out = reinterpret_cast<Bytef *>(out.data() + before);
        inflater->avail_out = uInt(step);
        const int state = inflate(inflater.get(), Z_NO_FLUSH);
        out.resize(out.size() - qsizetype(inflater->avail_out));
        if (out.size() > most || out.size() > ratioLimit)
            return tl::unexpected(GunzipFault::TooLarge);
        if (state == Z_STREAM_END) {
            if (inflater->avail_in == 0)
                return out;
            if (inflateReset(inflater.get()) != Z_OK)
                return tl::unexpected(GunzipFault::Corrupt);
        } else if (state != Z_OK || (inflater->avail_in == 0 && inflater->avail_out > 0)) {
            return tl::unexpected(GunzipFault::Corrupt);
        }
    }
}

} // namespace signalbox
