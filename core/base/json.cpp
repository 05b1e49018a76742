// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace signalbox {

using namespace Qt::StringLiterals;

Result<QJsonValue> parseJson(const QByteArray &utf8)
{
    QJsonParseError parseError;
    // QJsonDocument wants an array or object outside; an array of one lets scalars through.
    const auto document = QJsonDocument::fromJson('[' + utf8 + ']', &parseError);
    if (parseError.error != QJsonParseError::NoError || document.array().size() != 1) {
        const auto offset = std::clamp<qsizetype>(parseError.offset - 1, 0, utf8.size());
        const auto before = utf8.left(offset);
        const auto line = before.count('\n') + 1;
        const auto column = offset - before.lastIndexOf('\n');
        const auto reason = parseError.error == QJsonParseError::NoError
            ? QCoreApplication::translate("Json", "exactly one value is expected")
            : parseError.errorString();
        return failure(Error::Code::InvalidInput,
            QCoreApplication::translate("Json", "This is not valid JSON (line %1, column %2): %3.")
                .arg(line)
                .arg(column)
                .arg(reason),
            u"line %1, column %2"_s.arg(line).arg(column));
    }
    return document.array().first();
}

Result<QJsonObject> parseJsonObject(const QByteArray &utf8)
{
    auto value = parseJson(utf8);
    if (!value)
        return Failure(value.error());
    if (!value->isObject())
        return failure(Error::Code::InvalidInput,
            QCoreApplication::translate("Json", "A JSON object is expected here, in curly braces."));
    return value->toObject();
}

QByteArray toCompactJson(const QJsonValue &value)
{
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    auto text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return text.mid(1, text.size() - 2);
}

void appendJsonString(QByteArray &out, QStringView text)
{
    const auto utf8 = text.toUtf8();
    out += '"';
    qsizetype from = 0; // of what is copied as it is
    for (qsizetype at = 0; at < utf8.size(); ++at) {
        const char c = utf8[at];
        if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(utf8.constData() + from, at - from);
        from = at + 1;
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += QByteArray("\\u00") + (c < 0x10 ? "0" : "1") + "0123456789abcdef"[c & 15];
        }
    }
    out.append(utf8.constData() + from, utf8.size() - from);
    out += '"';
}

} // namespace signalbox
