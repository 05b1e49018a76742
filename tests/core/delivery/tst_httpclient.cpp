// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/httpclient.h"

#include <QElapsedTimer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <unistd.h>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Reads requests and answers each with what `answer` makes of it; an empty answer is silence.
class Receiver : public QObject
{
public:
    explicit Receiver(std::unique_ptr<QTcpServer> server = std::make_unique<QTcpServer>())
        : m_server(std::move(server))
    {
        m_server->setListenBacklogSize(256);
        const bool listening = m_server->listen(QHostAddress::LocalHost);
        Q_ASSERT(listening);
        connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (auto *socket = m_server->nextPendingConnection()) {
                ++connections;
                ++open;
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
                connect(socket, &QTcpSocket::disconnected, this, [this] { --open; });
            }
        });
    }

    QString url(
        const QString &path = u"/"_s, const QString &host = u"127.0.0.1"_s, const QString &scheme = u"http"_s)
    {
        return u"%1://%2:%3%4"_s.arg(scheme, host).arg(m_server->serverPort()).arg(path);
    }

    std::function<QByteArray(const QByteArray &)> answer
        = [](const QByteArray &) { return QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"); };
    bool closeAfterAnswer = false;
    QList<QByteArray> requests;
    int connections = 0;
    int open = 0;

private:
    void read(QTcpSocket *socket)
    {
        auto &buffer = m_buffers[socket];
        buffer += socket->readAll();
        const auto end = buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const auto at = buffer.indexOf("Content-Length: ");
        const auto length = at < 0 ? 0 : buffer.mid(at + 16, buffer.indexOf('\r', at) - at - 16).toInt();
        if (buffer.size() < end + 4 + length)
            return;
        requests.append(std::exchange(buffer, {}));
        socket->write(answer(requests.last()));
        if (closeAfterAnswer)
            socket->disconnectFromHost();
    }

    std::unique_ptr<QTcpServer> m_server;
    QHash<QTcpSocket *, QByteArray> m_buffers;
};

HttpRequestOut get(const QString &url)
{
    HttpRequestOut request;
    request.url = url;
    request.addresses = AddressPolicy::Any;
    return request;
}

Result<HttpReply> send(HttpClient &client, const HttpRequestOut &request)
{
    auto future = client.send(request);
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 10'000) || future.resultCount() == 0)
        return failure(Error::Code::Internal, u"no answer"_s);
    return future.result();
}

/// A server with a certificate that it has signed itself.
std::unique_ptr<QTcpServer> selfSignedServer()
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    auto *name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_sign(certificate.get(), key.get(), EVP_sha256());

    const auto pem = [](auto write, auto *object) {
        const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
        write(bio.get(), object);
        char *data = nullptr;
        const auto size = BIO_get_mem_data(bio.get(), &data);
        return QByteArray(data, qsizetype(size));
    };
    const auto keyPem = pem(
        [](BIO *bio, EVP_PKEY *object) {
            PEM_write_bio_PrivateKey(bio, object, nullptr, nullptr, 0, nullptr, nullptr);
        },
        key.get());
    const auto certificatePem
        = pem([](BIO *bio, X509 *object) { PEM_write_bio_X509(bio, object); }, certificate.get());

    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(certificatePem));
    configuration.setPrivateKey(QSslKey(keyPem, QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(configuration);
    return server;
}

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        // Would break everything below if it were looked at.
        qputenv("http_proxy", "http://127.0.0.1:1");
        qputenv("ALL_PROXY", "http://127.0.0.1:1");
    }

    void sendsWhatItIsGiven()
    {
        Receiver receiver;
        HttpClient client;
        auto request = get(receiver.url(u"/a b/ü?q=1&q=2#part"_s));
        request.method = "POST";
        request.headers = {{"X-Second", "2"}, {"X-First", "1"}, {"X-Second", "3"}, {"X-Empty", ""}};
        request.body = QByteArray("\0\1binary", 8);
        const auto reply = send(client, request);
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QCOMPARE(reply->body, "ok");

        QCOMPARE(receiver.requests.size(), 1);
        const auto lines = receiver.requests.first().split('\n');
        QCOMPARE(lines.first().trimmed(), "POST /a%20b/%c3%bc?q=1&q=2 HTTP/1.1");
        QByteArrayList given;
        for (const auto &line : lines) {
            if (line.startsWith("X-"))
                given.append(line.trimmed());
        }
        QCOMPARE(given, (QByteArrayList{"X-Second: 2", "X-First: 1", "X-Second: 3", "X-Empty:"}));
        QVERIFY(receiver.requests.first().contains("\r\nUser-Agent: Signalbox/"));
        QVERIFY(receiver.requests.first().contains("\r\nContent-Length: 8\r\n"));
        QVERIFY(!receiver.requests.first().contains("Content-Type"));
        QVERIFY(receiver.requests.first().endsWith(QByteArray("\r\n\r\n\0\1binary", 12)));
    }

    void methods_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("saysLength");
        QTest::newRow("GET") << QByteArray() << false;
        QTest::newRow("HEAD") << QByteArray() << false;
        QTest::newRow("DELETE") << QByteArray() << false;
        QTest::newRow("POST") << QByteArray() << true;
        QTest::newRow("PUT") << QByteArray("x") << true;
        QTest::newRow("PATCH") << QByteArray("x") << true;
        QTest::newRow("PURGE") << QByteArray() << false;
    }

    void methods()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, saysLength);
        const QByteArray method = QTest::currentDataTag();
        Receiver receiver;
        receiver.answer = [&](const QByteArray &) {
            return QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")
                + (method == "HEAD" ? "" : "ok");
        };
        HttpClient client;
        auto request = get(receiver.url());
        request.method = method;
        request.body = body;
        const auto reply = send(client, request);
        QVERIFY(reply);
        QVERIFY(receiver.requests.first().startsWith(method + " / HTTP/1.1\r\n"));
        QCOMPARE(receiver.requests.first().contains("Content-Length: " + QByteArray::number(body.size())),
            saysLength);
        QVERIFY(receiver.requests.first().endsWith("\r\n\r\n" + body));
    }

    void anyStatusIsAValueAndNoRedirectIsFollowed()
    {
        Receiver receiver;
        HttpClient client;
        for (const int status : {204, 301, 307, 404, 410, 429, 500, 503, 599}) {
            receiver.answer = [&](const QByteArray &) {
                return "HTTP/1.1 " + QByteArray::number(status)
                    + " Thing\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n";
            };
            const auto reply = send(client, get(receiver.url()));
            QVERIFY(reply);
            QCOMPARE(reply->status, status);
            QCOMPARE(reply->header("location"), "/elsewhere");
        }
        QCOMPARE(receiver.requests.size(), 9);
        QCOMPARE(receiver.connections, 1);
    }

    void tellsOfTheFinalAnswerOnly()
    {
        Receiver receiver;
        receiver.answer = [](const QByteArray &) {
            return QByteArray(
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                "HTTP/1.1 200 OK\r\nSet-Cookie: a\r\nX-Empty:\r\nset-cookie: b\r\nContent-Length: 0\r\n\r\n");
        };
        HttpClient client;
        const auto reply = send(client, get(receiver.url()));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QCOMPARE(reply->headers,
            (HttpHeaders{
                {"Set-Cookie", "a"}, {"X-Empty", ""}, {"set-cookie", "b"}, {"Content-Length", "0"}}));
        QCOMPARE(reply->address, receiver.url().mid(7).chopped(1));
    }

    void aLongBodyIsCutAndCounted()
    {
        Receiver receiver;
        receiver.answer = [](const QByteArray &) {
            return "HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + QByteArray(3'000'000, 'x');
        };
        HttpClient client;
        const auto reply = send(client, get(receiver.url()));
        QVERIFY(reply);
        QCOMPARE(reply->body.size(), 64 * 1024);
        QCOMPARE(reply->bodySize, 3'000'000);
        QVERIFY(reply->isBodyTruncated());
    }

    void aRequestThatMustNotBeDoubledGoesOutOnAFreshConnection()
    {
        Receiver receiver;
        HttpClient client;
        auto request = get(receiver.url());
        QVERIFY(send(client, request));
        request.method = "POST";
        request.headers = {{"idempotency-Key", "run-step"}};
        QVERIFY(send(client, request));
        QCOMPARE(receiver.connections, 1);
        request.headers.clear();
        QVERIFY(send(client, request));
        QCOMPARE(receiver.connections, 2);
    }

    void manyAtOnce()
    {
        Receiver receiver;
        HttpClient client;
        QList<QFuture<Result<HttpReply>>> futures;
        for (int i = 0; i < 200; ++i)
            futures.append(client.send(get(receiver.url(u"/%1"_s.arg(i)))));
        for (const auto &future : futures) {
            QTRY_VERIFY(future.isFinished());
            QVERIFY(future.result());
            QCOMPARE(future.result()->status, 200);
        }
        QCOMPARE(receiver.requests.size(), 200);
    }

    void whatCannotBeSent_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<HttpHeaders>("headers");
        const auto row
            = [](const char *name, const QString &url, const QByteArray &method = "GET",
                  const HttpHeaders &headers = {}) { QTest::newRow(name) << url << method << headers; };
        const auto fine = u"http://127.0.0.1:1/"_s;
        row("empty", QString());
        row("no scheme", u"example.com/x"_s);
        row("no host", u"http://"_s);
        row("file", u"file:///etc/passwd"_s);
        row("gopher", u"gopher://127.0.0.1/"_s);
        row("ftp", u"ftp://127.0.0.1/"_s);
        row("unknown scheme", u"foo://127.0.0.1/"_s);
        row("space in the host", u"http://a b/"_s);
        row("bad port", u"http://127.0.0.1:99999/"_s);
        row("line break", u"http://127.0.0.1/\r\nX: y"_s);
        row("NUL", u"http://127.0.0.1\0.example.com/"_s);
        row("empty method", fine, "");
        row("method with space", fine, "GET /x HTTP/1.1\r\nX: y\r\n\r\nGET");
        row("empty header name", fine, "GET", {{"", "x"}});
        row("colon in a name", fine, "GET", {{"X:", "x"}});
        row("line break in a value", fine, "GET", {{"X", "a\r\nY: b"}});
        row("NUL in a value", fine, "GET", {{"X", QByteArray("a\0b", 3)}});
        row("length", fine, "GET", {{"content-length", "5"}});
        row("framing", fine, "GET", {{"Transfer-Encoding", "chunked"}});
    }

    void whatCannotBeSent()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, method);
        QFETCH(HttpHeaders, headers);
        HttpClient client;
        auto request = get(url);
        request.method = method;
        request.headers = headers;
        const auto reply = send(client, request);
        QVERIFY(!reply);
        QVERIFY2(reply.error().code == Error::Code::InvalidInput, qPrintable(reply.error().message));
        QVERIFY(!reply.error().message.isEmpty());
    }

    void refusedIsUnavailableAndSecretsStayOutOfTheError()
    {
        QString url;
        {
            Receiver receiver;
            url = receiver.url(u"/hook/secret?token=secret"_s, u"user:secret@127.0.0.1"_s);
        }
        HttpClient client;
        const auto reply = send(client, get(url));
        QVERIFY(!reply);
        QCOMPARE(reply.error().code, Error::Code::Unavailable);
        QVERIFY(reply.error().context.startsWith(u"http://127.0.0.1:"_s));
        QVERIFY(!(reply.error().message + reply.error().context).contains(u"secret"_s));
    }

    void anUnknownHostIsUnavailable()
    {
        HttpClient client;
        const auto reply = send(client, get(u"http://no-such-host.invalid/"_s));
        QVERIFY(!reply);
        QCOMPARE(reply.error().code, Error::Code::Unavailable);
        QVERIFY2(
            reply.error().message.contains(u"no-such-host.invalid"_s), qPrintable(reply.error().message));
    }

    void brokenAnswersAreUnavailable_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no HTTP") << QByteArray("220 mail.example ESMTP\r\n");
        QTest::newRow("half a header") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
        QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        QTest::newRow("endless headers")
            << "HTTP/1.1 200 OK\r\n" + QByteArray("X-Filler: 0123456789\r\n").repeated(4'000) + "\r\n";
    }

    void brokenAnswersAreUnavailable()
    {
        QFETCH(QByteArray, answer);
        Receiver receiver;
        receiver.answer = [&](const QByteArray &) { return answer; };
        receiver.closeAfterAnswer = true;
        HttpClient client;
        const auto reply = send(client, get(receiver.url()));
        QVERIFY(!reply);
        QVERIFY2(reply.error().code == Error::Code::Unavailable, qPrintable(reply.error().message));
    }

    void stagesTimeOut_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<HttpTimeouts>("timeouts");
        QTest::addColumn<QString>("said");
        const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n";
        QTest::newRow("first byte") << u"http"_s << QByteArray() << HttpTimeouts{5s, 5s, 150ms, 5s}
                                    << u"did not answer within 0.15 s"_s;
        QTest::newRow("tls") << u"https"_s << QByteArray() << HttpTimeouts{5s, 150ms, 5s, 5s}
                             << u"did not make the connection secure within 0.15 s"_s;
        QTest::newRow("total") << u"http"_s << head << HttpTimeouts{5s, 5s, 100ms, 200ms}
                               << u"took longer than 0.2 s"_s;
        QTest::newRow("total before the first byte")
            << u"http"_s << QByteArray() << HttpTimeouts{5s, 5s, 5s, 200ms} << u"took longer than 0.2 s"_s;
    }

    void stagesTimeOut()
    {
        QFETCH(QString, scheme);
        QFETCH(QByteArray, answer);
        QFETCH(HttpTimeouts, timeouts);
        QFETCH(QString, said);
        Receiver receiver;
        receiver.answer = [&](const QByteArray &) { return answer; };
        HttpClient client;
        auto request = get(receiver.url(u"/"_s, u"127.0.0.1"_s, scheme));
        request.timeouts = timeouts;
        QElapsedTimer clock;
        clock.start();
        const auto reply = send(client, request);
        QVERIFY(!reply);
        QVERIFY2(reply.error().code == Error::Code::Timeout, qPrintable(reply.error().message));
        QVERIFY2(reply.error().message.contains(said), qPrintable(reply.error().message));
        QVERIFY(clock.elapsed() < 2'000);
        QTRY_COMPARE(receiver.open, 0);
    }

    void connectingTimesOut()
    {
        // A listener with a full queue, which the kernel answers with silence.
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address);
        QVERIFY(::bind(listener, reinterpret_cast<sockaddr *>(&address), size) == 0
            && ::listen(listener, 0) == 0);
        ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size);
        QList<int> fillers;
        for (int i = 0; i < 4; ++i) {
            fillers.append(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
            ::connect(fillers.last(), reinterpret_cast<sockaddr *>(&address), size);
        }

        HttpClient client;
        auto request = get(u"http://127.0.0.1:%1/"_s.arg(ntohs(address.sin_port)));
        request.timeouts.connect = 150ms;
        const auto reply = send(client, request);
        QVERIFY(!reply);
        QVERIFY2(reply.error().code == Error::Code::Timeout, qPrintable(reply.error().message));
        QVERIFY2(reply.error().message.contains(u"no connection"_s), qPrintable(reply.error().message));
        for (const int filler : fillers)
            ::close(filler);
        ::close(listener);
    }

    void anUntrustedCertificateIsDenied()
    {
        Receiver receiver(selfSignedServer());
        HttpClient client;
        const auto reply = send(client, get(receiver.url(u"/"_s, u"localhost"_s, u"https"_s)));
        QVERIFY(!reply);
        QVERIFY2(reply.error().code == Error::Code::Denied, qPrintable(reply.error().message));
        QVERIFY2(reply.error().context.startsWith(u"certificate https://localhost:"_s),
            qPrintable(reply.error().context));
        QVERIFY(receiver.requests.isEmpty());
    }

    void addressesThatAreNotPublicAreDenied_data()
    {
        QTest::addColumn<QString>("host");
        for (const char *host : {"127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1",
                 "0.0.0.0", "[::ffff:127.0.0.1]", "[::1]", "%31%32%37.0.0.1"})
            QTest::newRow(host) << QString::fromLatin1(host);
    }

    void addressesThatAreNotPublicAreDenied()
    {
        QFETCH(QString, host);
        Receiver receiver;
        HttpClient client;
        auto request = get(receiver.url(u"/"_s, host));
        request.addresses = AddressPolicy::PublicOnly;
        const auto reply = send(client, request);
        QVERIFY(!reply);
        QVERIFY2(reply.error().code == Error::Code::Denied, qPrintable(reply.error().message));
        QVERIFY(reply.error().context.startsWith(u"address "_s));
        QCOMPARE(receiver.connections, 0);
    }

    void aListedHostMayHaveAnyAddress()
    {
        Receiver receiver;
        HttpClient client;
        auto request = get(receiver.url(u"/"_s, u"LOCALHOST"_s));
        request.addresses = AddressPolicy::PublicOnly;
        request.allowHosts = {u"nas.lan"_s, u"localhost"_s};
        QVERIFY(send(client, request));
        request.url = receiver.url(u"/"_s, u"127.0.0.1"_s);
        QCOMPARE(send(client, request).error().code, Error::Code::Denied);
    }

    void anOpenConnectionIsNoWayAroundTheGuard()
    {
        Receiver receiver;
        HttpClient client;
        auto request = get(receiver.url());
        QVERIFY(send(client, request));
        request.addresses = AddressPolicy::PublicOnly;
        QCOMPARE(send(client, request).error().code, Error::Code::Denied);
        QCOMPARE(receiver.requests.size(), 1);
    }

    void cancellingEndsTheTransferAtOnce()
    {
        Receiver receiver;
        receiver.answer = [](const QByteArray &) { return QByteArray(); };
        HttpClient client;
        auto future = client.send(get(receiver.url()));
        QTRY_COMPARE(receiver.requests.size(), 1);
        QCOMPARE(receiver.open, 1);
        QElapsedTimer clock;
        clock.start();
        future.cancel();
        QTRY_VERIFY(future.isFinished());
        QTRY_COMPARE(receiver.open, 0);
        QVERIFY(clock.elapsed() < 1'000);
        QCOMPARE(future.resultCount(), 0);

        // The client goes on.
        receiver.answer = [](const QByteArray &) { return QByteArray("HTTP/1.1 204 No\r\n\r\n"); };
        QVERIFY(send(client, get(receiver.url())));
    }

    void cancellingBeforeItBeginsAndAfterItEndedIsFine()
    {
        Receiver receiver;
        HttpClient client;
        auto early = client.send(get(receiver.url()));
        early.cancel();
        QTRY_VERIFY(early.isFinished());
        auto late = client.send(get(receiver.url()));
        QTRY_VERIFY(late.isFinished());
        late.cancel();
        QVERIFY(send(client, get(receiver.url())));
    }

    void destructionAnswersEveryFuture()
    {
        Receiver receiver;
        receiver.answer = [](const QByteArray &) { return QByteArray(); };
        auto client = std::make_unique<HttpClient>();
        QList<QFuture<Result<HttpReply>>> futures;
        for (int i = 0; i < 20; ++i)
            futures.append(client->send(get(receiver.url())));
        QTRY_VERIFY(!receiver.requests.isEmpty());
        for (int i = 0; i < 20; ++i) // these may not even have begun
            futures.append(client->send(get(receiver.url())));
        client.reset();
        for (const auto &future : futures)
            QVERIFY(future.isFinished() && future.isCanceled());
        QTRY_COMPARE(receiver.open, 0);
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
