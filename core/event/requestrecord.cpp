// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/requestrecord.h"

#include "core/base/json.h"

#include <QJsonDocument>

#include <simdjson.h>
#include <string>

namespace signalbox {

namespace {

/// simdjson reads past the end and keeps an index of the text, so both stay for the next record of this
/// thread, unless they have grown large.
struct Workspace
{
    simdjson::ondemand::parser parser;
    std::string padded;
};

constexpr qsizetype keptSize = 64 << 10;

} // namespace

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

QString RequestRecord::path() const
{
    if (m_json.isEmpty())
        return {};
    thread_local Workspace kept;
    Workspace once;
    auto &[parser, padded] = m_json.size() > keptSize ? once : kept;
    padded.reserve(size_t(m_json.size()) + simdjson::SIMDJSON_PADDING);
    padded.assign(m_json.constData(), size_t(m_json.size()));
    simdjson::ondemand::document document;
    std::string_view path;
    if (parser.iterate(padded.data(), padded.size(), padded.capacity()).get(document)
        || document.find_field("path").get_string().get(path))
        return {};
    return QString::fromUtf8(path.data(), qsizetype(path.size()));
}

const QJsonObject &RequestRecord::object() const
{
    if (!m_object)
        m_object = QJsonDocument::fromJson(m_json).object();
    return *m_object;
}

} // namespace signalbox
