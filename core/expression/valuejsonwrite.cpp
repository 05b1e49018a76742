// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/timetext.h"
#include "core/expression/valuedata.h"

#include <QJsonArray>
#include <QJsonObject>

#include <charconv>
#include <cmath>

namespace signalbox {

using Kind = Value::Kind;
using namespace expression;

namespace {

void appendQuoted(std::string &out, std::string_view text)
{
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    // Runs that need no escape go over in one piece.
    size_t from = 0;
    for (size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out += text.substr(from, i - from);
        from = i + 1;
        out += '\\';
        switch (c) {
        case '"':
        case '\\':
            out += char(c);
            break;
        case '\n':
            out += 'n';
            break;
        case '\r':
            out += 'r';
            break;
        case '\t':
            out += 't';
            break;
        default:
            out += "u00";
            out += hex[c >> 4];
            out += hex[c & 15];
        }
    }
    out += text.substr(from);
    out += '"';
}

void appendNumber(std::string &out, auto number)
{
    char buffer[24];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    out.append(buffer, end);
}

/// The text of a finite double that JSON readers take for no integer.
std::string jsonDouble(double number)
{
    auto text = formatDouble(number);
    if (text.find_first_of(".e") == std::string::npos)
        text += ".0";
    return text;
}

std::string base64(std::string_view octets)
{
    return QByteArray::fromRawData(octets.data(), qsizetype(octets.size())).toBase64().toStdString();
}

/// What kinds that JSON does not have are written as, without quotes.
bool plainText(const Value &value, std::string &text)
{
    switch (value.kind()) {
    case Kind::Double:
        if (std::isfinite(value.toDouble()))
            return false;
        text = formatDouble(value.toDouble());
        return true;
    case Kind::Bytes:
        text = base64(value.toStringView());
        return true;
    case Kind::Timestamp:
        text = formatTimestamp(value.toTime());
        return true;
    case Kind::Duration:
        text = formatDuration(value.toDuration());
        return true;
    case Kind::Type:
        text = typeName(value.toType());
        return true;
    default:
        return false;
    }
}

} // namespace

void Value::appendText(std::string &out) const
{
    std::string text;
    if (m_kind == Kind::String)
        out += toStringView();
    else if (plainText(*this, text))
        out += text;
    else if (const auto *held = inner())
        held->appendText(out);
    else
        appendJson(out);
}

void Value::appendJson(std::string &out) const
{
    switch (m_kind) {
    case Kind::Null:
        out += "null";
        return;
    case Kind::Bool:
        out += m_data.boolean ? "true" : "false";
        return;
    case Kind::Int:
        appendNumber(out, m_data.integer);
        return;
    case Kind::Uint:
        appendNumber(out, m_data.unsignedInteger);
        return;
    case Kind::String:
        appendQuoted(out, toStringView());
        return;
    case Kind::List: {
        char before = '[';
        for (const auto &item : items()) {
            out += before;
            item.appendJson(out);
            before = ',';
        }
        out += items().empty() ? "[]" : "]";
        return;
    }
    case Kind::Map: {
        char before = '{';
        for (const auto &[key, value] : entries()) {
            out += before;
            if (key.isString()) {
                appendQuoted(out, key.toStringView());
            } else {
                out += '"';
                key.appendJson(out);
                out += '"';
            }
            out += ':';
            value.appendJson(out);
            before = ',';
        }
        out += entries().empty() ? "{}" : "}";
        return;
    }
    case Kind::Optional:
        if (const auto *held = inner())
            held->appendJson(out);
        else
            out += "null";
        return;
    case Kind::Double:
        if (std::isfinite(m_data.real)) {
            out += jsonDouble(m_data.real);
            return;
        }
        [[fallthrough]];
    default:
        std::string text;
        plainText(*this, text);
        appendQuoted(out, text);
    }
}

QByteArray Value::toJson() const
{
    std::string out;
    appendJson(out);
    return QByteArray(out.data(), qsizetype(out.size()));
}

QString Value::toText() const
{
    std::string out;
    appendText(out);
    return QString::fromUtf8(out.data(), qsizetype(out.size()));
}

QJsonValue Value::toQJson() const
{
    switch (m_kind) {
    case Kind::Null:
        return QJsonValue::Null;
    case Kind::Bool:
        return m_data.boolean;
    case Kind::Int:
        return m_data.integer;
    case Kind::Uint:
        return m_data.unsignedInteger <= quint64(INT64_MAX) ? QJsonValue(qint64(m_data.unsignedInteger))
                                                            : QJsonValue(double(m_data.unsignedInteger));
    case Kind::Double:
        return std::isfinite(m_data.real) ? QJsonValue(m_data.real) : QJsonValue(toText());
    case Kind::List: {
        QJsonArray array;
        for (const auto &item : items())
            array.append(item.toQJson());
        return array;
    }
    case Kind::Map: {
        QJsonObject object;
        for (const auto &[key, value] : entries())
            object.insert(key.toText(), value.toQJson());
        return object;
    }
    case Kind::Optional:
        return inner() ? inner()->toQJson() : QJsonValue(QJsonValue::Null);
    default:
        return toText();
    }
}

} // namespace signalbox
