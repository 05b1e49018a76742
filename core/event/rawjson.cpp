// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/rawjson.h"

#include "core/base/json.h"

#include <QCoreApplication>

#include <simdjson.h>
#include <string>

namespace signalbox {

using namespace Qt::StringLiterals;
using simdjson::error_code;

namespace {

constexpr int mostLevels = 500; // this walk takes stack for each

/// simdjson finds the tokens and leaves it to the reader to look at each: so this looks at each.
class Checker
{
public:
    /// Of a document that holds the text in square brackets: so a scalar needs no ways of its own, and what
    /// follows the value is found.
    static error_code check(simdjson::ondemand::document &document)
    {
        simdjson::ondemand::array array;
        if (const auto error = document.get_array().get(array))
            return error;
        int count = 0;
        for (auto element : array) {
            simdjson::ondemand::value value;
            if (const auto error = element.get(value))
                return error;
            if (const auto error = check(value, 1))
                return error;
            ++count;
        }
        const bool isWhole = count == 1 && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
        return isWhole ? simdjson::SUCCESS : simdjson::TAPE_ERROR;
    }

private:
    static error_code check(simdjson::ondemand::value value, int level)
    {
        simdjson::ondemand::json_type type;
        if (const auto error = value.type().get(type))
            return error;
        switch (type) {
        case simdjson::ondemand::json_type::array:
            return level > mostLevels ? simdjson::DEPTH_ERROR : checkArray(value, level);
        case simdjson::ondemand::json_type::object:
            return level > mostLevels ? simdjson::DEPTH_ERROR : checkObject(value, level);
        case simdjson::ondemand::json_type::string: {
            std::string_view text;
            return value.get_string().get(text);
        }
        default:
            return checkToken(value.raw_json_token());
        }
    }

    static error_code checkArray(simdjson::ondemand::value value, int level)
    {
        simdjson::ondemand::array array;
        if (const auto error = value.get_array().get(array))
            return error;
        for (auto element : array) {
            simdjson::ondemand::value item;
            if (const auto error = element.get(item))
                return error;
            if (const auto error = check(item, level + 1))
                return error;
        }
        return simdjson::SUCCESS;
    }

    static error_code checkObject(simdjson::ondemand::value value, int level)
    {
        simdjson::ondemand::object object;
        if (const auto error = value.get_object().get(object))
            return error;
        for (auto element : object) {
            simdjson::ondemand::field field;
            if (const auto error = std::move(element).get(field))
                return error;
            std::string_view key;
            if (const auto error = field.unescaped_key().get(key))
                return error;
            if (const auto error = check(field.value(), level + 1))
                return error;
        }
        return simdjson::SUCCESS;
    }

    static error_code checkToken(std::string_view token)
    {
        // The token reaches to the next one, so it ends in white space at times.
        token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
        return token == "null" || token == "true" || token == "false" || isNumber(token)
            ? simdjson::SUCCESS
            : simdjson::NUMBER_ERROR;
    }

    /// RFC 8259, 6. Its size does not matter here: the text is kept.
    static bool isNumber(std::string_view token)
    {
        const auto takeDigits = [&token] {
            const auto end = std::min(token.find_first_not_of("0123456789"), token.size());
            token.remove_prefix(end);
            return end > 0;
        };
        const auto take = [&token](std::string_view any) {
            const bool found = !token.empty() && any.find(token[0]) != any.npos;
            token.remove_prefix(found ? 1 : 0);
            return found;
        };
        take("-");
        if (!take("0") && !takeDigits())
            return false;
        if (take(".") && !takeDigits())
            return false;
        if (take("eE")) {
            take("+-");
            if (!takeDigits())
                return false;
        }
        return token.empty();
    }
};

/// Walks over text that is known to be JSON.
class Splitter
{
public:
    explicit Splitter(QByteArrayView json)
        : m_json(json)
    {
    }

    void skip(char c)
    {
        skipSpace();
        if (peek() == c)
            ++m_at;
    }

    bool isAt(char c)
    {
        skipSpace();
        return m_at >= m_json.size() || peek() == c;
    }

    QByteArrayView value()
    {
        skipSpace();
        const auto begin = m_at;
        int depth = 0;
        do {
            const char c = peek();
            if (c == '"')
                skipString();
            else
                ++m_at;
            if (c == '{' || c == '[')
                ++depth;
            else if (c == '}' || c == ']')
                --depth;
        } while (m_at < m_json.size() && (depth > 0 || !isBoundary(peek())));
        m_at = std::min(m_at, m_json.size()); // where an open string led beyond
        return m_json.sliced(begin, m_at - begin);
    }

private:
    char peek() const { return m_at < m_json.size() ? m_json[m_at] : '\0'; }

    static bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    static bool isBoundary(char c) { return c == ',' || c == ':' || c == '}' || c == ']' || isSpace(c); }

    void skipSpace()
    {
        while (isSpace(peek()))
            ++m_at;
    }

    void skipString()
    {
        for (++m_at; m_at < m_json.size() && peek() != '"'; ++m_at) {
            if (peek() == '\\')
                ++m_at;
        }
        ++m_at;
    }

    const QByteArrayView m_json;
    qsizetype m_at = 0;
};

} // namespace

Result<void> checkJson(QByteArrayView json)
{
    std::string padded;
    padded.reserve(size_t(json.size()) + 2 + simdjson::SIMDJSON_PADDING);
    padded.assign(1, '[').append(json.data(), size_t(json.size())) += ']';
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    auto error = parser.iterate(padded.data(), padded.size(), padded.capacity()).get(document);
    if (!error)
        error = Checker::check(document);
    if (!error)
        return {};
    return failure(Error::Code::InvalidInput,
        error == simdjson::DEPTH_ERROR
            ? QCoreApplication::translate("Json", "This JSON is nested too deeply.")
            : QCoreApplication::translate("Json", "This is not valid JSON."));
}

std::vector<RawMember> membersOf(QByteArrayView object)
{
    std::vector<RawMember> members;
    Splitter text(object);
    text.skip('{');
    while (!text.isAt('}')) {
        const auto name = parseJson(text.value().toByteArray());
        text.skip(':');
        members.push_back({name ? name->toString() : QString(), text.value()});
        text.skip(',');
    }
    return members;
}

std::vector<QByteArrayView> elementsOf(QByteArrayView array)
{
    std::vector<QByteArrayView> elements;
    Splitter text(array);
    text.skip('[');
    while (!text.isAt(']')) {
        elements.push_back(text.value());
        text.skip(',');
    }
    return elements;
}

QByteArray onOneLine(QByteArrayView json)
{
    auto text = json.toByteArray();
    if (!text.contains('\n') && !text.contains('\r'))
        return text;
    QByteArray line(text.size() + int(simdjson::SIMDJSON_PADDING), Qt::Uninitialized);
    size_t size = 0;
    // Fails only for a string that is not closed, which checkJson() has ruled out.
    if (simdjson::minify(text.constData(), size_t(text.size()), line.data(), size) != simdjson::SUCCESS)
        return text.simplified();
    line.resize(qsizetype(size));
    return line;
}

} // namespace signalbox
