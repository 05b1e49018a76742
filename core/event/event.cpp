// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/event.h"

#include "core/event/eventtypes.h"

namespace signalbox {

using namespace Qt::StringLiterals;

bool isJsonContentType(const QString &contentType)
{
    const auto end = contentType.indexOf(u';');
    const auto media = QStringView(contentType).first(end < 0 ? contentType.size() : end).trimmed();
    return media.isEmpty() || media.endsWith(u"/json", Qt::CaseInsensitive)
        || media.endsWith(u"+json", Qt::CaseInsensitive);
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
