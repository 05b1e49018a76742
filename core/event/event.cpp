// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/event.h"

namespace signalbox {

using namespace Qt::StringLiterals;

bool isJsonContentType(const QString &contentType)
{
    const auto media = contentType.section(u';', 0, 0).trimmed().toLower();
    return media.isEmpty() || media.endsWith(u"/json"_s) || media.endsWith(u"+json"_s);
}

bool Event::hasJsonData() const
{
    return data.has_value() && isJsonContentType(dataContentType);
}

} // namespace signalbox
