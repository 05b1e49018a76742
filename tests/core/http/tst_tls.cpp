// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/server.h"
#include "core/http/tls.h"
#include "tests/support/fixedclock.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslSocket>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace signalbox::http;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Echo : public Handler
{
public:
    Admission admit(const Request &) override { return {{}, 8'000'000}; }
    void handle(Request &request, RequestId id) override
    {
        server->answer(id, {.status = 200, .contentType = "text/plain", .body = request.body + answer});
    }

    Server *server = nullptr;
    QByteArray answer = "hello";
};

QString written(const QTemporaryDir &folder, const QString &name, const QByteArray &content)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no file");
    file.write(content);
    return file.fileName();
}

struct Fixture
{
    Fixture()
        : server(handler, clock, {}, [this] { return now; })
    {
        const auto made = makeSelfSigned({u"localhost"_s, u"127.0.0.1"_s, u"::1"_s}, Instant(1'500'000'000s));
        certificateFile = written(folder, u"c.pem"_s, made->certificate);
        keyFile = written(folder, u"k.pem"_s, made->key);
        identity = TlsIdentity::load(certificateFile, keyFile).value_or(nullptr);
        handler.server = &server;
        server.setTls(identity);
        const auto listening = server.listen(QHostAddress(QHostAddress::LocalHost), 0);
        Q_ASSERT(listening);
    }

    void pass(std::chrono::milliseconds time)
    {
        now += time;
        server.sweep();
    }

    QString address() const { return u"127.0.0.1:%1"_s.arg(server.port()); }

    QTemporaryDir folder;
    QString certificateFile, keyFile;
    std::shared_ptr<const TlsIdentity> identity;
    FixedClock clock;
    std::chrono::milliseconds now = 1000ms;
    Echo handler;
    Server server;
};

/// A program that talks to the server, which turns in this thread meanwhile.
QByteArray run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20'000))
        process.kill();
    return process.readAll();
}

#define SKIP_WITHOUT(program)                                                                                \
    if (QStandardPaths::findExecutable(program).isEmpty())                                                   \
    QSKIP("A program that this needs is not here.")

} // namespace

class TestTls : public QObject
{
    Q_OBJECT

private slots:
    void makesACertificate()
    {
        Fixture f;
        QVERIFY(f.identity);
        const auto &info = f.identity->certificate();
        QCOMPARE(info.names, (QStringList{u"localhost"_s, u"127.0.0.1"_s, u"::1"_s}));
        QVERIFY(info.isSelfSigned);
        QVERIFY(info.begins < Instant(1'500'000'000s));
        QVERIFY(info.ends == info.begins + 24h * selfSignedDays);
        // As another library reads it.
        const auto other = QSslCertificate::fromPath(f.certificateFile).value(0);
        QCOMPARE(info.fingerprint, other.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
        QCOMPARE(other.subjectAlternativeNames().values(QSsl::DnsEntry), QStringList{u"localhost"_s});
    }

    void refusesBadFiles()
    {
        Fixture f;
        const auto nothing = f.folder.filePath(u"none"_s);
        const auto garbage = written(f.folder, u"garbage"_s, "no PEM");
        const auto other = makeSelfSigned({u"other"_s}, Instant(1'500'000'000s));
        const auto otherKey = written(f.folder, u"other"_s, other->key);
        const auto codeOf = [](const QString &certificate, const QString &key) {
            const auto loaded = TlsIdentity::load(certificate, key);
            return loaded ? QString() : u"%1 %2"_s.arg(int(loaded.error().code)).arg(loaded.error().context);
        };
        const auto expected
            = [](Error::Code code, const QString &file) { return u"%1 %2"_s.arg(int(code)).arg(file); };
        QCOMPARE(codeOf(nothing, f.keyFile), expected(Error::Code::NotFound, nothing));
        QCOMPARE(codeOf(f.certificateFile, nothing), expected(Error::Code::NotFound, nothing));
        QCOMPARE(codeOf(garbage, f.keyFile), expected(Error::Code::InvalidInput, garbage));
        QCOMPARE(codeOf(f.certificateFile, garbage), expected(Error::Code::InvalidInput, garbage));
        QCOMPARE(codeOf(f.certificateFile, otherKey), expected(Error::Code::InvalidInput, otherKey));
        QVERIFY(!makeSelfSigned({u"a,DNS:b"_s}, Instant()));
        QVERIFY(!makeSelfSigned({}, Instant()));
    }

    void curlTalksToIt()
    {
        SKIP_WITHOUT(u"curl"_s);
        Fixture f;
        f.handler.answer = QByteArray(3'000'000, 'x'); // more than any buffer on the way
        const auto body = written(f.folder, u"body"_s, QByteArray(2'000'000, 'y'));
        const auto output = run(u"curl"_s,
            {u"-sS"_s, u"--cacert"_s, f.certificateFile, u"--data-binary"_s, u'@' + body, u"-w"_s,
                u"%{http_version} %{size_download}"_s, u"-o"_s, u"/dev/null"_s,
                u"https://%1/"_s.arg(f.address())});
        // The certificate of this test is out of date: that it is noticed shows that it was checked.
        QVERIFY2(output.contains("expired"), output);
        const auto trusting = run(u"curl"_s,
            {u"-sSk"_s, u"--data-binary"_s, u'@' + body, u"-H"_s, u"Expect:"_s, u"-w"_s,
                u"%{http_version} %{size_download}"_s, u"-o"_s, f.folder.filePath(u"out"_s),
                u"https://%1/"_s.arg(f.address()), u"https://%1/"_s.arg(f.address())});
        QVERIFY2(trusting.startsWith("1.1 5000000"), trusting);
    }

    void oldVersionsAreRefused()
    {
        SKIP_WITHOUT(u"openssl"_s);
        Fixture f;
        const auto with = [&](const QString &version) {
            return run(u"openssl"_s,
                {u"s_client"_s, u"-connect"_s, f.address(), version, u"-cipher"_s, u"DEFAULT:@SECLEVEL=0"_s},
                "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        };
        QVERIFY(!with(u"-tls1_1"_s).contains("HTTP/1.1 200"));
        QVERIFY(with(u"-tls1_2"_s).contains("Protocol  : TLSv1.2"));
        QVERIFY(with(u"-tls1_3"_s).contains("TLSv1.3"));
    }

    void renegotiationIsOff()
    {
        SKIP_WITHOUT(u"openssl"_s);
        Fixture f;
        QProcess client;
        client.setProcessChannelMode(QProcess::MergedChannels);
        client.start(u"openssl"_s, {u"s_client"_s, u"-connect"_s, f.address(), u"-tls1_2"_s});
        QByteArray output;
        connect(&client, &QProcess::readyRead, &client, [&] { output += client.readAll(); });
        QTRY_VERIFY_WITH_TIMEOUT(output.contains("Verify return code"), 10'000);
        client.write("R\n");
        QTRY_VERIFY_WITH_TIMEOUT(client.state() == QProcess::NotRunning, 10'000);
        output += client.readAll();
        QVERIFY2(output.contains("no renegotiation"), output);
    }

    void requestsInPiecesAndPipelines()
    {
        Fixture f;
        QSslSocket client;
        client.ignoreSslErrors();
        connect(&client, &QSslSocket::sslErrors, &client, [&] { client.ignoreSslErrors(); });
        client.connectToHostEncrypted(u"127.0.0.1"_s, f.server.port());
        QTRY_VERIFY(client.isEncrypted());
        QByteArray received;
        connect(&client, &QSslSocket::readyRead, &client, [&] { received += client.readAll(); });
        const QByteArray request = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n";
        for (const char byte : request + "abc") {
            client.write(&byte, 1);
            client.flush();
            QTest::qWait(0);
        }
        QTRY_VERIFY(received.endsWith("abchello"));
        received.clear();
        QByteArray many;
        for (int i = 0; i < 500; ++i)
            many += request + QByteArray::number(100 + i);
        client.write(many);
        QTRY_COMPARE(received.count("HTTP/1.1 200"), 500);
        QVERIFY(received.endsWith("599hello"));
    }

    void endsWithTheAnswer()
    {
        Fixture f;
        QSslSocket client;
        connect(&client, &QSslSocket::sslErrors, &client, [&] { client.ignoreSslErrors(); });
        client.connectToHostEncrypted(u"127.0.0.1"_s, f.server.port());
        QTRY_VERIFY(client.isEncrypted());
        client.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(client.readAll().endsWith("hello"));
        QTRY_COMPARE(f.server.connectionCount(), 0);
    }

    void plainHttpIsTold()
    {
        Fixture f;
        QTcpSocket client;
        client.connectToHost(u"127.0.0.1"_s, f.server.port());
        client.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        const auto answer = client.readAll();
        QVERIFY2(answer.startsWith("HTTP/1.1 400 "), answer);
        const auto body = answer.mid(answer.indexOf("\r\n\r\n") + 4);
        QVERIFY(answer.contains("Content-Length: " + QByteArray::number(body.size()) + "\r\n"));
        QTRY_COMPARE(f.server.connectionCount(), 0);
    }

    void garbageIsClosed()
    {
        Fixture f;
        QTcpSocket client;
        client.connectToHost(u"127.0.0.1"_s, f.server.port());
        client.write(QByteArray(100'000, '\x16'));
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(f.server.connectionCount(), 0);
    }

    void slowHandshakesAreBounded()
    {
        Fixture f;
        QTcpSocket silent, slow;
        for (auto *client : {&silent, &slow}) {
            client->connectToHost(u"127.0.0.1"_s, f.server.port());
            QTRY_COMPARE(client->state(), QAbstractSocket::ConnectedState);
        }
        QTRY_COMPARE(f.server.connectionCount(), 2);
        const QByteArray hello("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11); // and no more of it
        for (const char byte : hello) {
            slow.write(&byte, 1);
            QTRY_COMPARE(slow.bytesToWrite(), 0);
            f.pass(800ms);
        }
        QCOMPARE(f.server.connectionCount(), 2);
        f.pass(1300ms); // 10.1 s in all: each byte earns nothing
        QTRY_COMPARE(f.server.connectionCount(), 0);
        QTRY_COMPARE(silent.state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(slow.state(), QAbstractSocket::UnconnectedState);
    }

    void bothAtATime()
    {
        Fixture f;
        f.server.setTls(nullptr);
        QTcpSocket plain;
        plain.connectToHost(u"127.0.0.1"_s, f.server.port());
        plain.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_VERIFY(plain.bytesAvailable() > 0);
        QVERIFY(plain.readAll().startsWith("HTTP/1.1 200 "));
        f.server.setTls(f.identity);
        plain.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"); // it goes on as it began
        QTRY_VERIFY(plain.bytesAvailable() > 0);
        QVERIFY(plain.readAll().startsWith("HTTP/1.1 200 "));
    }
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
