// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/jsonplaces.h"

#include <simdjson.h>

namespace signalbox {

class JsonPlaces::Private
{
public:
    explicit Private(QByteArrayView json)
        : text(json.data(), size_t(json.size()))
        , isRead(parser.iterate(text).get(document) == simdjson::SUCCESS)
    {
    }

    template <typename T> std::optional<T> at(const QByteArrayList &path)
    {
        if (!isRead || path.isEmpty())
            return {};
        document.rewind();
        simdjson::ondemand::object object;
        simdjson::ondemand::value value;
        if (document.get_object().get(object) != simdjson::SUCCESS)
            return {};
        for (qsizetype i = 0; i < path.size(); ++i) {
            if (i > 0 && value.get_object().get(object) != simdjson::SUCCESS)
                return {};
            const std::string_view key(path[i].constData(), size_t(path[i].size()));
            if (object.find_field_unordered(key).get(value) != simdjson::SUCCESS)
                return {};
        }
        T found;
        if (value.get(found) != simdjson::SUCCESS)
            return {};
        return found;
    }

    simdjson::padded_string text;
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    bool isRead;
};

JsonPlaces::JsonPlaces(QByteArrayView json)
    : d(std::make_unique<Private>(json))
{
}

JsonPlaces::~JsonPlaces() = default;

std::optional<QString> JsonPlaces::text(const QByteArrayList &path)
{
    const auto found = d->at<std::string_view>(path);
    if (!found)
        return {};
    return QString::fromUtf8(found->data(), qsizetype(found->size()));
}

std::optional<qint64> JsonPlaces::integer(const QByteArrayList &path)
{
    const auto found = d->at<int64_t>(path);
    if (!found)
        return {};
    return qint64(*found);
}

} // namespace signalbox
