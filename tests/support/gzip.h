// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <zlib.h>

namespace signalbox {

/// Packed as `Content-Encoding: gzip` has it.
inline QByteArray gzip(const QByteArray &bytes)
{
    z_stream stream{};
    constexpr int gzipFormat = 16;
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzipFormat + MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(bytes.size()))), '\0');
    auto copy = bytes;
    stream.next_in = reinterpret_cast<Bytef *>(copy.data());
    stream.avail_in = uInt(copy.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

} // namespace signalbox
