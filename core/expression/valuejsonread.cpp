// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/valuedata.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <array>
#include <charconv>
#include <cmath>
#include <simdjson.h>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace expression;
using simdjson::error_code;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Value)
};

/// Turns what simdjson finds into values, on demand: in one pass and with the text of every number, which its
/// document tree does not keep (there, a whole number past 64 bits is an error).
class Reader
{
public:
    /// Of a document that holds the text in square brackets: so a scalar needs no ways of its own, which
    /// simdjson has for documents, and what follows the value is found.
    error_code read(simdjson::ondemand::document &document, Value &out)
    {
        simdjson::ondemand::array array;
        if (const auto error = document.get_array().get(array))
            return error;
        int count = 0;
        for (auto element : array) {
            simdjson::ondemand::value value;
            if (const auto error = element.get(value))
                return error;
            if (++count > 1)
                return simdjson::TAPE_ERROR;
            if (const auto error = read(value, out, 1))
                return error;
        }
        if (!count)
            return simdjson::EMPTY;
        return document.current_location().error() == simdjson::OUT_OF_BOUNDS ? simdjson::SUCCESS
                                                                              : simdjson::TAPE_ERROR;
    }

private:
    error_code read(simdjson::ondemand::value value, Value &out, int depth)
    {
        simdjson::ondemand::json_type type;
        if (const auto error = value.type().get(type))
            return error;
        switch (type) {
        case simdjson::ondemand::json_type::array:
            return depth > Value::maximumJsonDepth ? simdjson::DEPTH_ERROR : readArray(value, out, depth);
        case simdjson::ondemand::json_type::object:
            return depth > Value::maximumJsonDepth ? simdjson::DEPTH_ERROR : readObject(value, out, depth);
        case simdjson::ondemand::json_type::string: {
            std::string_view text;
            if (const auto error = value.get_string().get(text))
                return error;
            out = Value::string(std::string(text));
            return simdjson::SUCCESS;
        }
        default:
            return readToken(value.raw_json_token(), out);
        }
    }

    error_code readArray(simdjson::ondemand::value value, Value &out, int depth)
    {
        simdjson::ondemand::array array;
        if (const auto error = value.get_array().get(array))
            return error;
        std::vector<Value> items;
        for (auto element : array) {
            simdjson::ondemand::value item;
            if (const auto error = element.get(item))
                return error;
            if (const auto error = read(item, items.emplace_back(), depth + 1))
                return error;
        }
        out = Value::list(std::move(items));
        return simdjson::SUCCESS;
    }

    error_code readObject(simdjson::ondemand::value value, Value &out, int depth)
    {
        simdjson::ondemand::object object;
        if (const auto error = value.get_object().get(object))
            return error;
        std::vector<MapEntry> entries;
        for (auto element : object) {
            simdjson::ondemand::field field;
            if (const auto error = std::move(element).get(field))
                return error;
            std::string_view key;
            if (const auto error = field.unescaped_key().get(key))
                return error;
            auto &entry = entries.emplace_back();
            entry.key = keyOf(key);
            if (const auto error = read(field.value(), entry.value, depth + 1))
                return error;
        }
        out = Value::map(std::move(entries));
        return simdjson::SUCCESS;
    }

    /// Rows of a table have the same keys: these share their text.
    const Value &keyOf(std::string_view key)
    {
        auto &known = m_keys[hashOf(key) % m_keys.size()];
        if (!known.isString() || known.toStringView() != key)
            known = Value::string(std::string(key));
        return known;
    }

    static error_code readToken(std::string_view token, Value &out)
    {
        // The token reaches to the next one, so it ends in white space at times.
        token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
        if (token == "null")
            out = Value();
        else if (token == "true" || token == "false")
            out = Value::boolean(token == "true");
        else
            return readNumber(token, out);
        return simdjson::SUCCESS;
    }

    static error_code readNumber(std::string_view token, Value &out)
    {
        const auto digits = token.substr(token.starts_with('-'));
        const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
        if (digits.empty() || !isDigit(digits[0])
            || (digits.size() > 1 && digits[0] == '0' && isDigit(digits[1])))
            return simdjson::NUMBER_ERROR;
        const auto *end = token.data() + token.size();
        qint64 whole = 0;
        if (auto [at, error] = std::from_chars(token.data(), end, whole); error == std::errc() && at == end) {
            // JSON has a negative zero, integers have not.
            out = whole == 0 && token[0] == '-' ? Value::real(-0.0) : Value::integer(whole);
            return simdjson::SUCCESS;
        }
        quint64 large = 0;
        if (auto [at, error] = std::from_chars(token.data(), end, large); error == std::errc() && at == end) {
            out = Value::unsignedInteger(large);
            return simdjson::SUCCESS;
        }
        // RFC 8259 wants a digit on both sides of the point; from_chars does not.
        if (const auto point = token.find('.');
            point != token.npos && (point + 1 == token.size() || !isDigit(token[point + 1])))
            return simdjson::NUMBER_ERROR;
        double number = 0;
        const auto [at, error] = std::from_chars(token.data(), end, number);
        if (at != end || (error != std::errc() && error != std::errc::result_out_of_range))
            return simdjson::NUMBER_ERROR;
        if (error == std::errc::result_out_of_range) {
            // Too small for a double is nearly nothing; too large is an error. Only the exponent can tell.
            const auto mark = token.find_first_of("eE");
            if (mark == token.npos || token[mark + 1] != '-')
                return simdjson::NUMBER_OUT_OF_RANGE;
            number = token[0] == '-' ? -0.0 : 0.0;
        }
        out = Value::real(number);
        return simdjson::SUCCESS;
    }

    std::array<Value, 64> m_keys;
};

/// simdjson reads past the end and keeps an index of the text, so both stay for the next call of this thread,
/// unless they have grown large.
struct Workspace
{
    simdjson::ondemand::parser parser;
    std::string padded;
};

constexpr qsizetype keptSize = 1 << 20;

QString reason(error_code error)
{
    switch (error) {
    case simdjson::DEPTH_ERROR:
        return Tr::tr("it is nested deeper than %1 levels").arg(Value::maximumJsonDepth);
    case simdjson::UTF8_ERROR:
        return Tr::tr("it is not UTF-8");
    case simdjson::EMPTY:
        return Tr::tr("it is empty");
    case simdjson::STRING_ERROR:
        return Tr::tr("a string is malformed");
    case simdjson::UNESCAPED_CHARS:
        return Tr::tr("a string holds a control character");
    case simdjson::UNCLOSED_STRING:
        return Tr::tr("a string is not closed");
    case simdjson::NUMBER_ERROR:
        return Tr::tr("something is neither a number, nor a string, nor true, false or null");
    case simdjson::NUMBER_OUT_OF_RANGE:
        return Tr::tr("a number is too large");
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
        return Tr::tr("it is too large");
    default:
        return Tr::tr("a bracket, comma or colon is missing or out of place");
    }
}

} // namespace

Result<Value> Value::fromJson(QByteArrayView json)
{
    thread_local Workspace kept;
    Workspace once;
    auto &workspace = json.size() > keptSize ? once : kept;
    workspace.padded.reserve(size_t(json.size()) + 2 + simdjson::SIMDJSON_PADDING);
    workspace.padded.assign(1, '[').append(json.data(), size_t(json.size())) += ']';

    Value value;
    simdjson::ondemand::document document;
    auto error = workspace.parser
                     .iterate(workspace.padded.data(), workspace.padded.size(), workspace.padded.capacity())
                     .get(document);
    // Without a beginning a document has no place either, and simdjson does not check.
    const bool begun = !error;
    if (begun)
        error = Reader().read(document, value);
    if (!error)
        return value;

    QString context;
    const char *at = nullptr;
    const auto *start = workspace.padded.data() + 1;
    if (begun && !document.current_location().get(at) && at >= start && at <= start + json.size()) {
        const auto before = QByteArrayView(start, at);
        context = u"line %1, column %2"_s.arg(before.count('\n') + 1)
                      .arg(before.size() - before.lastIndexOf('\n'));
    }
    return failure(
        Error::Code::InvalidInput, Tr::tr("This is not valid JSON: %1.").arg(reason(error)), context);
}

Value Value::fromQJson(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return boolean(value.toBool());
    case QJsonValue::Double: {
        const double number = value.toDouble();
        const qint64 whole = value.toInteger();
        return double(whole) == number ? integer(whole) : real(number);
    }
    case QJsonValue::String:
        return fromText(value.toString());
    case QJsonValue::Array: {
        std::vector<Value> items;
        for (const auto &item : value.toArray())
            items.push_back(fromQJson(item));
        return list(std::move(items));
    }
    case QJsonValue::Object: {
        std::vector<std::pair<std::string, Value>> members;
        const auto object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            members.emplace_back(it.key().toStdString(), fromQJson(it.value()));
        return map(std::move(members));
    }
    default:
        return {};
    }
}

} // namespace signalbox
