// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/cloudevents.h"

#include "core/base/json.h"
#include "core/event/rawjson.h"

#include <QCoreApplication>
#include <QSet>
#include <QUrl>
#include <QUtf8StringView>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(CloudEvents)
};

Failure refused(const QString &attribute, const QString &reason)
{
    return failure(Error::Code::InvalidInput, Tr::tr("The event's %1 %2").arg(attribute, reason), attribute);
}

// What the log says of an event: written beside its attributes, never taken from outside.
constexpr std::array ownNames = {"sequence", "correlation", "causationrun", "causationstep", "request"};

bool isOwn(const QString &name)
{
    return std::ranges::any_of(ownNames, [&](const char *own) { return name == QLatin1String(own); });
}

// --- writing

class Writer
{
public:
    void string(const char *name, const QString &value)
    {
        if (value.isEmpty())
            return;
        begin(name);
        appendJsonString(m_out, value);
    }

    void raw(const QByteArray &name, const QByteArray &json)
    {
        begin(name);
        m_out += json;
    }

    QByteArray finish() { return m_out + '}'; }

private:
    void begin(const QByteArray &name)
    {
        m_out += m_out.isEmpty() ? "{\"" : ",\"";
        m_out += name;
        m_out += "\":";
    }

    QByteArray m_out;
};

/// 20 digits hold every 64-bit number, so that the text sorts as the number does.
QString sortable(Sequence sequence)
{
    return sequence ? u"%1"_s.arg(sequence, 20, 10, QChar(u'0')) : QString();
}

QByteArrayView withoutByteOrderMark(QByteArrayView data)
{
    return data.startsWith("\xEF\xBB\xBF") ? data.sliced(3) : data;
}

void writeData(const Event &event, Writer &writer)
{
    if (!event.data)
        return;
    if (event.hasJsonData()) {
        const auto json = withoutByteOrderMark(*event.data);
        if (checkJson(json)) {
            writer.raw("data", onOneLine(json.trimmed()));
            return;
        }
        // A text here would be a JSON string to the reader, so what claims to be JSON and is none is bytes.
    } else if (QUtf8StringView(*event.data).isValidUtf8()) {
        QByteArray text;
        appendJsonString(text, QString::fromUtf8(*event.data));
        writer.raw("data", text);
        return;
    }
    writer.raw("data_base64", '"' + event.data->toBase64() + '"');
}

// --- reading

/// Reads one event's members. What it takes is text that has passed checkJson().
class Reader
{
public:
    Result<Event> read(QByteArrayView json)
    {
        if (!json.trimmed().startsWith('{'))
            return failure(Error::Code::InvalidInput, Tr::tr("An event is a JSON object."));
        for (const auto &member : membersOf(json)) {
            if (m_seen.contains(member.name))
                return refused(member.name, Tr::tr("is given twice."));
            m_seen.insert(member.name);
            if (auto taken = take(member); !taken)
                return Failure(taken.error());
        }
        if (m_version != u"1.0")
            return refused(u"specversion"_s, Tr::tr("must be \"1.0\"."));
        if (auto taken = takeData(); !taken)
            return Failure(taken.error());
        if (auto checked = checkEvent(m_event); !checked)
            return Failure(checked.error());
        return m_event;
    }

private:
    Result<void> take(const RawMember &member)
    {
        if (member.name == u"data") {
            m_data = member.value;
            return {};
        }
        if (isOwn(member.name) || member.value == "null")
            return {};
        const auto value = parseJson(member.value.toByteArray());
        if (!value)
            return Failure(value.error());
        if (member.name == u"data_base64")
            return takeBytes(*value);
        if (member.name == u"time")
            return takeTime(*value);
        if (auto *text = standardAttribute(member.name)) {
            // An optional attribute is there with characters in it, or it is not there.
            if (!value->isString() || value->toString().isEmpty())
                return refused(member.name, Tr::tr("must be a text, and not empty."));
            *text = value->toString();
            return {};
        }
        m_event.extensions.insert(member.name, *value);
        return {};
    }

    QString *standardAttribute(const QString &name)
    {
        if (name == u"id")
            return &m_event.id.value;
        if (name == u"source")
            return &m_event.source;
        if (name == u"type")
            return &m_event.type;
        if (name == u"specversion")
            return &m_version;
        if (name == u"subject")
            return &m_event.subject;
        if (name == u"datacontenttype")
            return &m_event.dataContentType;
        if (name == u"dataschema")
            return &m_event.dataSchema;
        return name == u"traceparent" ? &m_event.traceParent : nullptr;
    }

    Result<void> takeTime(const QJsonValue &value)
    {
        const auto time = fromRfc3339(value.toString());
        if (!time)
            return refused(u"time"_s, Tr::tr("must be a time like 2026-11-23T15:04:05Z."));
        m_event.time = *time;
        return {};
    }

    Result<void> takeBytes(const QJsonValue &value)
    {
        const auto bytes = QByteArray::fromBase64Encoding(
            value.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (!value.isString() || !bytes)
            return refused(u"data_base64"_s, Tr::tr("must be base64 in a text."));
        m_event.data = *bytes;
        return {};
    }

    Result<void> takeData()
    {
        if (m_data.isNull())
            return {};
        if (m_event.data)
            return refused(u"data"_s, Tr::tr("and data_base64 exclude each other."));
        if (isJsonContentType(m_event.dataContentType)) {
            m_event.data = m_data.toByteArray();
        } else if (m_data.startsWith('"')) {
            m_event.data = parseJson(m_data.toByteArray())->toString().toUtf8();
        } else if (m_data != "null") {
            return refused(u"data"_s,
                Tr::tr("must be a text, since its content type is %1.").arg(m_event.dataContentType));
        }
        return {};
    }

    Event m_event;
    QString m_version;
    QByteArrayView m_data;
    QSet<QString> m_seen;
};

// --- checking

/// CloudEvents 1.0.2, "Type System", String.
bool hasOnlyCharacters(const QString &text)
{
    // A byte order mark at the beginning would be gone the next time that the text is read.
    if (!text.isValidUtf16() || text.startsWith(QChar(QChar::ByteOrderMark)))
        return false;
    const auto points = text.toUcs4();
    return std::ranges::none_of(points, [](uint c) {
        return c <= 0x1F || (c >= 0x7F && c <= 0x9F) || (c >= 0xFDD0 && c <= 0xFDEF)
            || (c & 0xFFFE) == 0xFFFE;
    });
}

// Names that are taken: an extension called so would stand in the JSON twice.
constexpr std::array standardNames = {"specversion", "id", "source", "type", "subject", "time",
    "datacontenttype", "dataschema", "traceparent", "data"};

bool isExtensionName(const QString &name)
{
    const auto isName = [&](const char *taken) { return name == QLatin1String(taken); };
    return !name.isEmpty() && std::ranges::none_of(standardNames, isName)
        && std::ranges::all_of(
            name, [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'); });
}

bool isExtensionValue(const QJsonValue &value)
{
    if (value.isString())
        return hasOnlyCharacters(value.toString());
    const double number = value.toDouble();
    return value.isBool()
        || (value.isDouble() && number == std::trunc(number) && number >= std::numeric_limits<qint32>::min()
            && number <= std::numeric_limits<qint32>::max());
}

} // namespace

QByteArray toCloudEventJson(const Event &event, bool withRequest)
{
    Writer writer;
    writer.string("specversion", u"1.0"_s);
    writer.string("id", event.id.value);
    writer.string("source", event.source);
    writer.string("type", event.type);
    writer.string("subject", event.subject);
    if (event.time != Instant())
        writer.string("time", toRfc3339(event.time));
    writer.string("datacontenttype", event.dataContentType);
    writer.string("dataschema", event.dataSchema);
    writer.string("traceparent", event.traceParent);
    for (auto it = event.extensions.constBegin(); it != event.extensions.constEnd(); ++it) {
        if (!isOwn(it.key()))
            writer.raw(it.key().toUtf8(), toCompactJson(*it));
    }
    writer.string("sequence", sortable(event.sequence));
    writer.string("correlation", sortable(event.correlation));
    writer.string("causationrun", event.causation.run.value);
    writer.string("causationstep", event.causation.step.value);
    if (withRequest && !event.request.isEmpty())
        writer.raw("request", event.request.json());
    writeData(event, writer);
    return writer.finish();
}

Result<Event> fromCloudEventJson(const QByteArray &json)
{
    const auto text = withoutByteOrderMark(json);
    if (auto valid = checkJson(text); !valid)
        return Failure(valid.error());
    return Reader().read(text);
}

Result<QList<Event>> fromCloudEventBatch(const QByteArray &json)
{
    const auto text = withoutByteOrderMark(json);
    if (auto valid = checkJson(text); !valid)
        return Failure(valid.error());
    if (!text.trimmed().startsWith('['))
        return failure(Error::Code::InvalidInput, Tr::tr("A batch of events is a JSON array."));
    QList<Event> events;
    for (const auto element : elementsOf(text)) {
        auto event = Reader().read(element);
        if (!event)
            return failure(event.error().code,
                Tr::tr("Event %1 of the batch: %2").arg(events.size() + 1).arg(event.error().message),
                event.error().context);
        events += *event;
    }
    return events;
}

Result<void> checkEvent(const Event &event)
{
    const auto needed = Tr::tr("is missing.");
    const auto characters = Tr::tr("holds characters that an event may not have.");
    for (const auto &[name, value] : {std::pair(u"id"_s, event.id.value),
             std::pair(u"source"_s, event.source), std::pair(u"type"_s, event.type)}) {
        if (value.isEmpty())
            return refused(name, needed);
    }
    for (const auto &[name, value] : {std::pair(u"id"_s, event.id.value),
             std::pair(u"source"_s, event.source), std::pair(u"type"_s, event.type),
             std::pair(u"subject"_s, event.subject), std::pair(u"datacontenttype"_s, event.dataContentType),
             std::pair(u"dataschema"_s, event.dataSchema), std::pair(u"traceparent"_s, event.traceParent)}) {
        if (!hasOnlyCharacters(value))
            return refused(name, characters);
    }
    if (!QUrl(event.source, QUrl::StrictMode).isValid())
        return refused(u"source"_s, Tr::tr("must be a URI or a path."));
    if (const QUrl schema(event.dataSchema, QUrl::StrictMode);
        !event.dataSchema.isEmpty() && (!schema.isValid() || schema.isRelative()))
        return refused(u"dataschema"_s, Tr::tr("must be an absolute URI."));
    for (auto it = event.extensions.constBegin(); it != event.extensions.constEnd(); ++it) {
        if (!isExtensionName(it.key()))
            return refused(it.key(),
                Tr::tr("must have a name of small letters and digits that no other attribute has."));
        if (!isExtensionValue(*it))
            return refused(it.key(),
                Tr::tr("must be a text without control characters, a whole number of 32 bits, or true or "
                       "false."));
    }
    return {};
}

} // namespace signalbox
