// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/body.h"
#include "core/webhook/cloudeventheaders.h"
#include "core/webhook/formdata.h"
#include "core/webhook/gunzip.h"
#include "core/webhook/jsontext.h"
#include "core/webhook/multipart.h"
#include "core/webhook/requestrecord.h"
#include "core/webhook/xmldata.h"
#include "tests/support/gzip.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

QByteArray nested(int levels)
{
    return QByteArray(levels, '[') + QByteArray(levels, ']');
}

QByteArray list(int values)
{
    auto text = QByteArray("1,").repeated(values);
    text.chop(1);
    return '[' + text + ']';
}

} // namespace

class TestWebhookBody : public QObject
{
    Q_OBJECT

private slots:
    void json_data();
    void json();
    void jsonFaults_data();
    void jsonFaults();
    void bodies_data();
    void bodies();
    void keepsWhatIsNoJson();
    void eventBodiesStay();
    void forms_data();
    void forms();
    void parts_data();
    void parts();
    void partFaults_data();
    void partFaults();
    void tooManyParts();
    void fileNames_data();
    void fileNames();
    void xml_data();
    void xml();
    void xmlFaults_data();
    void xmlFaults();
    void unpacks();
    void unpacksNoBombs();
    void headerValues_data();
    void headerValues();
    void secrets_data();
    void secrets();
    void records();
};

void TestWebhookBody::json_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    const auto row = [](const QByteArray &text, bool good) {
        QTest::newRow(text.left(40).toPercentEncoding(" {}[]\",:").constData()) << text << good;
    };
    for (const auto *text :
        {"{}", "[]", "null", "true", "false", "0", "-1", "1.5", "1e5", "-0", "0.1E-2", "\"\"", " [ ] ",
            "{\"a\":{\"b\":[1,{\"c\":null}]},\"a\":2}", "[[],{},[[1]]]", "1e400", "9007199254740993",
            "123456789012345678901234567890", "-1e-400", "\"\\u00e4\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
            "\"\\ud83d\\ude00\"", "\"\\uD83D\\uDE00\"", "\"\xf0\x9f\x98\x80\"", "\"\x7f\"",
            "\t\r\n{\n\"a\"\t:\r1}\n", "{\"a\":[1,2,3],\"b\":\"\\u0000\"}"})
        row(text, true);
    for (const auto *text : {"", " ", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"}",
             "{\"a\":}", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{'a':1}", "{1:2}", "[1]]", "{}{}", "1 2", "01",
             "-", "+1", ".5", "1.", "1e", "1e+", "0x1", "NaN", "Infinity", "nul", "nulll", "True", "tru",
             "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u123g\"", "\"a\nb\"", "\"\x01\"", "\"\xff\"",
             "\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "\"\xf4\x90\x80\x80\"", "\"\xe2\x82\"", "\"\\ud83d\"",
             "\"\\ude00\"", "\"\\ud83dx\"", "\"\\ud83d\\u0041\"", "[\"a\xff\"]", "//x\n1", "{\"a\":1}x",
             "\xef\xbb\xbf{}"})
        row(text, false);
    row(QByteArrayLiteral("\0"), false);
    row(QByteArrayLiteral("[1]\0"), false);
    row(nested(64), true);
    row(nested(65), false);
    row(nested(100'000), false);
    row(QByteArray("{\"a\":").repeated(64) + '1' + QByteArray(64, '}'), true);
    row(QByteArray("{\"a\":").repeated(65) + '1' + QByteArray(65, '}'), false);
    row(list(99'999), true);
    row(list(100'000), false);
}

void TestWebhookBody::json()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    JsonText json;
    QCOMPARE(!JsonText::find(text), good);
    QCOMPARE(!json.check(text), good);
    text.reserve(text.size() + 100); // then it is read where it stands
    QCOMPARE(!json.check(text), good);
    QCOMPARE(!json.check("[1]"), true); // a fault leaves nothing behind
}

void TestWebhookBody::jsonFaults_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("first") << QByteArray("x") << 1 << 1;
    QTest::newRow("end") << QByteArray("{\"a\":1") << 1 << 7;
    QTest::newRow("third line") << QByteArray("{\n  \"a\": 1,\n  b: 2\n}") << 3 << 3;
    QTest::newRow("behind") << QByteArray("{}\n\n x") << 3 << 2;
}

void TestWebhookBody::jsonFaults()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(int, column);
    const auto fault = JsonText().check(text);
    QVERIFY(fault);
    QCOMPARE(int(fault->line), line);
    QCOMPARE(int(fault->column), column);
    QVERIFY(*fault->reason);
}

void TestWebhookBody::bodies_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status"); // 0: taken
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("dataType");
    const auto row = [](const char *name, const char *type, const QByteArray &body, const QByteArray &data,
                         const char *dataType) {
        QTest::newRow(name) << QByteArray(type) << body << 0 << data << QString::fromLatin1(dataType);
    };
    const auto bad = [](const char *name, const char *type, const QByteArray &body) {
        QTest::newRow(name) << QByteArray(type) << body << 400 << QByteArray() << QString();
    };
    const QByteArray odd = "{ \"b\" : 1e400,\n\"a\":9007199254740993, \"b\":\"\\u00e4\" }";
    row("JSON as it came", "application/json", odd, odd, "application/json");
    row("JSON with charset", "Application/JSON; charset=UTF-8", "[1]", "[1]",
        "Application/JSON; charset=UTF-8");
    row("JSON of a kind", "application/vnd.shop+json", "{}", "{}", "application/vnd.shop+json");
    row("a mark is passed over", "application/json", "\xef\xbb\xbf{}", "{}", "application/json");
    row("a scalar", "application/json", "1", "1", "application/json");
    bad("no JSON", "application/json", "{");
    bad("not UTF-8", "application/json", "\"\xe4\"");
    bad("a mark only", "application/json", "\xef\xbb\xbf");
    row("form", "application/x-www-form-urlencoded; charset=utf-8", "a=1&b=x+y",
        "{\"a\":\"1\",\"b\":\"x y\"}", "application/json");
    row("XML", "text/xml", "<a>1</a>", "{\"a\":\"1\"}", "application/json");
    row("XML of a kind", "application/atom+xml", "<a/>", "{\"a\":\"\"}", "application/json");
    bad("no XML", "application/xml", "<a>");
    row("text", "text/plain", "h\xc3\xa4", "h\xc3\xa4", "text/plain");
    row("text in Latin-1 stays", "text/plain; charset=iso-8859-1", "h\xe4", "h\xe4",
        "text/plain; charset=iso-8859-1");
    row("bytes", "image/png", QByteArrayLiteral("\x89PNG\0"), QByteArrayLiteral("\x89PNG\0"), "image/png");
    row("JSON that nobody called so", "", "{\"a\":1}", "{\"a\":1}", "application/json");
    row("text that nobody called so", "", "hello", "hello", "text/plain; charset=utf-8");
    row("bytes that nobody called so", "", "\xff\xfe", "\xff\xfe", "application/octet-stream");
}

void TestWebhookBody::bodies()
{
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArray, data);
    QFETCH(QString, dataType);
    JsonText json;
    const auto read = readBody(body, contentType, {}, json);
    if (status) {
        QVERIFY(!read);
        QCOMPARE(read.error().status, status);
        QVERIFY(read.error().body.contains("line 1, column"));
        return;
    }
    QVERIFY(read);
    QCOMPARE(read->data.value_or("none"), data);
    QCOMPARE(read->contentType, dataType);
    QVERIFY(!readBody({}, contentType, {}, json)->data);
}

void TestWebhookBody::keepsWhatIsNoJson()
{
    JsonText json;
    WebhookEndpoint endpoint;
    endpoint.keepInvalidJson = true;
    const auto text = readBody("{oops", "application/json", endpoint, json);
    QVERIFY(text);
    QCOMPARE(*text->data, QByteArray("{oops"));
    QCOMPARE(text->contentType, u"text/plain; charset=utf-8"_s);
    const auto bytes = readBody("\"\xff\"", "application/json", endpoint, json);
    QCOMPARE(*bytes->data, QByteArray("\"\xff\""));
    QCOMPARE(bytes->contentType, u"application/octet-stream"_s);
    QCOMPARE(*readBody("<a>", "text/xml", endpoint, json)->data, QByteArray("<a>"));
    QCOMPARE(readBody("{}", "application/json", endpoint, json)->contentType, u"application/json"_s);
}

void TestWebhookBody::eventBodiesStay()
{
    JsonText json;
    const auto form = readEventBody("a=1", "application/x-www-form-urlencoded", {}, json);
    QCOMPARE(*form->data, QByteArray("a=1"));
    QCOMPARE(form->contentType, u"application/x-www-form-urlencoded"_s);
    QVERIFY(!readEventBody("{", "application/json", {}, json));
    QCOMPARE(readEventBody({}, "application/json", {}, json)->contentType, u"application/json"_s);
}

void TestWebhookBody::forms_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *form, const char *json) {
        QTest::newRow(form) << QByteArray(form) << QByteArray(json);
    };
    row("", "{}");
    row("a=1", "{\"a\":\"1\"}");
    row("b=1&a=2", "{\"b\":\"1\",\"a\":\"2\"}");
    row("a=1&b=2&a=3&a=", "{\"a\":[\"1\",\"3\",\"\"],\"b\":\"2\"}");
    row("a", "{\"a\":\"\"}");
    row("a=", "{\"a\":\"\"}");
    row("=a", "{\"\":\"a\"}");
    row("a=b=c", "{\"a\":\"b=c\"}");
    row("&&a=1&", "{\"a\":\"1\"}");
    row("a+b=c%20d%2B", "{\"a b\":\"c d+\"}");
    row("a=%C3%A4%22", "{\"a\":\"\xc3\xa4\\\"\"}");
    row("a=%00%0A", "{\"a\":\"\\u0000\\n\"}");
    row("a=%FF", "{\"a\":\"\xef\xbf\xbd\"}");
    row("payload=%7B%22a%22%3A1%7D", "{\"payload\":\"{\\\"a\\\":1}\"}");
}

void TestWebhookBody::forms()
{
    QFETCH(QByteArray, form);
    QFETCH(QByteArray, json);
    QCOMPARE(formToJson(form), json);
    QVERIFY(!JsonText::find(json));
}

namespace {

constexpr auto partsType = "multipart/form-data; boundary=x";

QByteArray part(const QByteArray &header, const QByteArray &content)
{
    return "--x\r\n" + header + "\r\n\r\n" + content + "\r\n";
}

QByteArray named(const QByteArray &parameters)
{
    return "Content-Disposition: form-data; " + parameters;
}

} // namespace

void TestWebhookBody::parts_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("json");
    const auto row
        = [](const char *name, const QByteArray &body, const QByteArray &json, const char *type = partsType) {
              QTest::newRow(name) << QByteArray(type) << body << json;
          };
    const QByteArray end = "--x--\r\n";
    row("one", part(named("name=\"a\""), "1") + end, "{\"a\":\"1\"}");
    row("none", end, "{}");
    row("order and repetition",
        part(named("name=\"b\""), "1") + part(named("name=\"a\""), "") + part(named("name=\"b\""), "2") + end,
        "{\"b\":[\"1\",\"2\"],\"a\":\"\"}");
    row("file",
        part(named("name=\"f\"; filename=\"a.png\"") + "\r\nContent-Type: image/png", "\xff\x01") + end,
        "{\"f\":{\"fileName\":\"a.png\",\"contentType\":\"image/png\",\"size\":2,\"base64\":\"/wE=\"}}");
    row("a file of text stays a file", part(named("name=\"f\"; filename=\"\""), "hi") + end,
        "{\"f\":{\"fileName\":\"\",\"contentType\":\"application/"
        "octet-stream\",\"size\":2,\"base64\":\"aGk=\"}}");
    row("bytes without a file's name", part(named("name=\"f\""), "\xff") + end,
        "{\"f\":{\"fileName\":\"\",\"contentType\":\"application/octet-stream\",\"size\":1,\"base64\":\"/"
        "w==\"}}");
    row("a name that would be a path", part(named("name=\"f\"; filename=\"../../etc/passwd\""), "") + end,
        "{\"f\":{\"fileName\":\"passwd\",\"contentType\":\"application/"
        "octet-stream\",\"size\":0,\"base64\":\"\"}}");
    row("line ends and lines of dashes in the content",
        part(named("name=\"a\""), "1\r\n--\r\n\r\n--y\r\n") + end,
        "{\"a\":\"1\\r\\n--\\r\\n\\r\\n--y\\r\\n\"}");
    row("preamble and epilogue", "read me\r\n" + part(named("name=\"a\""), "1") + end + "more\r\n--x\r\n",
        "{\"a\":\"1\"}");
    row("nothing behind the end", part(named("name=\"a\""), "1") + "--x--", "{\"a\":\"1\"}");
    row("escapes of browsers", part(named("name=\"a%22b%0D%0A%41\""), "1") + end,
        "{\"a\\\"b\\r\\n%41\":\"1\"}");
    row("escapes of others", part(named("name=\"a\\\"b\""), "1") + end, "{\"a\\\"b\":\"1\"}");
    row("names of any case, a name without quotes", part("CONTENT-disposition:FORM-DATA;NAME=a", "1") + end,
        "{\"a\":\"1\"}");
    row("padding behind the boundary", "--x \t\r\n" + named("name=a") + "\r\n\r\n1\r\n--x--",
        "{\"a\":\"1\"}");
    row("a quoted boundary", "--a b:?\r\n" + named("name=a") + "\r\n\r\n1\r\n--a b:?--", "{\"a\":\"1\"}",
        "Multipart/Form-Data; charset=utf-8; boundary=\"a b:?\"");
    row("other headers are passed over",
        part("X: y\r\n" + named("name=a") + "\r\nContent-Transfer-Encoding: 8BIT", "1") + end,
        "{\"a\":\"1\"}");
}

void TestWebhookBody::parts()
{
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    JsonText json;
    const auto read = readBody(body, contentType, {}, json);
    QVERIFY2(read, read ? "" : read.error().body.constData());
    QTEST(*read->data, "json");
    QCOMPARE(read->contentType, u"application/json"_s);
}

void TestWebhookBody::partFaults_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &body, const char *type = partsType) {
        QTest::newRow(name) << QByteArray(type) << body;
    };
    const QByteArray end = "--x--\r\n";
    const auto good = part(named("name=a"), "1");
    row("no boundary named", good + end, "multipart/form-data");
    row("an empty boundary", good + end, "multipart/form-data; boundary=\"\"");
    row("two boundaries", good + end, "multipart/form-data; boundary=x; boundary=x");
    row("a boundary that is too long", good + end,
        "multipart/form-data; "
        "boundary=01234567890123456789012345678901234567890123456789012345678901234567890");
    row("no boundary there", "hello");
    row("cut off in the content", good.chopped(3));
    row("cut off behind a part", good);
    row("cut off in a header", "--x\r\nContent-Dispo");
    row("no name", part("Content-Disposition: form-data", "1") + end);
    row("an empty name", part(named("name=\"\""), "1") + end);
    row("no disposition", part("Content-Type: text/plain", "1") + end);
    row("two dispositions", part(named("name=a") + "\r\n" + named("name=b"), "1") + end);
    row("two names", part(named("name=a; name=b"), "1") + end);
    row("another disposition", part("Content-Disposition: attachment; name=a", "1") + end);
    row("a quote that is not closed", part(named("name=\"a"), "1") + end);
    row("a name of no text", part(named("name=\"\xff\""), "1") + end);
    row("a long name", part(named("name=" + QByteArray(257, 'a')), "1") + end);
    row("a long name of a file", part(named("name=a; filename=" + QByteArray(257, 'a')), "1") + end);
    row("a long header", part(named("name=a") + "\r\nX: " + QByteArray(9000, 'a'), "1") + end);
    row("a header of many lines", part(named("name=a") + QByteArray("\r\nX: y").repeated(2000), "1") + end);
    row("a line without name", part(named("name=a") + "\r\n: y", "1") + end);
    row("encoded", part(named("name=a") + "\r\nContent-Transfer-Encoding: base64", "MQ==") + end);
    row("something behind the boundary", "--xy\r\n" + named("name=a") + "\r\n\r\n1\r\n--x--");
    row("LF only", "--x\n" + named("name=a") + "\n\n1\n--x--\n");
}

void TestWebhookBody::partFaults()
{
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    JsonText json;
    const auto read = readBody(body, contentType, {}, json);
    QVERIFY(!read);
    QCOMPARE(read.error().status, 400);
    WebhookEndpoint endpoint;
    endpoint.keepInvalidJson = true;
    QCOMPARE(*readBody(body, contentType, endpoint, json)->data, body);
}

void TestWebhookBody::tooManyParts()
{
    JsonText json;
    const auto one = part(named("name=a"), "");
    QVERIFY(readBody(one.repeated(1000) + "--x--", partsType, {}, json));
    QVERIFY(!readBody(one.repeated(1001) + "--x--", partsType, {}, json));
}

void TestWebhookBody::fileNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("plain");
    const auto row
        = [](const QString &name, const QString &plain) { QTest::newRow(qPrintable(name)) << name << plain; };
    row(u"a.txt"_s, u"a.txt"_s);
    row(u"/etc/passwd"_s, u"passwd"_s);
    row(u"C:\\fakepath\\a b.txt"_s, u"a b.txt"_s);
    row(u"../..\\x/"_s, {});
    row(u".."_s, {});
    row(u". ."_s, {});
    row(u".profile"_s, u".profile"_s);
    row(u"a\u0001\n\u007f.txt"_s, u"a.txt"_s);
    row({}, {});
}

void TestWebhookBody::fileNames()
{
    QFETCH(QString, name);
    QTEST(plainFileName(name), "plain");
}

void TestWebhookBody::xml_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const QByteArray &xml, const char *json) {
        QTest::newRow(name) << xml << QByteArray(json);
    };
    row("empty", "<a/>", "{\"a\":\"\"}");
    row("text", "<?xml version=\"1.0\"?>\n<a> x &lt; &#65; </a>\n", "{\"a\":\" x < A \"}");
    row("attribute", "<a b='1'/>", "{\"a\":{\"@b\":\"1\"}}");
    row("attribute and text", "<a b='1'>x</a>", "{\"a\":{\"@b\":\"1\",\"#text\":\"x\"}}");
    row("children", "<a>\n <b>1</b>\n <c>2</c>\n</a>", "{\"a\":{\"b\":\"1\",\"c\":\"2\"}}");
    row("list", "<a><b>1</b><c/><b>2</b></a>", "{\"a\":{\"b\":[\"1\",\"2\"],\"c\":\"\"}}");
    row("deeper", "<a><b><c d='e'>f</c></b></a>", "{\"a\":{\"b\":{\"c\":{\"@d\":\"e\",\"#text\":\"f\"}}}}");
    row("mixed", "<a>x<b/>y</a>", "{\"a\":{\"b\":\"\",\"#text\":\"xy\"}}");
    row("CDATA", "<a><![CDATA[<b>]]></a>", "{\"a\":\"<b>\"}");
    row("comment", "<a><!-- no --><?do it?>x</a>", "{\"a\":\"x\"}");
    row("prefix", "<s:a xmlns:s='urn:x'><s:b/></s:a>", "{\"s:a\":{\"@xmlns:s\":\"urn:x\",\"s:b\":\"\"}}");
    row("document type", "<!DOCTYPE a SYSTEM \"a.dtd\"><a/>", "{\"a\":\"\"}");
    row("Latin-1", "<?xml version='1.0' encoding='iso-8859-1'?><a>\xe4</a>", "{\"a\":\"\xc3\xa4\"}");
    row("quotes", "<a>\"\\</a>", "{\"a\":\"\\\"\\\\\"}");
}

void TestWebhookBody::xml()
{
    QFETCH(QByteArray, xml);
    QFETCH(QByteArray, json);
    const auto read = xmlToJson(xml);
    QVERIFY2(read, read ? "" : read.error().reason.constData());
    QCOMPARE(*read, json);
    QVERIFY(!JsonText::find(*read));
}

void TestWebhookBody::xmlFaults_data()
{
    QTest::addColumn<QByteArray>("xml");
    const auto row = [](const char *name, const QByteArray &xml) { QTest::newRow(name) << xml; };
    row("empty", "");
    row("no XML", "hello");
    row("not closed", "<a><b></a>");
    row("cut off", "<a>x");
    row("two roots", "<a/><b/>");
    row("unknown entity", "<a>&b;</a>");
    row("external entity", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>");
    row("many laughs",
        "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;\"><!ENTITY d \"&c;&c;\">]><a>&d;</a>");
    row("entity in an attribute", "<!DOCTYPE a [<!ENTITY b \"ha\">]><a c='&b;'/>");
    row("too deep", QByteArray("<a>").repeated(65) + QByteArray("</a>").repeated(65));
    row("too many", "<a>" + QByteArray("<b/>").repeated(100'000) + "</a>");
    row("not UTF-8", "<a>\xff</a>");
}

void TestWebhookBody::xmlFaults()
{
    QFETCH(QByteArray, xml);
    const auto read = xmlToJson(xml);
    QVERIFY(!read);
    QVERIFY(!read.error().reason.isEmpty() && !read.error().reason.endsWith('.'));
    QVERIFY(read.error().line >= 1 && read.error().column >= 1);
}

void TestWebhookBody::unpacks()
{
    const QByteArray text = "{\"a\":\"hello\"}";
    QCOMPARE(*unpack(gzip(text), "gzip", 1000), text);
    QCOMPARE(*unpack(gzip(text), "X-Gzip", 1000), text);
    QCOMPARE(*unpack(text, "", 1000), text);
    QCOMPARE(*unpack(text, "identity", 1000), text);
    QCOMPARE(*gunzip(gzip(text), text.size()), text);
    QCOMPARE(*gunzip(gzip(""), 0), QByteArray(""));
    QCOMPARE(*gunzip(gzip("ab") + gzip("cd"), 10), QByteArray("abcd"));
    QByteArray large;
    for (int i = 0; i < 50'000; ++i)
        large += QByteArray::number(i * 7919);
    QCOMPARE(*gunzip(gzip(large), large.size()), large);

    QCOMPARE(unpack("no gzip", "gzip", 1000).error().status, 400);
    QCOMPARE(unpack("", "gzip", 1000).error().status, 400);
    QCOMPARE(gunzip(gzip(text).chopped(1), 1000).error(), GunzipFault::Corrupt);
    QCOMPARE(gunzip(gzip(text) + "x", 1000).error(), GunzipFault::Corrupt);
    auto wrong = gzip(text);
    wrong[wrong.size() - 6] = char(~wrong[wrong.size() - 6]); // in the checksum
    QCOMPARE(gunzip(wrong, 1000).error(), GunzipFault::Corrupt);
    QVERIFY(isKnownEncoding("") && isKnownEncoding("GZIP") && isKnownEncoding("identity"));
    QVERIFY(!isKnownEncoding("br") && !isKnownEncoding("gzip, gzip") && !isKnownEncoding("deflate"));
}

void TestWebhookBody::unpacksNoBombs()
{
    const QByteArray text = "{\"a\":\"hello\"}";
    QCOMPARE(gunzip(gzip(text), text.size() - 1).error(), GunzipFault::TooLarge);
    QCOMPARE(unpack(gzip(text), "gzip", 5).error().status, 413);
    const auto bomb = gzip(QByteArray(10'000'000, 'a'));
    QVERIFY(bomb.size() < 20'000);
    QCOMPARE(gunzip(bomb, 1'000'000).error(), GunzipFault::TooLarge);
    QCOMPARE(gunzip(bomb, 100'000'000).error(), GunzipFault::TooLarge); // by its ratio
    QCOMPARE(gunzip(gzip(QByteArray(60'000, 'a')), 100'000)->size(), 60'000); // too small to judge
}

void TestWebhookBody::headerValues_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("good");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *value, bool good, const QString &text = {}) {
        QTest::newRow(value) << QByteArray(value) << good << text;
    };
    row("plain", true, u"plain"_s);
    row("Euro%20%E2%82%AC%20%F0%9F%98%80", true, u"Euro € 😀"_s);
    row("%e2%82%ac", true, u"€"_s);
    row("%41", true, u"A"_s);
    row("%2520", true, u"%20"_s); // one round only
    row("\"quoted \\\"text\\\"\"", true, u"quoted \"text\""_s);
    row("\"a%20b\"", true, u"a b"_s);
    row("\"", true, u"\""_s);
    row("\xc3\xa4", true, u"ä"_s);
    row("%C0%A0", false);
    row("%FF", false);
    row("order 7%", true, u"order 7%"_s);
    row("%4", true, u"%4"_s);
    row("%zz%41", true, u"%zzA"_s);
}

void TestWebhookBody::headerValues()
{
    QFETCH(QByteArray, value);
    QFETCH(bool, good);
    QFETCH(QString, text);
    const auto decoded = decodedHeader(value);
    QCOMPARE(decoded.has_value(), good);
    if (good)
        QCOMPARE(*decoded, text);
}

void TestWebhookBody::secrets_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("secret");
    for (const auto *name :
        {"authorization", "proxy-authorization", "cookie", "set-cookie", "x-hub-signature",
            "x-hub-signature-256", "stripe-signature", "x-slack-signature", "x-gitlab-token", "x-api-key",
            "api_key", "apikey", "x-functions-key", "x-shopify-hmac-sha256", "x-auth-user", "access_token",
            "client_secret", "password", "key", "sig", "x-session-id", "x-jwt"})
        QTest::newRow(name) << QByteArray(name) << true;
    for (const auto *name : {"host", "content-type", "user-agent", "x-github-event", "x-github-delivery",
             "idempotency-key", "author", "webhook-id", "keyword", "signal", "x-request-id"})
        QTest::newRow(name) << QByteArray(name) << false;
}

void TestWebhookBody::secrets()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, secret);
    QCOMPARE(mayBeSecret(name), secret);
}

void TestWebhookBody::records()
{
    http::Request request;
    request.method = "POST";
    request.query = "a=1&b=2&a=3&Access_Token=no&c=%C3%A4";
    request.fields = {{"host", "x"}, {"x-a", "1"}, {"authorization", "no"}, {"x-a", "2"}, {"x-b", "caf\xe9"}};
    const auto record = recordOf(request, u"/hook/shop"_s);
    QCOMPARE(record,
        (QJsonObject{{u"method"_s, u"POST"_s}, {u"path"_s, u"/hook/shop"_s},
            {u"query"_s,
                QJsonObject{{u"a"_s, QJsonArray{u"1"_s, u"3"_s}}, {u"b"_s, u"2"_s}, {u"c"_s, u"ä"_s}}},
            {u"headers"_s, QJsonObject{{u"host"_s, u"x"_s}, {u"x-a"_s, u"1, 2"_s}, {u"x-b"_s, u"café"_s}}}}));
}

QTEST_APPLESS_MAIN(TestWebhookBody)
#include "tst_webhookbody.moc"
