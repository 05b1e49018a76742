// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/jsonfields.h"

#include "core/base/json.h"

namespace signalbox {

void JsonFields::add(const QString &name, const QByteArray &json)
{
    const auto place = m_places.value(name, m_fields.size());
    if (place == m_fields.size()) {
        m_places.insert(name, place);
        m_fields.append({name, {}});
    }
    m_fields[place].second += json;
}

void JsonFields::addText(const QString &name, QStringView text)
{
    QByteArray json;
    appendJsonString(json, text);
    add(name, json);
}

QByteArray JsonFields::toJson() const
{
    QByteArray json = "{";
    for (const auto &[name, values] : m_fields) {
        if (json.size() > 1)
            json += ',';
        appendJsonString(json, name);
        json += ':';
        if (values.size() > 1)
            json += '[' + values.join(',') + ']';
        else
            json += values.first();
    }
    return json + '}';
}

} // namespace signalbox
