// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <tl/expected.hpp>

namespace signalbox {

enum class GunzipFault {
    Corrupt, ///< no gzip, cut off, a wrong checksum, or something behind it
    TooLarge ///< more than `most` bytes, or more than 100 times what was sent
};

/// Unpacks gzip (RFC 1952), one member or several behind each other. Stops as soon as the result is too
/// large. A text of one letter packs 1 to 1000, real bodies 1 to 20; so 100 is refused only in an attack.
/// The ratio counts from 64 KiB on.
tl::expected<QByteArray, GunzipFault> gunzip(QByteArrayView packed, qint64 most);

} // namespace signalbox
