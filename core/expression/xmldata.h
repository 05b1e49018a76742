// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/value.h"

#include <QByteArrayView>

namespace signalbox {

/// XML as data: {"order": {"@id": "7", "line": [{"sku": "a"}, {"sku": "b"}], "note": "text"}}.
/// An element without attributes and children is its text. Else it is a map: attributes by "@name", children
/// by name, several of one name as a list, text beside them as "#text" with the white space at its ends taken
/// off. Names keep their prefixes as written. Comments and processing instructions are passed over.
/// InvalidInput, with line and column: not well-formed, nested deeper than Value::maximumJsonDepth - 1, or
/// with a document type, which could define entities without end. Thread: any.
Result<Value> valueFromXml(QByteArrayView xml);

} // namespace signalbox
