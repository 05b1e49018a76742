// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/redaction.h"

#include <QTest>

using namespace signalbox;

class TestRedaction : public QObject
{
    Q_OBJECT

private slots:
    void whatWasSaidIsCleaned_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("plain") << QByteArray("hunter2") << QByteArray("a hunter2 b hunter2")
                               << QByteArray("a [secret] b [secret]");
        QTest::newRow("password alone")
            << QByteArray("me:hunter2") << QByteArray("{\"password\":\"hunter2\"}")
            << QByteArray("{\"password\":\"[secret]\"}");
        QTest::newRow("as a whole") << QByteArray("me:hunter2") << QByteArray("me:hunter2")
                                    << QByteArray("[secret]");
        QTest::newRow("json") << QByteArray("a\"b\\c") << QByteArray("\"a\\\"b\\\\c\"")
                              << QByteArray("\"[secret]\"");
        QTest::newRow("url") << QByteArray("a b&c=d") << QByteArray("?k=a%20b%26c%3Dd")
                             << QByteArray("?k=[secret]");
        QTest::newRow("basic") << QByteArray("me:hunter2")
                               << "Basic " + QByteArray("me:hunter2").toBase64(QByteArray::OmitTrailingEquals)
                               << QByteArray("Basic [secret]");
        QTest::newRow("too short to be one")
            << QByteArray("a") << QByteArray("banana") << QByteArray("banana");
        QTest::newRow("nothing in it") << QByteArray("hunter2") << QByteArray("fine") << QByteArray("fine");
    }
    void whatWasSaidIsCleaned()
    {
        QFETCH(QByteArray, secret);
        QFETCH(QByteArray, said);
        QTEST(Redaction(secret).cleaned(said), "kept");
        QCOMPARE(
            Redaction(secret).cleaned(QString::fromUtf8(said)).toUtf8(), Redaction(secret).cleaned(said));
    }

    void noSecretTakesNothingOut() { QCOMPARE(Redaction().cleaned(QByteArray("all of it")), "all of it"); }
};

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
