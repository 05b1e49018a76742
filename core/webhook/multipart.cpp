// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/multipart.h"

#include "core/base/json.h"
#include "core/webhook/headerparameters.h"
#include "core/webhook/jsonfields.h"
#include "core/webhook/jsontext.h"

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostParts = 1000;
constexpr qsizetype longestHeader = 8LL * 1024;
constexpr qsizetype longestName = 256;
constexpr qsizetype longestBoundary = 70; // RFC 2046, 5.1.1

struct Part
{
    QString name;
    std::optional<QString> fileName;
    QByteArray contentType;
    QByteArrayView content;
};

/// Browsers write a quote and line ends in a name as escapes, and nothing else (WHATWG HTML,
/// multipart/form-data encoding algorithm).
QString nameOf(QByteArray escaped)
{
    escaped.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    return QString::fromUtf8(escaped);
}

QByteArray toJson(const Part &part)
{
    QByteArray json;
    if (!part.fileName && isUtf8(part.content)) {
        appendJsonString(json, QString::fromUtf8(part.content));
        return json;
    }
    json.reserve(part.content.size() * 4 / 3 + 256);
    json += "{\"fileName\":";
    appendJsonString(json, plainFileName(part.fileName.value_or(QString())));
    json += ",\"contentType\":";
    appendJsonString(json,
        part.contentType.isEmpty() ? u"application/octet-stream"_s : QString::fromLatin1(part.contentType));
    json += ",\"size\":" + QByteArray::number(part.content.size()) + ",\"base64\":\"";
    json += QByteArray::fromRawData(part.content.data(), part.content.size()).toBase64() + "\"}";
    return json;
}

class Reader
{
public:
    Reader(QByteArrayView body, const QByteArray &boundary)
        : m_rest(body)
        , m_delimiter("\r\n--" + boundary)
    {
    }

    tl::expected<QByteArray, QByteArray> read()
    {
        if (!passPreamble())
            return fault("its boundary is not there");
        JsonFields fields;
        for (int parts = 0; !m_rest.startsWith("--"); ++parts) {
            if (parts == mostParts)
                return fault("it has too many parts");
            if (!passLineEnd())
                return fault("something stands behind a boundary");
            const auto part = readPart();
            if (!part)
                return tl::unexpected(part.error());
            fields.add(part->name, toJson(*part));
        }
        return fields.toJson();
    }

private:
    static tl::unexpected<QByteArray> fault(const char *reason) { return tl::unexpected(QByteArray(reason)); }

    /// The first boundary has no line end before it, unless something stands there.
    bool passPreamble()
    {
        const auto atStart = QByteArrayView(m_delimiter).sliced(2);
        const auto place = m_rest.startsWith(atStart) ? -2 : m_rest.indexOf(m_delimiter);
        if (place == -1)
            return false;
        m_rest = m_rest.sliced(place + m_delimiter.size());
        return true;
    }

    bool passLineEnd()
    {
        while (m_rest.startsWith(' ') || m_rest.startsWith('\t')) // RFC 2046: transport padding
            m_rest = m_rest.sliced(1);
        if (!m_rest.startsWith("\r\n"))
            return false;
        m_rest = m_rest.sliced(2);
        return true;
    }

    tl::expected<Part, QByteArray> readPart()
    {
        Part part;
        bool isNamed = false;
        for (qsizetype used = 0;;) {
            const auto end = m_rest.first(std::min(m_rest.size(), longestHeader)).indexOf("\r\n");
            used += end + 2;
            if (end < 0 || used > longestHeader)
                return fault("the header of a part is too long or cut off");
            const auto line = m_rest.first(end);
            m_rest = m_rest.sliced(end + 2);
            if (line.isEmpty())
                break;
            const auto colon = line.indexOf(':');
            if (colon <= 0)
                return fault("a line in the header of a part has no name");
            const auto field = line.first(colon).trimmed().toByteArray().toLower();
            const auto value = line.sliced(colon + 1).trimmed();
            if (field == "content-disposition") {
                if (isNamed || !takeDisposition(value, part))
                    return fault("a part has no name, or no sensible one");
                isNamed = true;
            } else if (field == "content-type") {
                part.contentType = value.toByteArray();
            } else if (field == "content-transfer-encoding" && !isPlainEncoding(value)) {
                return fault("a part is encoded, which forms are not (RFC 7578, 4.7)");
            }
        }
        if (!isNamed)
            return fault("a part has no name");
        const auto end = m_rest.indexOf(m_delimiter);
        if (end < 0)
            return fault("its end is missing");
        part.content = m_rest.first(end);
        m_rest = m_rest.sliced(end + m_delimiter.size());
        return part;
    }

    static bool takeDisposition(QByteArrayView value, Part &part)
    {
        const auto parameters = headerParameters(value);
        if (!parameters || parameters->value != "form-data")
            return false;
        const auto name = parameters->find("name");
        if (!name || name->isEmpty() || name->size() > longestName || !isUtf8(*name))
            return false;
        part.name = nameOf(*name);
        if (const auto fileName = parameters->find("filename")) {
            if (fileName->size() > longestName)
                return false;
            part.fileName = nameOf(*fileName);
        }
        return true;
    }

    static bool isPlainEncoding(QByteArrayView value)
    {
        return std::ranges::any_of(std::initializer_list<QByteArrayView>{"binary", "8bit", "7bit"},
            [&](QByteArrayView plain) { return value.compare(plain, Qt::CaseInsensitive) == 0; });
    }

    QByteArrayView m_rest;
    QByteArray m_delimiter;
};

} // namespace

tl::expected<QByteArray, QByteArray> multipartToJson(QByteArrayView body, QByteArrayView contentType)
{
    const auto parameters = headerParameters(contentType);
    const auto boundary = parameters ? parameters->find("boundary") : std::nullopt;
    if (!boundary || boundary->isEmpty() || boundary->size() > longestBoundary || boundary->endsWith(' '))
        return tl::unexpected(QByteArray("Content-Type names no boundary"));
    return Reader(body, *boundary).read();
}

QString plainFileName(const QString &name)
{
    auto plain = name.sliced(std::max(name.lastIndexOf(u'/'), name.lastIndexOf(u'\\')) + 1);
    plain.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    if (std::ranges::all_of(plain, [](QChar c) { return c == u'.' || c == u' '; }))
        return {};
    return plain;
}

} // namespace signalbox
