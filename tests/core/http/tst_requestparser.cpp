// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/parser.h"

#include <QTest>

using namespace signalbox::http;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 bodyLimit = 1000;

QByteArray shown(const Request &request)
{
    QByteArray text;
    text += request.method;
    text += ' ';
    text += request.path;
    if (!request.query.isNull()) {
        text += '?';
        text += request.query;
    }
    text += ' ';
    text += request.body;
    if (!request.keepAlive)
        text += " close";
    return text;
}

/// What became of the bytes: "POST /a body" for each request, then "400" and so on for a refusal, or "more".
QByteArray outcome(const QByteArray &bytes, qsizetype step, const Limits &limits = {})
{
    RequestParser parser(limits);
    Request request;
    QByteArrayList seen;
    QByteArray pending;
    qsizetype given = 0;
    while (true) {
        const auto [state, used] = parser.read(pending, request);
        pending.remove(0, used);
        switch (state) {
        case RequestParser::State::HeaderDone:
            parser.setBodyLimit(bodyLimit);
            continue;
        case RequestParser::State::Refused:
            return (seen << QByteArray::number(parser.refusal().status)).join(" | ");
        case RequestParser::State::Done:
            seen += shown(request);
            parser.next();
            request.clear();
            continue;
        case RequestParser::State::NeedsMore:
            break;
        }
        if (given == bytes.size()) {
            const bool whole = pending.isEmpty() && !request.method.data();
            return (whole ? seen : seen << "more").join(" | ");
        }
        const auto piece = std::min(step, bytes.size() - given);
        pending += bytes.mid(given, piece);
        given += piece;
    }
}

QByteArray post(const QByteArray &fields, const QByteArray &body = {})
{
    return "POST /a HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + body;
}

QByteArray chunked(const QByteArray &body, const QByteArray &fields = {})
{
    return post("Transfer-Encoding: chunked\r\n" + fields, body);
}

QByteArray get(const QByteArray &target)
{
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
}

} // namespace

class TestRequestParser : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void limits_data();
    void limits();
    void fields();
    void reuse();
    void slowHeaderIsScannedOnce();
};

void TestRequestParser::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, const char *expected) {
        QTest::newRow(name) << bytes << QByteArray(expected);
    };

    // Requests as they should be.
    row("no body", post(""), "POST /a ");
    row("body", post("Content-Length: 5\r\n", "hello"), "POST /a hello");
    row("empty body", post("Content-Length: 0\r\n"), "POST /a ");
    row("leading zeros in the length", post("Content-Length: 005\r\n", "hello"), "POST /a hello");
    row("body with every byte", post("Content-Length: 5\r\n", "\x01\r\n\xff\n"), "POST /a \x01\r\n\xff\n");
    row("body that looks like a request", post("Content-Length: 18\r\n", "GET / HTTP/1.1\r\n\r\n"),
        "POST /a GET / HTTP/1.1\r\n\r\n");
    row("query", get("/a?b=c&d"), "GET /a?b=c&d ");
    row("empty query", get("/a?"), "GET /a? ");
    row("second question mark", get("/a?b?c"), "GET /a?b?c ");
    row("no space behind the colon", "GET / HTTP/1.1\r\nHost:x\r\n\r\n", "GET / ");
    row("tabs around the value", "GET / HTTP/1.1\r\nHost:\t x \t\r\n\r\n", "GET / ");
    row("name in any case", "POST / HTTP/1.1\r\nhOST: x\r\ncONTENT-lENGTH: 1\r\n\r\nz", "POST / z");
    row("header in Latin-1", post("X: caf\xe9\r\n"), "POST /a ");
    row("empty value", post("X:\r\n"), "POST /a ");
    row("one empty line before", "\r\n" + get("/"), "GET / ");
    row("unknown method", "FOO / HTTP/1.1\r\nHost: x\r\n\r\n", "FOO / ");
    row("lower-case method is another", "get / HTTP/1.1\r\nHost: x\r\n\r\n", "get / ");
    row("expects to be told to go on", post("Expect: 100-Continue\r\nContent-Length: 2\r\n", "ab"),
        "POST /a ab");
    row("host with port", "GET / HTTP/1.1\r\nHost: localhost:8787\r\n\r\n", "GET / ");
    row("host with an empty port", "GET / HTTP/1.1\r\nHost: localhost:\r\n\r\n", "GET / ");
    row("host is IPv6", "GET / HTTP/1.1\r\nHost: [::1]:8787\r\n\r\n", "GET / ");
    row("absolute target", "GET http://x:80/a?b HTTP/1.1\r\nHost: x:80\r\n\r\n", "GET /a?b ");
    row("asterisk", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "OPTIONS * ");

    // The end of the connection.
    row("close", post("Connection: close\r\n"), "POST /a  close");
    row("close in a list", post("Connection: x, Close\r\n"), "POST /a  close");
    row("keep alive", post("Connection: keep-alive\r\n"), "POST /a ");
    row("1.0", "GET / HTTP/1.0\r\n\r\n", "GET /  close");
    row("1.0 with host", "GET / HTTP/1.0\r\nHost: x\r\n\r\n", "GET /  close");
    row("1.0 that wants to go on", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET / ");
    row("1.0 expects nothing", "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na",
        "POST / a close");

    // Several behind each other.
    row("two", get("/1") + get("/2"), "GET /1  | GET /2 ");
    row("two with bodies", post("Content-Length: 1\r\n", "a") + post("Content-Length: 1\r\n", "b"),
        "POST /a a | POST /a b");
    row("chunked, then another", chunked("1\r\na\r\n0\r\n\r\n") + get("/2"), "POST /a a | GET /2 ");
    row("good, then bad", get("/1") + "GET / HTTP/1.1\nHost: x\n\n", "GET /1  | 400");
    row("an empty line between", get("/1") + "\r\n" + get("/2"), "GET /1  | GET /2 ");

    // Not whole.
    row("nothing", "", "");
    row("half a line", "GET /", "more");
    row("no end", "GET / HTTP/1.1\r\nHost: x\r\n", "more");
    row("half the body", post("Content-Length: 5\r\n", "he"), "more");
    row("chunk is missing", chunked("5\r\nhe"), "more");
    row("last chunk is missing", chunked("2\r\nhe\r\n"), "more");
    row("last line is missing", chunked("0\r\n"), "more");

    // Line ends.
    row("LF only", "GET / HTTP/1.1\nHost: x\n\n", "400");
    row("LF in the request line's place", "GET / HTTP/1.1\nHost: x\r\n\r\n", "400");
    row("LF behind a field", "GET / HTTP/1.1\r\nHost: x\n\r\n", "400");
    row("LF as the last line", "GET / HTTP/1.1\r\nHost: x\r\n\n", "400");
    row("CR in a value", "GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n", "400");
    row("CR CR LF", "GET / HTTP/1.1\r\nHost: x\r\r\n\r\n", "400");
    row("CR in the request line", "GET /\r HTTP/1.1\r\nHost: x\r\n\r\n", "400");
    row("CR as the last line", "GET / HTTP/1.1\r\nHost: x\r\n\r\r\n", "400");
    row("two empty lines before", "\r\n\r\n" + get("/"), "400");
    row("LF before", "\n" + get("/"), "400");
    row("NUL in a value", QByteArrayLiteral("GET / HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n"), "400");
    row("control character in a value", post("A: \x01\r\n"), "400");
    row("DEL in a value", post("A: \x7f\r\n"), "400");

    // Request line.
    row("no version", "GET /\r\nHost: x\r\n\r\n", "400");
    row("HTTP/0.9", "GET / HTTP/0.9\r\nHost: x\r\n\r\n", "400");
    row("HTTP/1.2", "GET / HTTP/1.2\r\nHost: x\r\n\r\n", "400");
    row("HTTP/2.0", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", "400");
    row("HTTP/11", "GET / HTTP/11\r\nHost: x\r\n\r\n", "400");
    row("http/1.1", "GET / http/1.1\r\nHost: x\r\n\r\n", "400");
    row("two spaces", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", "400");
    row("two spaces before the version", "GET /  HTTP/1.1\r\nHost: x\r\n\r\n", "400");
    row("space behind the version", "GET / HTTP/1.1 \r\nHost: x\r\n\r\n", "400");
    row("tab between", "GET\t/ HTTP/1.1\r\nHost: x\r\n\r\n", "400");
    row("space before", " GET / HTTP/1.1\r\nHost: x\r\n\r\n", "400");
    row("space in the target", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", "400");
    row("method is no token", "G@T / HTTP/1.1\r\nHost: x\r\n\r\n", "400");
    row("no slash", get("a"), "400");
    row("fragment", get("/a#b"), "400");
    row("bytes that are not encoded", get("/\xc3\xa4"), "400");
    row("escape cut off", get("/a%2"), "400");
    row("escape without digits", get("/a%zz"), "400");
    row("asterisk for GET", get("*"), "400");
    row("authority", "CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n", "400");
    row("absolute with another host", "GET http://y/ HTTP/1.1\r\nHost: x\r\n\r\n", "400");
    row("absolute without path", "GET http://x HTTP/1.1\r\nHost: x\r\n\r\n", "400");
    row("absolute with user", "GET http://u@x/ HTTP/1.1\r\nHost: x\r\n\r\n", "400");
    row("https", "GET https://x/ HTTP/1.1\r\nHost: x\r\n\r\n", "400");
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400");
    row("TLS", QByteArrayLiteral("\x16\x03\x01\x02\x00\x01"), "400");
    row("binary", QByteArrayLiteral("\x01\x02"), "400");

    // Fields.
    row("folded", post("A: b\r\n c\r\n"), "400");
    row("folded with a tab", post("A: b\r\n\tc\r\n"), "400");
    row("first field begins with space", "GET / HTTP/1.1\r\n Host: x\r\n\r\n", "400");
    row("space before the colon", post("A : b\r\n"), "400");
    row("space in the name", post("A b: c\r\n"), "400");
    row("no colon", post("A\r\n"), "400");
    row("no name", post(": b\r\n"), "400");
    row("name is no token", post("A(b): c\r\n"), "400");
    row("name not ASCII", post("\xc3\xa4: c\r\n"), "400");
    row("no host", "GET / HTTP/1.1\r\n\r\n", "400");
    row("two hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", "400");
    row("two hosts in 1.0", "GET / HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n", "400");
    row("empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "400");
    row("host with a path", "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n", "400");
    row("host with user", "GET / HTTP/1.1\r\nHost: u@x\r\n\r\n", "400");
    row("hosts in a list", "GET / HTTP/1.1\r\nHost: x, y\r\n\r\n", "400");
    row("port is no number", "GET / HTTP/1.1\r\nHost: x:8a\r\n\r\n", "400");
    row("host is half an IPv6 address", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", "400");
    row("other expectation", post("Expect: 200-ok\r\n"), "417");
    row("upgrade", post("Connection: upgrade\r\nUpgrade: h2c\r\n"), "400");

    // Length.
    row("two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello!"), "400");
    row("the same length twice", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), "400");
    row("lengths in a list", post("Content-Length: 5, 5\r\n", "hello"), "400");
    row("plus", post("Content-Length: +5\r\n", "hello"), "400");
    row("minus", post("Content-Length: -5\r\n", "hello"), "400");
    row("hex", post("Content-Length: 0x5\r\n", "hello"), "400");
    row("point", post("Content-Length: 5.0\r\n", "hello"), "400");
    row("space in it", post("Content-Length: 5 5\r\n", "hello"), "400");
    row("no length", post("Content-Length:\r\n", "hello"), "400");
    row("length past 64 bits", post("Content-Length: 18446744073709551621\r\n", "hello"), "400");
    row("length of a petabyte", post("Content-Length: 1000000000000000\r\n", "hello"), "413");
    row("just small enough", post("Content-Length: 1000\r\n", QByteArray(1000, 'x')),
        ("POST /a " + QByteArray(1000, 'x')).constData());
    row("too large", post("Content-Length: 1001\r\n"), "413");
    row("length and chunks", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "400");
    row("chunks and length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), "400");

    // Transfer-Encoding.
    row("chunks", chunked("5\r\nhello\r\n0\r\n\r\n"), "POST /a hello");
    row("two chunks", chunked("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"), "POST /a hello world");
    row("no chunk", chunked("0\r\n\r\n"), "POST /a ");
    row("hex in any case", chunked("A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n"),
        "POST /a 01234567890123456789");
    row("zeros before", chunked("00000005\r\nhello\r\n0000\r\n\r\n"), "POST /a hello");
    row("extension", chunked("5;a=b;c=\"d e\"\r\nhello\r\n0;x\r\n\r\n"), "POST /a hello");
    row("trailer", chunked("5\r\nhello\r\n0\r\nX-Sum: 1\r\nY: 2\r\n\r\n"), "POST /a hello");
    row("trailer, then another request", chunked("0\r\nX: 1\r\n\r\n") + get("/2"), "POST /a  | GET /2 ");
    row("Chunked in capitals", post("Transfer-Encoding: CHUNKED\r\n", "0\r\n\r\n"), "POST /a ");
    row("gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), "400");
    row("chunked, gzip", post("Transfer-Encoding: chunked, gzip\r\n", "0\r\n\r\n"), "400");
    row("identity", post("Transfer-Encoding: identity\r\n"), "400");
    row("xchunked", post("Transfer-Encoding: xchunked\r\n"), "400");
    row("chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
        "400");
    row("chunked with a parameter", post("Transfer-Encoding: chunked;q=1\r\n", "0\r\n\r\n"), "400");
    row("chunked in quotes", post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"), "400");
    row("identity and chunked", post("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n"), "400");
    row("chunked in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400");

    // Chunks.
    row("size with 0x", chunked("0x5\r\nhello\r\n0\r\n\r\n"), "400");
    row("size with plus", chunked("+5\r\nhello\r\n0\r\n\r\n"), "400");
    row("size with minus", chunked("-5\r\nhello\r\n0\r\n\r\n"), "400");
    row("size with underscore", chunked("0_5\r\nhello\r\n0\r\n\r\n"), "400");
    row("space before the size", chunked(" 5\r\nhello\r\n0\r\n\r\n"), "400");
    row("space behind the size", chunked("5 \r\nhello\r\n0\r\n\r\n"), "400");
    row("space before the extension", chunked("5 ;a=b\r\nhello\r\n0\r\n\r\n"), "400");
    row("no size", chunked("\r\nhello\r\n0\r\n\r\n"), "400");
    row("size is no number", chunked("g\r\nhello\r\n0\r\n\r\n"), "400");
    row("nine digits", chunked("000000005\r\nhello\r\n0\r\n\r\n"), "400");
    row("size past 64 bits", chunked("fffffffffffffffff\r\nhello"), "400");
    row("chunk longer than said", chunked("4\r\nhello\r\n0\r\n\r\n"), "400");
    row("chunk shorter than said", chunked("6\r\nhello\r\n0\r\n\r\n"), "400");
    row("LF behind the size", chunked("5\nhello\r\n0\r\n\r\n"), "400");
    row("LF behind the chunk", chunked("5\r\nhello\n0\r\n\r\n"), "400");
    row("CR alone behind the size", chunked("5\rhello\r\n0\r\n\r\n"), "400");
    row("LF in an extension", chunked("5;a=\"b\nc\"\r\nhello\r\n0\r\n\r\n"), "400");
    row("quote without end in an extension", chunked("5;a=\"b\r\nhello\r\n0\r\n\r\n" + QByteArray(300, ' ')),
        "400");
    row("control character in an extension", chunked("5;a=\"\x01\"\r\nhello\r\n0\r\n\r\n"), "400");
    row("chunks too large together", chunked("3e7\r\n" + QByteArray(999, 'x') + "\r\n2\r\nab\r\n0\r\n\r\n"),
        "413");
    row("chunk too large", chunked("ffffffff\r\n"), "413");
    row("LF in the trailers", chunked("0\r\nX: 1\n\r\n\r\n"), "400");
    row("trailer without colon", chunked("0\r\nX\r\n\r\n"), "400");
    row("length as a trailer", chunked("0\r\nContent-Length: 5\r\n\r\n"), "400");
    row("chunked as a trailer", chunked("0\r\nTransfer-Encoding: chunked\r\n\r\n"), "400");
    row("no end of trailers", chunked("0\r\nX: 1\r\n"), "more");
}

void TestRequestParser::reads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    QCOMPARE(outcome(bytes, bytes.size() + 1), expected);
    // However the bytes come, they mean the same.
    QCOMPARE(outcome(bytes, 1), expected);
    QCOMPARE(outcome(bytes, 7), expected);
    if (expected.endsWith("more"))
        return;
    // What comes behind it on the connection is read as it stands; behind what was refused, nothing is.
    const auto last = expected.split('|').last().trimmed();
    const bool isRefused = last.size() == 3 && last.toInt() >= 400;
    const auto followed
        = isRefused ? expected : (expected + (expected.isEmpty() ? "" : " | ") + "GET /next ");
    QCOMPARE(outcome(bytes + get("/next"), 1), followed);
    QCOMPARE(outcome(bytes + get("/next"), bytes.size() + 1000), followed);
}

void TestRequestParser::limits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, const char *expected) {
        QTest::newRow(name) << bytes << QByteArray(expected);
    };
    const Limits limits;
    const auto line = [](qsizetype size) { // without CRLF
        return "GET /" + QByteArray(size - 14, 'a') + " HTTP/1.1";
    };
    const auto fields = [](int count) {
        QByteArray text = "GET / HTTP/1.1\r\nHost: x\r\n";
        for (int i = 1; i < count; ++i)
            text += "A: b\r\n";
        return text + "\r\n";
    };
    const auto bytes = [](qsizetype size) { // of all fields with their line ends
        return "GET / HTTP/1.1\r\nHost: x\r\nA: " + QByteArray(size - 14, 'b') + "\r\n\r\n";
    };
    const auto good = "GET /" + QByteArray(limits.requestLine - 14, 'a') + ' ';
    row("line", line(limits.requestLine) + "\r\nHost: x\r\n\r\n", good.constData());
    row("line too long", line(limits.requestLine + 1) + "\r\nHost: x\r\n\r\n", "414");
    row("line without end", QByteArray(limits.requestLine + 2, 'G'), "414");
    row("fields", fields(limits.headerFields), "GET / ");
    row("too many fields", fields(limits.headerFields + 1), "431");
    row("header", bytes(limits.headerBytes), "GET / ");
    row("header too long", bytes(limits.headerBytes + 2), "431");
    row("field without end", "GET / HTTP/1.1\r\nA: " + QByteArray(limits.headerBytes + 2, 'b'), "431");
    row("extension", chunked("1;a=" + QByteArray(limits.chunkExtension - 3, 'b') + "\r\nx\r\n0\r\n\r\n"),
        "POST /a x");
    row("extension too long",
        chunked("1;a=" + QByteArray(limits.chunkExtension - 2, 'b') + "\r\nx\r\n0\r\n\r\n"), "400");
    row("extension without end", chunked("1;a=" + QByteArray(limits.chunkExtension + 20, 'b')), "400");
    row("size without end", chunked(QByteArray(300, '1')), "400");
    row("zeros without end", chunked(QByteArray(300, '0')), "400");
    row("trailers too long", chunked("0\r\nA: " + QByteArray(limits.headerBytes + 300, 'b')), "400");
    QByteArray trailers = "0\r\n";
    for (int i = 0; i <= limits.headerFields; ++i)
        trailers += "A: b\r\n";
    row("too many trailers", chunked(trailers + "\r\n"), "431");
}

void TestRequestParser::limits()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    QCOMPARE(outcome(bytes, bytes.size()), expected);
    QCOMPARE(outcome(bytes, 1), expected);
}

void TestRequestParser::fields()
{
    RequestParser parser{Limits()};
    Request request;
    const QByteArray bytes = "PUT /a/b?c=d HTTP/1.1\r\nHOST: LocalHost:1\r\nX-Two:  one \r\nx-tWO: "
                             "two\r\nContent-Length: 3\r\n\r\nabc";
    auto progress = parser.read(bytes, request);
    QCOMPARE(progress.state, RequestParser::State::HeaderDone);
    QCOMPARE(progress.used, bytes.size() - 3);
    QVERIFY(request.method == "PUT");
    QVERIFY(request.path == "/a/b");
    QVERIFY(request.query == "c=d");
    QVERIFY(request.host == "LocalHost:1");
    QCOMPARE(request.contentLength.value_or(-1), qint64(3));
    QVERIFY(request.hasBody());
    QCOMPARE(request.fields.size(), size_t(4));
    QVERIFY(request.header("x-two") == "one");
    QCOMPARE(request.count("x-two"), qsizetype(2));
    QVERIFY(!request.find("x-three"));
    parser.setBodyLimit(3);
    progress = parser.read(QByteArrayView(bytes).last(3), request);
    QCOMPARE(progress.state, RequestParser::State::Done);
    QCOMPARE(request.body, QByteArray("abc"));

    const auto copy = request; // shares what its views look into
    request.clear();
    parser.next();
    QVERIFY(parser.read(get("/other"), request).state == RequestParser::State::HeaderDone);
    QVERIFY(copy.path == "/a/b");
    QVERIFY(copy.header("x-two") == "one");
}

void TestRequestParser::reuse()
{
    // A request leaves nothing behind for the next.
    RequestParser parser{Limits()};
    Request request;
    const auto first = chunked("1\r\nx\r\n0\r\n\r\n", "Expect: 100-continue\r\nConnection: close\r\n");
    auto progress = parser.read(first, request);
    QCOMPARE(progress.state, RequestParser::State::HeaderDone);
    QVERIFY(request.expectsContinue);
    QVERIFY(request.isChunked);
    parser.setBodyLimit(10);
    QCOMPARE(
        parser.read(QByteArrayView(first).sliced(progress.used), request).state, RequestParser::State::Done);
    parser.next();
    request.clear();
    QCOMPARE(parser.read(get("/"), request).state, RequestParser::State::HeaderDone);
    QVERIFY(!request.expectsContinue);
    QVERIFY(!request.isChunked);
    QVERIFY(request.keepAlive);
    QVERIFY(request.body.isEmpty());
    QVERIFY(!request.hasBody());
}

void TestRequestParser::slowHeaderIsScannedOnce()
{
    // 32 KiB byte by byte: a scan from the beginning each time would look at half a gigabyte. This is about
    // the outcome; that it ends soon, the time limit of the test sees.
    const auto header = "GET / HTTP/1.1\r\nHost: x\r\nA: " + QByteArray(32'000, 'b') + "\r\n\r\n";
    QCOMPARE(outcome(header, 1), QByteArray("GET / "));
}

QTEST_APPLESS_MAIN(TestRequestParser)
#include "tst_requestparser.moc"
