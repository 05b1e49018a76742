// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/functions.h"
#include "core/expression/utf8.h"

#include <QByteArray>
#include <QCoreApplication>

/// The library "encoders" of CEL, and what Signalbox adds to it.
namespace signalbox::expression {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

QByteArray octets(const Call &call)
{
    const auto text = call.text(0);
    return QByteArray::fromRawData(text.data(), qsizetype(text.size()));
}

template <QByteArray::Base64Option alphabet> bool encode(Call &call)
{
    return call.reserve(size_t(call[0].size()) * 2)
        && call.giveText(octets(call).toBase64(alphabet).toStdString());
}

bool encodeUrl(Call &call)
{
    return call.reserve(size_t(call[0].size()) * 2)
        && call.giveText(octets(call)
                             .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
                             .toStdString());
}

/// With or without the padding at the end, as encoders differ in it.
template <QByteArray::Base64Option alphabet> bool decode(Call &call)
{
    auto text = octets(call);
    const auto wanted = text;
    while (text.endsWith('='))
        text.chop(1);
    const bool padded = text.size() < wanted.size();
    auto result = QByteArray::fromBase64Encoding(text, alphabet | QByteArray::AbortOnBase64DecodingErrors);
    // One letter alone holds no byte, and padding fills up to four.
    if (!result || text.size() % 4 == 1 || (padded && wanted.size() % 4 != 0))
        return call.fail(Tr::tr("This is not base64."));
    return call.give(Value::bytes(result.decoded.toStdString()));
}

bool encodeHex(Call &call)
{
    return call.reserve(size_t(call[0].size()) * 2) && call.giveText(octets(call).toHex().toStdString());
}

bool decodeHex(Call &call)
{
    const auto text = call.text(0);
    if (text.size() % 2 || text.find_first_not_of("0123456789abcdefABCDEF") != text.npos)
        return call.fail(Tr::tr("This is not hexadecimal: two digits a byte."));
    return call.give(Value::bytes(QByteArray::fromHex(octets(call)).toStdString()));
}

} // namespace

void addEncoders(Library &library)
{
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Encodings"), false);
    group.add("base64.decode(string) -> bytes",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The bytes that base64 text stands for."),
        "string(base64.decode('aGVsbG8='))", "'hello'", decode<QByteArray::Base64Encoding>);
    group
        .add("base64.encode(bytes) -> string",
            QT_TRANSLATE_NOOP("ExpressionHelp", "Bytes, or a text as UTF-8, in base64."),
            "base64.encode(b'hello')", "'aGVsbG8='", encode<QByteArray::Base64Encoding>)
        .alsoHelper("base64.encode(string) -> string", encode<QByteArray::Base64Encoding>);

    Library::Group own(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Encodings"), true);
    own.add("base64url.decode(string) -> bytes",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The bytes that base64 in the alphabet of URLs stands for."),
        "base64url.decode('_-8')", "b'\\xff\\xef'", decode<QByteArray::Base64UrlEncoding>);
    own.add("base64url.encode(bytes) -> string",
           QT_TRANSLATE_NOOP(
               "ExpressionHelp", "Bytes or a text in base64 in the alphabet of URLs, without padding."),
           "base64url.encode(b'\\xff\\xef')", "'_-8'", encodeUrl)
        .also("base64url.encode(string) -> string", encodeUrl);
    own.add("hex.decode(string) -> bytes",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The bytes that hexadecimal digits stand for."),
        "hex.decode('ff00')", "b'\\xff\\x00'", decodeHex);
    own.add("hex.encode(bytes) -> string",
           QT_TRANSLATE_NOOP("ExpressionHelp", "Bytes or a text in hexadecimal digits."), "hex.encode('Az')",
           "'417a'", encodeHex)
        .also("hex.encode(string) -> string", encodeHex);
}

} // namespace signalbox::expression
