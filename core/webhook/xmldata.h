// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <tl/expected.hpp>

namespace signalbox {

struct XmlFault
{
    qint64 line = 1;
    qint64 column = 1;
    QByteArray reason; ///< English, without a full stop
};

/// XML as JSON data: {"order": {"@id": "7", "item": ["a", "b"], "#text": "…"}}. An element with neither
/// attributes nor children is its text; children of one name are a list. Names are as written, prefix and
/// all. The text beside children is joined and trimmed, comments and processing instructions are left out.
///
/// Entities are off: a document type with declarations of its own is refused, so nothing is expanded and
/// nothing fetched. At most 64 levels and 100,000 elements and attributes.
tl::expected<QByteArray, XmlFault> xmlToJson(const QByteArray &xml);

} // namespace signalbox
