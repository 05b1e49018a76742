// SPDX-License-Identifier: GPL-3.0-or-later
// Mails of rules, from the step to a mail server that is really there.
#include "core/delivery/mailclient.h"
#include "core/secret/connectionbook.h"
#include "core/secret/connectiontype.h"
#include "tests/support/fixedclock.h"
#include "tests/support/mailhost.h"
#include "tests/support/stepwork.h"

#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestMailAction : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!MailHost::isHere())
            QSKIP("python3-aiosmtpd is not installed");
        QCOMPARE(QProcess::execute(u"openssl"_s,
                     {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                         u"ec_paramgen_curve:P-256"_s, u"-nodes"_s, u"-subj"_s, u"/CN=localhost"_s,
                         u"-addext"_s, u"subjectAltName=DNS:localhost"_s, u"-days"_s, u"2"_s, u"-keyout"_s,
                         m_dir.filePath(u"key"_s), u"-out"_s, m_dir.filePath(u"certificate"_s)}),
            0);
    }

    void arrivesAsItWasMeant()
    {
        MailHost host;
        keep(host, u"none"_s);
        const auto outcome = send({{u"to"_s, QJsonArray{u"Ann Möller <ann@shop.test>, bob@shop.test"_s}},
            {u"cc"_s, QJsonArray{u"\"Fox, C.\" <fox@shop.test>"_s}},
            {u"bcc"_s, QJsonArray{u"quiet@shop.test"_s}}, {u"replyTo"_s, QJsonArray{u"desk@shop.test"_s}},
            {u"subject"_s, u"Bestellung über 7 €\r\nBcc: evil@x.test"_s},
            {u"text"_s, u"Grüße\n.\nfrom a dot\n"_s},
            {u"attachments"_s,
                QJsonArray{QJsonObject{{u"name"_s, u"a\"b\r\nX: y.csv"_s}, {u"type"_s, u"text/csv"_s},
                               {u"text"_s, u"1;ü"_s}},
                    QJsonObject{{u"name"_s, u"raw"_s}, {u"base64"_s, u"AAEC/w=="_s}}}}});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().error.message));

        const auto mail = host.next();
        QCOMPARE(mail.from, u"shop@shop.test"_s);
        QCOMPARE(mail.to,
            (QStringList{u"ann@shop.test"_s, u"bob@shop.test"_s, u"fox@shop.test"_s, u"quiet@shop.test"_s}));
        const auto seen = read(mail.text);
        QCOMPARE(seen[u"headers"_s][u"From"_s].toString(), u"Der Laden <shop@shop.test>"_s);
        QCOMPARE(seen[u"headers"_s][u"To"_s].toString(), u"Ann Möller <ann@shop.test>, bob@shop.test"_s);
        QCOMPARE(seen[u"headers"_s][u"Cc"_s].toString(), u"\"Fox, C.\" <fox@shop.test>"_s);
        QCOMPARE(seen[u"headers"_s][u"Reply-To"_s].toString(), u"desk@shop.test"_s);
        // What looks like another header stays within the one.
        QCOMPARE(seen[u"headers"_s][u"Subject"_s].toString(), u"Bestellung über 7 € Bcc: evil@x.test"_s);
        QVERIFY(!seen[u"headers"_s].toObject().contains(u"Bcc"_s));
        QVERIFY(!mail.text.contains("quiet@shop.test"));
        QCOMPARE(seen[u"headers"_s][u"Date"_s].toString(), u"Tue, 14 Nov 2023 22:13:20 +0000"_s);
        QCOMPARE(seen[u"parts"_s][0][u"text"_s].toString().remove(u'\r'), u"Grüße\n.\nfrom a dot\n"_s);
        QCOMPARE(seen[u"parts"_s][1][u"text"_s].toString(), u"1;ü"_s);
        QCOMPARE(seen[u"parts"_s][1][u"type"_s].toString(), u"text/csv"_s);
        QCOMPARE(seen[u"parts"_s][1][u"name"_s].toString(), u"a\"b X: y.csv"_s);
        QCOMPARE(seen[u"parts"_s][2][u"base64"_s].toString(), u"AAEC/w=="_s);

        const auto id = outcome->output.find("messageId")->toText();
        QCOMPARE(seen[u"headers"_s][u"Message-ID"_s].toString(), u'<' + id + u'>');
        QVERIFY(outcome->output.find("answer")->toText().startsWith(u"250"_s));
        QCOMPARE(outcome->output.find("recipients")->items().size(), size_t(4));
        // The same mail, sent again after a crash, can be told to be the same.
        const auto again = send({{u"to"_s, QJsonArray{u"ann@shop.test"_s}}, {u"subject"_s, u"x"_s}});
        QVERIFY(again);
        QCOMPARE(again->output.find("messageId")->toText(), id);
    }

    void logsInOverASecureConnection_data()
    {
        QTest::addColumn<QString>("security");
        QTest::newRow("tls") << u"tls"_s;
        QTest::newRow("starttls") << u"starttls"_s;
    }
    void logsInOverASecureConnection()
    {
        QFETCH(QString, security);
        MailHost host({security, m_dir.filePath(u"certificate"_s), m_dir.filePath(u"key"_s), u"login"_s,
            u"me"_s, u"s3cret word"_s});
        // Nobody has vouched for this server.
        keep(host, security, {{u"user"_s, u"me"_s}}, "s3cret word");
        auto outcome = send(plain());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().error.code, Error::Code::Denied);
        QVERIFY(!outcome.error().retry);
        QVERIFY(!m_book.use(u"post"_s).error.isEmpty());

        const QJsonObject trusted{
            {u"user"_s, u"me"_s}, {u"authority_file"_s, m_dir.filePath(u"certificate"_s)}};
        keep(host, security, trusted, "s3cret word");
        outcome = send(plain());
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().error.message));
        QCOMPARE(host.next().to, QStringList{u"ann@shop.test"_s});
        QCOMPARE(m_book.use(u"post"_s).error, QString());
        QVERIFY(test());

        keep(host, security, trusted, "wr0ng word");
        outcome = send(plain());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().error.code, Error::Code::Denied);
        QVERIFY(!outcome.error().error.message.contains(u"wr0ng"_s));
        const auto tested = test();
        QVERIFY(!tested);
        QVERIFY2(tested.error().message.contains(u"535"_s), qPrintable(tested.error().message));
        QVERIFY(!host.hasMore());
    }

    void aPlainServerGetsNothingWhereItShouldBeSecure()
    {
        MailHost host;
        keep(host, u"starttls"_s);
        const auto outcome = send(plain());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().error.code, Error::Code::Denied);
        QVERIFY(!host.hasMore());
    }

    void whatTheServerSaysDecidesOnAnotherTry_data()
    {
        QTest::addColumn<QString>("recipient");
        QTest::addColumn<bool>("retry");
        QTest::newRow("not now") << u"450@shop.test"_s << true;
        QTest::newRow("never") << u"550@shop.test"_s << false;
    }
    void whatTheServerSaysDecidesOnAnotherTry()
    {
        QFETCH(QString, recipient);
        MailHost host;
        keep(host, u"none"_s);
        // One that is refused keeps the mail from all.
        const auto outcome
            = send({{u"to"_s, QJsonArray{u"ann@shop.test"_s, recipient}}, {u"subject"_s, u"x"_s}});
        QVERIFY(!outcome);
        QTEST(outcome.error().retry, "retry");
        QVERIFY2(
            outcome.error().error.message.contains(recipient), qPrintable(outcome.error().error.message));
        QVERIFY(!host.hasMore());
    }

    void whatMayHaveBeenSentIsNotSentAgain()
    {
        MailHost host({u"silent"_s});
        keep(host, u"none"_s);
        auto config = plain();
        config[u"timeout"_s] = u"1s"_s;
        const auto outcome = send(config);
        QVERIFY(!outcome);
        QVERIFY(!outcome.error().retry);
        QVERIFY2(outcome.error().error.message.contains(u"whether the mail was taken"_s),
            qPrintable(outcome.error().error.message));
    }

    void aMailThatNobodyWantsAnyMoreIsBrokenOff()
    {
        MailHost host({u"silent"_s});
        keep(host, u"none"_s);
        auto future = std::get<Outside>(*start(plain()));
        future.cancel();
        settle(future);
        QCOMPARE(future.resultCount(), 0);
    }

    void nobodyThereIsTriedAgain()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const auto port = closed.serverPort();
        closed.close();
        keepAt(port, u"none"_s);
        const auto outcome = send(plain());
        QVERIFY(!outcome);
        QVERIFY(outcome.error().retry);
        QCOMPARE(outcome.error().error.code, Error::Code::Unavailable);
    }

    void whatIsNoMailGoesNowhere_data()
    {
        QTest::addColumn<QJsonObject>("config");
        const QJsonArray ann{u"ann@shop.test"_s};
        QTest::newRow("nobody") << QJsonObject{{u"to"_s, QJsonArray{}}};
        QTest::newRow("no address") << QJsonObject{{u"to"_s, QJsonArray{u"ann"_s}}};
        QTest::newRow("two at") << QJsonObject{{u"to"_s, QJsonArray{u"ann@x@y"_s}}};
        QTest::newRow("a command") << QJsonObject{
            {u"to"_s, QJsonArray{u"ann@x.test>\r\nRCPT TO:<evil@x.test"_s}}};
        QTest::newRow("a line in a name")
            << QJsonObject{{u"to"_s, QJsonArray{u"Ann\nBcc: e@x.test <ann@x.test>"_s}}};
        QTest::newRow("no attachment")
            << QJsonObject{{u"to"_s, ann}, {u"attachments"_s, QJsonArray{u"/etc/passwd"_s}}};
        QTest::newRow("no base64") << QJsonObject{{u"to"_s, ann},
            {u"attachments"_s, QJsonArray{QJsonObject{{u"name"_s, u"a"_s}, {u"base64"_s, u"!"_s}}}}};
        QTest::newRow("long subject") << QJsonObject{{u"to"_s, ann}, {u"subject"_s, QString(1001, u'x')}};
    }
    void whatIsNoMailGoesNowhere()
    {
        QFETCH(QJsonObject, config);
        MailHost host;
        keep(host, u"none"_s);
        const auto outcome = send(config);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().error.code, Error::Code::InvalidInput);
        QVERIFY(!outcome.error().retry);
        QVERIFY(!host.hasMore());
    }

    void addressesAreCheckedBeforeTheyAreUsed()
    {
        const auto &type = *findActionType(u"mail"_s);
        QCOMPARE(
            type.checkOf({{u"to"_s, QJsonArray{u"{{ event.data.mail }}"_s, u"a@b.test; c@d.test"_s}}}).size(),
            0);
        const auto problems = type.checkOf({{u"cc"_s, QJsonArray{u"ann at shop"_s}}});
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first().field, u"cc"_s);
        QVERIFY(!findConnectionType(u"smtp"_s)
                     ->checked({{u"host"_s, u"h"_s}, {u"from"_s, u"a@b.test"_s}, {u"user"_s, u"u"_s},
                         {u"security"_s, u"none"_s}})
                     .problems.isEmpty());
    }

private:
    static QJsonObject plain()
    {
        return {{u"to"_s, QJsonArray{u"ann@shop.test"_s}}, {u"subject"_s, u"Hello"_s}};
    }

    void keep(const MailHost &host, const QString &security, const QJsonObject &more = {},
        const QByteArray &secret = {})
    {
        keepAt(host.port, security, more, secret);
    }
    void keepAt(
        int port, const QString &security, const QJsonObject &more = {}, const QByteArray &secret = {})
    {
        QJsonObject config{{u"host"_s, u"localhost"_s}, {u"port"_s, port}, {u"security"_s, security},
            {u"from"_s, u"Der Laden <shop@shop.test>"_s}};
        for (auto entry = more.begin(); entry != more.end(); ++entry)
            config.insert(entry.key(), entry.value());
        const auto checked = findConnectionType(u"smtp"_s)->checked(config);
        QVERIFY2(checked.problems.isEmpty(), qPrintable(describe(checked.problems)));
        m_config = checked.values;
        m_secret = secret;
        m_book.set(u"post"_s, {u"smtp"_s, checked.values});
        if (secret.isEmpty())
            QVERIFY(m_vault.remove(u"post"_s));
        else
            QVERIFY(m_vault.set(u"post"_s, secret));
    }

    tl::expected<Delivery, AttemptError> send(const QJsonObject &config) { return outcomeOf(start(config)); }

    StepResult start(QJsonObject config)
    {
        config[u"connection"_s] = u"post"_s;
        ActionServices services;
        services.connections = &m_book;
        services.mail = &m_mail;
        return startStep(u"mail"_s, workFor(u"mail"_s, config), services);
    }

    Result<QString> test()
    {
        return await(findConnectionType(u"smtp"_s)->test(m_config, m_secret, {nullptr, &m_mail}));
    }

    /// What a reader of mail sees in it.
    static QJsonObject read(const QByteArray &mail)
    {
        QProcess python;
        python.start(u"/usr/bin/python3"_s,
            {u"-c"_s,
                u"import base64, email, email.policy, json, sys\n"
                "m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)\n"
                "def part(p):\n"
                "    b = p.get_payload(decode=True)\n"
                "    return {'type': p.get_content_type(), 'name': p.get_filename(), "
                "'text': b.decode('utf-8', 'replace'), 'base64': base64.b64encode(b).decode()}\n"
                "print(json.dumps({'headers': {k: str(v) for k, v in m.items()}, 'parts': [part(p) for p in m.iter_parts()]}))"_s});
        python.write(mail);
        python.closeWriteChannel();
        python.waitForFinished();
        return parseJsonObject(python.readAllStandardOutput()).value_or(QJsonObject());
    }

    QTemporaryDir m_dir;
    FixedClock m_clock;
    Vault m_vault{m_dir.path()};
    ConnectionBook m_book{m_vault, m_clock};
    MailClient m_mail;
    QJsonObject m_config;
    QByteArray m_secret;
};

QTEST_GUILESS_MAIN(TestMailAction)
#include "tst_mailaction.moc"
