// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/functions.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QUuid>

/// Signalbox's own functions for checksums, signatures and ids.
namespace signalbox::expression {

namespace {

using Algorithm = QCryptographicHash::Algorithm;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

QByteArray octets(std::string_view text)
{
    return QByteArray::fromRawData(text.data(), qsizetype(text.size()));
}

template <Algorithm algorithm> bool hash(Call &call)
{
    return call.giveText(QCryptographicHash::hash(octets(call.text(0)), algorithm).toHex().toStdString());
}

bool algorithmNamed(Call &call, std::string_view name, Algorithm &algorithm)
{
    static constexpr std::pair<std::string_view, Algorithm> names[]
        = {{"sha256", QCryptographicHash::Sha256}, {"sha512", QCryptographicHash::Sha512},
            {"sha1", QCryptographicHash::Sha1}, {"md5", QCryptographicHash::Md5}};
    for (const auto &[known, value] : names) {
        if (known == name) {
            algorithm = value;
            return true;
        }
    }
    return call.fail(Tr::tr("There is no such way to hash; there are sha256, sha512, sha1 and md5."));
}

/// message, key, name of the hash
bool hmac(Call &call)
{
    auto algorithm = QCryptographicHash::Sha256;
    if (call.count() > 2 && !algorithmNamed(call, call.text(2), algorithm))
        return false;
    return call.giveText(
        QMessageAuthenticationCode::hash(octets(call.text(0)), octets(call.text(1)), algorithm)
            .toHex()
            .toStdString());
}

/// Version 4 (RFC 9562, 5.4): all chance but for six bits.
bool uuid(Call &call)
{
    const quint64 high = call.random().next();
    const quint64 low = call.random().next();
    QByteArray bytes(16, Qt::Uninitialized);
    for (int i = 0; i < 8; ++i) {
        bytes[i] = char(high >> (56 - 8 * i));
        bytes[8 + i] = char(low >> (56 - 8 * i));
    }
    bytes[6] = char((bytes[6] & 0x0f) | 0x40);
    bytes[8] = char((bytes[8] & 0x3f) | 0x80);
    return call.giveText(QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces).toStdString());
}

} // namespace

void addHashFunctions(Library &library)
{
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Hashes and ids"), true);
    group
        .add("hash.hmac(string, string) -> string",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "The signature of a text with a key in hexadecimal digits: HMAC with sha256, or with the "
                "hash that is "
                "named."),
            "hash.hmac('hello', 'key', 'md5')", "'04130747afca4d79e32e87cf2104f087'", hmac)
        .also("hash.hmac(string, string, string) -> string", hmac)
        .also("hash.hmac(bytes, string, string) -> string", hmac)
        .also("hash.hmac(bytes, bytes, string) -> string", hmac);
    group
        .add("hash.md5(string) -> string",
            QT_TRANSLATE_NOOP("ExpressionHelp", "MD5 of a text or bytes in hexadecimal digits; not safe."),
            "hash.md5('hello')", "'5d41402abc4b2a76b9719d911017c592'", hash<QCryptographicHash::Md5>)
        .also("hash.md5(bytes) -> string", hash<QCryptographicHash::Md5>);
    group
        .add("hash.sha1(string) -> string",
            QT_TRANSLATE_NOOP("ExpressionHelp", "SHA-1 of a text or bytes in hexadecimal digits; not safe."),
            "hash.sha1('hello')", "'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d'",
            hash<QCryptographicHash::Sha1>)
        .also("hash.sha1(bytes) -> string", hash<QCryptographicHash::Sha1>);
    group
        .add("hash.sha256(string) -> string",
            QT_TRANSLATE_NOOP("ExpressionHelp", "SHA-256 of a text or bytes in hexadecimal digits."),
            "hash.sha256('hello')", "'2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'",
            hash<QCryptographicHash::Sha256>)
        .also("hash.sha256(bytes) -> string", hash<QCryptographicHash::Sha256>);
    group
        .add("hash.sha512(string) -> string",
            QT_TRANSLATE_NOOP("ExpressionHelp", "SHA-512 of a text or bytes in hexadecimal digits."),
            "hash.sha512('hello').size()", "128", hash<QCryptographicHash::Sha512>)
        .also("hash.sha512(bytes) -> string", hash<QCryptographicHash::Sha512>);
    group
        .add("uuid() -> string", QT_TRANSLATE_NOOP("ExpressionHelp", "A new UUID, by chance."),
            "uuid().size()", "36", uuid)
        .impure();
}

} // namespace signalbox::expression
