// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/connectionbook.h"
#include "tests/support/fixedclock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestConnectionBook : public QObject
{
    Q_OBJECT

private slots:
    void whatIsMissingIsSaid()
    {
        ConnectionBook book(m_vault, m_clock);
        QCOMPARE(book.secret(u"none"_s).error().code, Error::Code::NotFound);
        // The secret of a connection that is no more is nobody's.
        QVERIFY(m_vault.set(u"none"_s, "left over"));
        QCOMPARE(book.secret(u"none"_s).error().code, Error::Code::NotFound);
        QVERIFY(m_vault.remove(u"none"_s));
        book.set(u"none"_s, {u"webhook-secret"_s, {}});
        QCOMPARE(book.secret(u"none"_s).error().code, Error::Code::Unavailable);
        book.remove(u"none"_s);
        QCOMPARE(book.secret(u"none"_s).error().code, Error::Code::NotFound);
    }

    void usesAreNoted()
    {
        ConnectionBook book(m_vault, m_clock);
        QVERIFY(m_vault.set(u"shop"_s, "secret"));
        book.set(u"shop"_s, {u"http-auth"_s, {{u"scheme"_s, u"bearer"_s}}});
        QCOMPARE(book.use(u"shop"_s), ConnectionBook::Use());
        m_clock.move(std::chrono::seconds(3));
        const auto usable = book.find(u"shop"_s, {u"http-auth"_s});
        QVERIFY(usable);
        QCOMPARE(usable->secret, QByteArray("secret"));
        QCOMPARE(usable->entry.config, (QJsonObject{{u"scheme"_s, u"bearer"_s}}));
        QCOMPARE(book.use(u"shop"_s), (ConnectionBook::Use{m_clock.now(), {}}));
        book.failed(u"shop"_s, u"refused"_s);
        QCOMPARE(book.use(u"shop"_s).error, u"refused"_s);
        book.succeeded(u"shop"_s);
        QCOMPARE(book.use(u"shop"_s).error, QString());
        book.failed(u"shop"_s, u"refused"_s);
        book.set(u"shop"_s, {u"http-auth"_s, {}}); // mended, perhaps
        QCOMPARE(book.use(u"shop"_s).error, QString());
        book.remove(u"shop"_s);
        book.failed(u"shop"_s, u"too late"_s);
        QCOMPARE(book.use(u"shop"_s), ConnectionBook::Use());
    }

    void anotherKindIsRefused()
    {
        ConnectionBook book(m_vault, m_clock);
        QVERIFY(m_vault.set(u"hook"_s, "secret"));
        book.set(u"hook"_s, {u"webhook-secret"_s, {}});
        const auto wrong = book.find(u"hook"_s, {u"http-auth"_s});
        QCOMPARE(wrong.error().code, Error::Code::InvalidInput);
        QVERIFY(wrong.error().message.contains(u"Web service"_s));
    }

private:
    QTemporaryDir m_dir;
    FixedClock m_clock;
    Vault m_vault{m_dir.path()};
};

QTEST_GUILESS_MAIN(TestConnectionBook)
#include "tst_connectionbook.moc"
