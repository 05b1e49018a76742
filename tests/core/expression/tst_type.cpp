// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/type.h"

#include <QJsonDocument>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

Type sampleType(const QString &json)
{
    return Type::ofValue(Value::fromJson(json.toUtf8()).value());
}

/// With members: "{a: int, b?: string}"; a ! at the end: there are no others.
QString shown(const Type &type)
{
    if (type.kind() == Type::Kind::List)
        return u"list(%1)"_s.arg(shown(type.item()));
    if (type.kind() != Type::Kind::Object)
        return type.name();
    QStringList members;
    for (const auto &member : type.members())
        members += QString::fromStdString(member.name) + (member.always ? u": "_s : u"?: "_s)
            + shown(member.type);
    return u'{' + members.join(u", ") + (type.isComplete() ? u"}!"_s : u"}"_s);
}

} // namespace

class TestType : public QObject
{
    Q_OBJECT

private slots:
    void samples_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("type");
        QTest::newRow("scalar") << u"1"_s << u"int"_s;
        QTest::newRow("empty list") << u"[]"_s << u"list(dyn)"_s;
        QTest::newRow("list") << u"[1, 2]"_s << u"list(int)"_s;
        QTest::newRow("mixed numbers") << u"[1, 2.5]"_s << u"list(number)"_s;
        QTest::newRow("mixed") << u"[1, \"a\"]"_s << u"list(dyn)"_s;
        QTest::newRow("object") << u"{\"a\": 1, \"b\": {\"c\": null}}"_s << u"{a: int, b: {c: null}}"_s;
        QTest::newRow("objects in a list")
            << u"[{\"a\": 1}, {\"a\": 2, \"b\": \"x\"}]"_s << u"list({a: int, b?: string})"_s;
    }
    void samples()
    {
        QFETCH(QString, json);
        QTEST(shown(sampleType(json)), "type");
    }

    void common_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<QString>("type");
        QTest::newRow("same") << u"1"_s << u"2"_s << u"int"_s;
        QTest::newRow("numbers") << u"1"_s << u"2.5"_s << u"number"_s;
        QTest::newRow("different") << u"1"_s << u"\"a\""_s << u"dyn"_s;
        QTest::newRow("objects") << u"{\"a\": 1, \"b\": 1}"_s << u"{\"b\": 1.5, \"c\": 1}"_s
                                 << u"{a?: int, b: number, c?: int}"_s;
    }
    void common()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QTEST(shown(Type::common(sampleType(a), sampleType(b))), "type");
    }

    void schemas_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QString>("type");
        const auto row = [](const char *schema, const char *type) {
            QTest::newRow(schema) << QByteArray(schema) << QString::fromLatin1(type);
        };
        row(R"({})", "dyn");
        row(R"({"type": "integer"})", "int");
        row(R"({"type": "number"})", "number");
        row(R"({"type": ["integer", "string"]})", "dyn");
        row(R"({"type": "array", "items": {"type": "string"}})", "list(string)");
        row(R"({"type": "object", "additionalProperties": {"type": "boolean"}})", "map(string, bool)");
        row(R"({"type": "object", "properties": {"a": {"type": "string"}, "b": {}}, "required": ["a"]})",
            "{a: string, b?: dyn}");
        row(R"({"properties": {"a": {"type": "null"}}, "additionalProperties": false})", "{a?: null}!");
        row(R"({"anyOf": [{"type": "integer"}, {"type": "number"}]})", "number");
    }
    void schemas()
    {
        QFETCH(QByteArray, schema);
        QTEST(shown(Type::fromJsonSchema(QJsonDocument::fromJson(schema).object())), "type");
    }
};

QTEST_GUILESS_MAIN(TestType)
#include "tst_type.moc"
