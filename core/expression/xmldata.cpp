// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/xmldata.h"

#include <QCoreApplication>
#include <QXmlStreamReader>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Value)
};

/// An element while it is read.
struct Element
{
    QString name;
    std::vector<std::pair<QString, std::vector<Value>>> members;
    QString text;

    void add(const QString &member, Value value)
    {
        // Children of one name nearly always follow each other.
        if (!members.empty() && members.back().first == member) {
            members.back().second.push_back(std::move(value));
            return;
        }
        const auto found = std::ranges::find(members, member, &std::pair<QString, std::vector<Value>>::first);
        if (found != members.end())
            found->second.push_back(std::move(value));
        else
            members.push_back({member, {std::move(value)}});
    }

    Value take()
    {
        if (members.empty())
            return Value::fromText(text);
        if (const auto beside = text.trimmed(); !beside.isEmpty())
            add(u"#text"_s, Value::fromText(beside));
        std::vector<MapEntry> entries;
        for (auto &[member, values] : members)
            entries.push_back({Value::fromText(member),
                values.size() == 1 ? std::move(values.front()) : Value::list(std::move(values))});
        return Value::map(std::move(entries));
    }
};

} // namespace

Result<Value> valueFromXml(QByteArrayView xml)
{
    // Each element is a map in which its list may stand, so it counts twice.
    constexpr size_t mostLevels = (Value::maximumJsonDepth - 1) / 2;
    QXmlStreamReader reader(QByteArray::fromRawData(xml.data(), xml.size()));
    reader.setNamespaceProcessing(false);
    std::vector<Element> open;
    Value result;
    while (!reader.atEnd() && !reader.hasError()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::DTD:
            reader.raiseError(Tr::tr("a document type is not accepted"));
            break;
        case QXmlStreamReader::StartElement:
            if (open.size() == mostLevels) {
                reader.raiseError(Tr::tr("it is nested deeper than %1 levels").arg(mostLevels));
                break;
            }
            open.push_back({reader.qualifiedName().toString(), {}, {}});
            for (const auto &attribute : reader.attributes())
                open.back().add(
                    u'@' + attribute.qualifiedName().toString(), Value::fromText(attribute.value()));
            break;
        case QXmlStreamReader::Characters:
            if (!open.empty())
                open.back().text += reader.text();
            break;
        case QXmlStreamReader::EndElement: {
            auto value = open.back().take();
            const auto name = std::move(open.back().name);
            open.pop_back();
            if (open.empty())
                result = Value::map({MapEntry{Value::fromText(name), std::move(value)}});
            else
                open.back().add(name, std::move(value));
            break;
        }
        default:
            break;
        }
    }
    auto reason = reader.errorString();
    while (reason.endsWith(u'.'))
        reason.chop(1);
    if (reader.hasError())
        return failure(Error::Code::InvalidInput, Tr::tr("This is not valid XML: %1.").arg(reason),
            u"line %1, column %2"_s.arg(reader.lineNumber()).arg(reader.columnNumber() + 1));
    return result;
}

} // namespace signalbox
