// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/xmldata.h"

#include "core/base/json.h"

#include <QHash>
#include <QString>
#include <QXmlStreamReader>

#include <memory>
#include <vector>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLevels = 64;
constexpr int mostParts = 100'000;

struct Element
{
    QString text;
    bool hasParts = false; // attributes or children
    /// In the order in which each name came first.
    std::vector<std::pair<QString, std::vector<Element>>> parts;
    QHash<QString, size_t> places;

    Element &add(const QString &name)
    {
        hasParts = true;
        const auto place = places.value(name, parts.size());
        if (place == parts.size()) {
            places.insert(name, place);
            parts.emplace_back(name, std::vector<Element>());
        }
        return parts[place].second.emplace_back();
    }
};

void write(QByteArray &out, const Element &element)
{
    if (!element.hasParts) {
        appendJsonString(out, element.text);
        return;
    }
    out += '{';
    bool first = true;
    const auto name = [&](const QString &text) {
        if (!std::exchange(first, false))
            out += ',';
        appendJsonString(out, text);
        out += ':';
    };
    for (const auto &[partName, elements] : element.parts) {
        name(partName);
        if (elements.size() == 1) {
            write(out, elements.front());
            continue;
        }
        char before = '[';
        for (const auto &one : elements) {
            out += std::exchange(before, ',');
            write(out, one);
        }
        out += ']';
    }
    if (const auto text = element.text.trimmed(); !text.isEmpty()) {
        name(u"#text"_s);
        appendJsonString(out, text);
    }
    out += '}';
}

class Reader
{
public:
    explicit Reader(const QByteArray &xml)
        : m_xml(xml)
    {
        // Names as written, also with a prefix that is not declared: we pass on, we do not interpret.
        m_xml.setNamespaceProcessing(false);
    }

    tl::expected<Element, XmlFault> read()
    {
        Element root;
        // Elements stay where they are while they are open: only the innermost gets children.
        std::vector<Element *> open{&root};
        int parts = 0;
        while (!m_xml.atEnd()) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::DTD:
                if (m_xml.text().contains(u'['))
                    return fault("a document type with declarations of its own is not taken");
                break;
            case QXmlStreamReader::StartElement: {
                const auto attributes = m_xml.attributes();
                parts += 1 + int(attributes.size());
                if (parts > mostParts)
                    return fault("it has too many elements and attributes");
                if (int(open.size()) > mostLevels)
                    return fault("it is nested too deeply");
                auto &element = open.back()->add(m_xml.qualifiedName().toString());
                for (const auto &attribute : attributes)
                    element.add(u'@' + attribute.qualifiedName().toString()).text
                        = attribute.value().toString();
                open.push_back(&element);
                break;
            }
            case QXmlStreamReader::Characters:
                open.back()->text += m_xml.text();
                break;
            case QXmlStreamReader::EntityReference:
                return fault("entities are not taken");
            case QXmlStreamReader::EndElement:
                open.pop_back();
                break;
            default:
                break;
            }
        }
        if (m_xml.hasError()) {
            auto reason = m_xml.errorString().toUtf8();
            if (reason.endsWith('.')) // some of Qt's are sentences
                reason.chop(1);
            return fault(std::move(reason));
        }
        return root;
    }

private:
    tl::unexpected<XmlFault> fault(QByteArray reason) const
    {
        return tl::unexpected(XmlFault{m_xml.lineNumber(), m_xml.columnNumber() + 1, std::move(reason)});
    }

    QXmlStreamReader m_xml;
};

} // namespace

tl::expected<QByteArray, XmlFault> xmlToJson(const QByteArray &xml)
{
    return Reader(xml).read().map([](const Element &root) {
        QByteArray json;
        write(json, root);
        return json;
    });
}

} // namespace signalbox
