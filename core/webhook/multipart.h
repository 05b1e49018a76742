// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <tl/expected.hpp>

namespace signalbox {

/// Reads multipart/form-data (RFC 7578) into a JSON object of its fields in their order; a name that comes
/// several times is a list. Text is a string. A file, and what is no text, is data like everything else:
/// {"fileName", "contentType", "size", "base64"}. Nothing is written to disk.
///
/// At most 1,000 parts, 8 KiB of header each, names of 256 bytes. The error is a reason, in English.
tl::expected<QByteArray, QByteArray> multipartToJson(QByteArrayView body, QByteArrayView contentType);

/// What is left of a file's name when everything is taken away that could make it a path: what stands before
/// the last slash of either kind, control characters, a name of dots only. May be empty.
QString plainFileName(const QString &name);

} // namespace signalbox
