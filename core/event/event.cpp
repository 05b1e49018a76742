// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/event.h"

#include "core/event/eventtypes.h"

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

bool isPretended(const Event &event)
{
    return !event.request.isEmpty() && event.type.startsWith(u"signalbox."_s)
        && event.type != eventtype::webhookReceived;
}

} // namespace signalbox
