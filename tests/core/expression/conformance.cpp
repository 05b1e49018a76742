// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance.h"

#include "core/expression/expression.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>
#include <optional>

namespace signalbox::test {

using namespace Qt::StringLiterals;
using Kind = Value::Kind;

namespace {

std::optional<Value> toValue(const QJsonValue &json);

std::optional<Value> toDouble(const QString &text)
{
    if (text == u"NaN")
        return Value::real(std::nan(""));
    if (text.endsWith(u"Infinity"))
        return Value::real(text.startsWith(u'-') ? -HUGE_VAL : HUGE_VAL);
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok ? std::optional(Value::real(number)) : std::nullopt;
}

std::optional<Value> toList(const QJsonArray &array)
{
    std::vector<Value> items;
    for (const auto &json : array) {
        const auto item = toValue(json);
        if (!item)
            return {};
        items.push_back(*item);
    }
    return Value::list(std::move(items));
}

std::optional<Value> toMap(const QJsonArray &array)
{
    std::vector<MapEntry> entries;
    for (const auto &json : array) {
        const auto key = toValue(json[0]);
        const auto value = toValue(json[1]);
        if (!key || !value)
            return {};
        entries.push_back({*key, *value});
    }
    return Value::map(std::move(entries));
}

std::optional<Value> toType(const QString &name)
{
    for (int kind = 0; kind <= int(Kind::Optional); ++kind) {
        if (QLatin1StringView(typeName(Kind(kind)).data(), qsizetype(typeName(Kind(kind)).size())) == name)
            return Value::type(Kind(kind));
    }
    return {};
}

/// {"seconds": "1", "nanos": 5}
Value::Time toTime(const QJsonObject &parts)
{
    const auto nanos = parts.value(parts.contains(u"nanos"_s) ? u"nanos"_s : u"nanoseconds"_s);
    return {parts.value(u"seconds"_s).toVariant().toLongLong(), qint32(nanos.toVariant().toLongLong())};
}

/// {"int": "5"}, {"list": [{"string": "a"}]} …
std::optional<Value> toValue(const QJsonValue &json)
{
    const auto object = json.toObject();
    if (object.size() != 1)
        return {};
    const auto type = object.begin().key();
    const auto content = object.begin().value();
    const auto text = content.toString();
    if (type == u"null")
        return Value();
    if (type == u"bool")
        return Value::boolean(content.toBool());
    if (type == u"int")
        return Value::integer(text.toLongLong());
    if (type == u"uint")
        return Value::unsignedInteger(text.toULongLong());
    if (type == u"double")
        return toDouble(text);
    if (type == u"string")
        return Value::fromText(text);
    if (type == u"bytes")
        return Value::bytes(QByteArray::fromBase64(text.toLatin1()).toStdString());
    if (type == u"list")
        return toList(content.toArray());
    if (type == u"map")
        return toMap(content.toArray());
    if (type == u"type")
        return toType(text);
    const auto time = toTime(content.toObject());
    if (type == u"timestamp")
        return Value::timestamp(time);
    if (type == u"duration")
        return Value::duration(
            std::chrono::seconds(time.seconds) + std::chrono::nanoseconds(time.nanoseconds));
    return {};
}

/// Stricter than ==: the kinds must be the same, and NaN is NaN.
bool isSame(const Value &a, const Value &b)
{
    if (a.kind() != b.kind())
        return false;
    switch (a.kind()) {
    case Kind::Double:
        return (std::isnan(a.toDouble()) && std::isnan(b.toDouble())) || a == b;
    case Kind::List:
        return std::ranges::equal(a.items(), b.items(), isSame);
    case Kind::Map:
        return a.size() == b.size() && std::ranges::all_of(a.entries(), [&b](const MapEntry &entry) {
            const auto *other = b.find(entry.key);
            return other && isSame(entry.value, *other);
        });
    default:
        return a == b;
    }
}

QString shown(const Value &value)
{
    const auto name = typeName(value.kind());
    return QString::fromLatin1(name.data(), qsizetype(name.size())) + u' '
        + QString::fromUtf8(value.toJson());
}

} // namespace

Result<QList<ConformanceCase>> readConformanceCases(const QString &folder)
{
    const QDir dir(folder);
    QList<ConformanceCase> cases;
    for (const auto &name : dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return failure(Error::Code::Unavailable, file.errorString(), file.fileName());
        const auto document = QJsonDocument::fromJson(file.readAll());
        if (!document.isArray())
            return failure(Error::Code::InvalidInput, u"This is no list of cases."_s, file.fileName());
        for (const auto &json : document.array())
            cases.append({json[u"name"_s].toString(), json[u"expr"_s].toString(),
                json[u"bindings"_s].toObject(), json[u"value"_s].toObject()});
    }
    if (cases.isEmpty())
        return failure(Error::Code::NotFound, u"There are no cases."_s, folder);
    return cases;
}

QString runConformanceCase(const ConformanceCase &test)
{
    Scope scope;
    for (auto it = test.bindings.begin(); it != test.bindings.end(); ++it) {
        const auto value = toValue(it.value());
        if (!value)
            return u"the value of %1 is in no known form"_s.arg(it.key());
        scope.set(it.key().toStdString(), *value);
    }
    const auto result = Expression::compile(test.expression, Environment::standard())
                            .and_then([&](const Expression &compiled) { return compiled.evaluate(scope); });
    if (test.value.isEmpty())
        return result ? u"gave %1 instead of an error"_s.arg(shown(*result)) : QString();
    const auto wanted = toValue(test.value);
    if (!wanted)
        return u"the wanted value is in no known form"_s;
    if (!result)
        return u"failed: %1 (%2); wanted %3"_s.arg(
            result.error().message, result.error().context, shown(*wanted));
    return isSame(*result, *wanted) ? QString() : u"gave %1; wanted %2"_s.arg(shown(*result), shown(*wanted));
}

} // namespace signalbox::test
