// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/requestrecord.h"

#include "core/base/json.h"

#include <QJsonDocument>

namespace signalbox {

RequestRecord::RequestRecord(const QJsonObject &object)
    : m_json(object.isEmpty() ? QByteArray() : toCompactJson(object))
    , m_object(object)
{
}

RequestRecord::RequestRecord(std::initializer_list<std::pair<QString, QJsonValue>> members)
{
    QJsonObject object;
    for (const auto &[key, value] : members)
        object.insert(key, value);
    *this = RequestRecord(object);
}

RequestRecord RequestRecord::ofJson(QByteArray json)
{
    RequestRecord record;
    record.m_json = std::move(json);
    return record;
}

const QJsonObject &RequestRecord::object() const
{
    if (!m_object)
        m_object = QJsonDocument::fromJson(m_json).object();
    return *m_object;
}

} // namespace signalbox
