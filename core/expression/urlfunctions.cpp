// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/functions.h"
#include "core/expression/utf8.h"

#include <QCoreApplication>
#include <QUrl>
#include <QUrlQuery>

/// Signalbox's own functions for URLs and what stands in them.
namespace signalbox::expression {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

/// As a part of a path or query: all but letters, digits and - . _ ~ is escaped (RFC 3986, 2.3).
void appendEncoded(std::string &out, std::string_view text)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.'
            || c == '_' || c == '~') {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
}

bool encode(Call &call)
{
    std::string out;
    if (!call.reserve(call.text(0).size() * 3))
        return false;
    appendEncoded(out, call.text(0));
    return call.giveText(std::move(out));
}

bool decode(Call &call)
{
    auto text
        = QByteArray::fromPercentEncoding(QByteArray(call.text(0).data(), qsizetype(call.text(0).size())))
              .toStdString();
    return isUtf8(text) ? call.giveText(std::move(text))
                        : call.fail(Tr::tr("What the escapes stand for is not text in UTF-8."));
}

/// A text for one value, a list of them where a name comes several times.
Value queryOf(const QUrl &url)
{
    auto text = url.query(QUrl::FullyEncoded);
    // In queries of web forms a plus is a space; one that is meant comes escaped.
    const QUrlQuery query(text.replace(u'+', u' '));
    std::vector<MapEntry> entries;
    QStringList seen;
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded)) {
        if (seen.contains(name))
            continue;
        seen += name;
        const auto all = query.allQueryItemValues(name, QUrl::FullyDecoded);
        std::vector<Value> values;
        for (const auto &one : all)
            values.push_back(Value::fromText(one));
        entries.push_back(
            {Value::fromText(name), values.size() == 1 ? values.front() : Value::list(std::move(values))});
    }
    return Value::map(std::move(entries));
}

constexpr size_t longestUrl = 16'384;

bool parse(Call &call)
{
    const auto text = call.text(0);
    const QUrl url = text.size() <= longestUrl
        ? QUrl(QString::fromUtf8(text.data(), qsizetype(text.size())), QUrl::StrictMode)
        : QUrl();
    if (!url.isValid() || url.isEmpty())
        return call.fail(Tr::tr("This is no URL."));
    std::vector<std::pair<std::string, Value>> members;
    members.emplace_back("scheme", Value::fromText(url.scheme()));
    members.emplace_back("host", Value::fromText(url.host()));
    members.emplace_back("port", url.port() < 0 ? Value() : Value::integer(url.port()));
    members.emplace_back("path", Value::fromText(url.path(QUrl::FullyDecoded)));
    members.emplace_back("query", queryOf(url));
    members.emplace_back("fragment", Value::fromText(url.fragment(QUrl::FullyDecoded)));
    return call.give(Value::map(std::move(members)));
}

bool query(Call &call)
{
    std::string out;
    const auto append = [&](const Value &key, const Value &value) {
        if (!call.reserve((key.weight() + value.weight()) * 3))
            return false;
        if (!out.empty())
            out += '&';
        std::string part;
        key.appendText(part);
        appendEncoded(out, part);
        out += '=';
        part.clear();
        value.appendText(part);
        appendEncoded(out, part);
        return true;
    };
    for (const auto &[key, value] : call[0].entries()) {
        if (!value.isList()) {
            if (!append(key, value))
                return false;
            continue;
        }
        for (const auto &item : value.items()) {
            if (!append(key, item))
                return false;
        }
    }
    return call.giveText(std::move(out));
}

} // namespace

void addUrlFunctions(Library &library)
{
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "URLs"), true);
    group.add("url.decode(string) -> string",
        QT_TRANSLATE_NOOP(
            "ExpressionHelp", "The text with each escape like %20 replaced by what it stands for."),
        "url.decode('a%20b%26c')", "'a b&c'", decode);
    group.add("url.encode(string) -> string",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The text so that it can be a part of a path or query."),
        "url.encode('a b&c')", "'a%20b%26c'", encode);
    group.add("url.parse(string) -> map(string, dyn)",
        QT_TRANSLATE_NOOP(
            "ExpressionHelp", "The parts of a URL: scheme, host, port, path, query and fragment."),
        "url.parse('https://shop.example/a?id=7').query.id", "'7'", parse);
    group.add("url.query(map(string, dyn)) -> string",
        QT_TRANSLATE_NOOP("ExpressionHelp", "A query of names and values, for the end of a URL."),
        "url.query({'id': 7, 'tag': ['a', 'b c']})", "'id=7&tag=a&tag=b%20c'", query);
}

} // namespace signalbox::expression
