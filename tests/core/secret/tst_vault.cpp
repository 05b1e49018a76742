// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/vault.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
// The least that libsodium takes, so that the tests are quick.
constexpr sealed::Cost cheap{1, 8};

SecretBytes bytes(const char *text)
{
    return SecretBytes(QByteArrayView(text));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace

class TestVault : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void nothingIsMadeBeforeTheFirstSecret()
    {
        const Vault vault(folder());
        QVERIFY(vault.opened());
        QVERIFY(!vault.has(u"shop"_s));
        QCOMPARE(vault.secret(u"shop"_s).error().code, Error::Code::NotFound);
        QVERIFY(QDir(folder()).isEmpty());
    }

    void secretsComeBack_data()
    {
        QTest::addColumn<QByteArray>("passphrase");
        QTest::newRow("key file") << QByteArray();
        QTest::newRow("passphrase") << QByteArray("correct horse");
    }
    void secretsComeBack()
    {
        QFETCH(QByteArray, passphrase);
        const QByteArray binary("\0\n\xff secret", 10);
        {
            Vault vault(folder(), SecretBytes(passphrase), cheap);
            QVERIFY(vault.set(u"shop"_s, secret));
            QVERIFY(vault.set(u"Lager Süd"_s, binary));
            QVERIFY(vault.set(u"gone"_s, "x"));
            QVERIFY(vault.remove(u"gone"_s));
            QVERIFY(vault.remove(u"never there"_s));
            QCOMPARE(*vault.secret(u"shop"_s), secret);
        }
        Vault again(folder(), SecretBytes(passphrase), cheap);
        QVERIFY(again.opened());
        QCOMPARE(*again.secret(u"shop"_s), secret);
        QCOMPARE(*again.secret(u"Lager Süd"_s), binary);
        QVERIFY(!again.has(u"gone"_s));
        QVERIFY(again.set(u"shop"_s, "another"));
        QCOMPARE(*Vault(folder(), SecretBytes(passphrase)).secret(u"shop"_s), QByteArray("another"));
        QCOMPARE(QFile::exists(Vault::keyFileIn(folder())), passphrase.isEmpty());
    }

    void anEmptySecretIsNone()
    {
        Vault vault(folder());
        QCOMPARE(vault.set(u"shop"_s, {}).error().code, Error::Code::InvalidInput);
        QVERIFY(!vault.has(u"shop"_s));
    }

    void theFilesAreForTheirOwnerAndHideWhatIsInThem()
    {
        Vault vault(folder());
        QVERIFY(vault.set(u"shop"_s, secret));
        constexpr auto owner
            = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser; // two names of one
        for (const auto &file : {Vault::fileIn(folder()), Vault::keyFileIn(folder())}) {
            QCOMPARE(QFile::permissions(file), owner);
            QVERIFY(!contentOf(file).contains(secret));
            QVERIFY(!contentOf(file).contains("shop"));
        }
        QCOMPARE(QDir(folder()).entryList(QDir::Files), (QStringList{u"vault"_s, u"vault.key"_s}));
        // The same again looks different, so that nobody sees what has not changed.
        const auto before = contentOf(Vault::fileIn(folder()));
        QVERIFY(vault.set(u"shop"_s, secret));
        QVERIFY(contentOf(Vault::fileIn(folder())) != before);
    }

    void aKeyThatOthersCanReadIsRefused()
    {
        QVERIFY(Vault(folder()).set(u"shop"_s, secret));
        QVERIFY(QFile::setPermissions(
            Vault::keyFileIn(folder()), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        expectClosed(Error::Code::Denied, u"chmod 600"_s);
    }

    void everyDamageIsSeen()
    {
        QVERIFY(Vault(folder()).set(u"shop"_s, secret));
        const auto whole = contentOf(Vault::fileIn(folder()));
        for (qsizetype at = 0; at < whole.size(); ++at) {
            auto damaged = whole;
            damaged[at] = char(damaged.at(at) ^ 0x10);
            put(Vault::fileIn(folder()), damaged);
            const Vault vault(folder());
            QVERIFY2(!vault.opened(), qPrintable(QString::number(at)));
            QVERIFY(!vault.has(u"shop"_s));
        }
        for (qsizetype size = 0; size < whole.size(); ++size) {
            put(Vault::fileIn(folder()), whole.left(size));
            QCOMPARE(Vault(folder()).opened().error().code, Error::Code::Corrupt);
        }
        put(Vault::fileIn(folder()), whole + 'x');
        expectClosed(Error::Code::Corrupt, u"damaged"_s);
        put(Vault::fileIn(folder()), whole);
        QVERIFY(Vault(folder()).opened());
    }

    void anotherKeyDoesNotOpenIt()
    {
        QVERIFY(Vault(folder()).set(u"shop"_s, secret));
        auto key = contentOf(Vault::keyFileIn(folder()));
        key[0] = char(key.at(0) ^ 1);
        put(Vault::keyFileIn(folder()), key);
        expectClosed(Error::Code::Corrupt, u"key does not fit"_s);
        put(Vault::keyFileIn(folder()), key.left(7));
        expectClosed(Error::Code::Corrupt, u"key does not fit"_s);
        QFile::remove(Vault::keyFileIn(folder()));
        expectClosed(Error::Code::Unavailable, u"is missing"_s);
    }

    void anotherPassphraseDoesNotOpenIt()
    {
        QVERIFY(Vault(folder(), bytes("right"), cheap).set(u"shop"_s, secret));
        expectClosed(Error::Code::Unavailable, u"needs its passphrase"_s);
        Vault wrong(folder(), bytes("wrong"), cheap);
        QCOMPARE(wrong.opened().error().code, Error::Code::Corrupt);
        QVERIFY(!wrong.opened().error().message.contains(u"wrong"_s));
        QVERIFY(Vault(folder(), bytes("right")).opened()); // what it costs stands in the file
    }

    void aNewerVaultIsLeftAlone()
    {
        QVERIFY(Vault(folder()).set(u"shop"_s, secret));
        auto newer = contentOf(Vault::fileIn(folder()));
        newer[7] = 2;
        put(Vault::fileIn(folder()), newer);
        expectClosed(Error::Code::InvalidInput, u"newer Signalbox"_s);
    }

    void aWriteThatFailsChangesNothing()
    {
        Vault vault(folder());
        QVERIFY(vault.set(u"shop"_s, secret));
        // A folder of that name is in the way of the new file; permissions would not stop root.
        QVERIFY(QDir(folder()).mkpath(u"vault.part/x"_s));
        const auto failed = vault.set(u"shop"_s, "another");
        QCOMPARE(failed.error().code, Error::Code::Unavailable);
        QVERIFY(!failed.error().message.contains(u"another"_s));
        QCOMPARE(vault.remove(u"shop"_s).error().code, Error::Code::Unavailable);
        QCOMPARE(*vault.secret(u"shop"_s), secret);
        QCOMPARE(*Vault(folder()).secret(u"shop"_s), secret);
        QVERIFY(QDir(folder() + u"/vault.part"_s).removeRecursively());
        QVERIFY(vault.set(u"shop"_s, "another"));
    }

    void whatACrashLeftIsNoHindrance()
    {
        put(folder() + u"/vault.part"_s, "half");
        put(folder() + u"/vault.key.part"_s, "half");
        Vault vault(folder());
        QVERIFY(vault.set(u"shop"_s, secret));
        QCOMPARE(QDir(folder()).entryList(QDir::Files), (QStringList{u"vault"_s, u"vault.key"_s}));
    }

    void manyReadWhileOneWrites()
    {
        Vault vault(folder());
        QVERIFY(vault.set(u"stays"_s, secret));
        std::atomic<bool> isOver = false;
        std::atomic<int> wrong = 0;
        std::vector<std::thread> readers;
        for (int i = 0; i < 4; ++i)
            readers.emplace_back([&] {
                while (!isOver) {
                    const auto changing = vault.secret(u"changes"_s);
                    if (*vault.secret(u"stays"_s) != secret
                        || (changing && *changing != QByteArray(200, changing->at(0))))
                        ++wrong;
                }
            });
        for (char c = 'a'; c <= 'z'; ++c) {
            QVERIFY(vault.set(u"changes"_s, QByteArray(200, c)));
            if (c % 5 == 0)
                QVERIFY(vault.remove(u"changes"_s));
        }
        isOver = true;
        for (auto &reader : readers)
            reader.join();
        QCOMPARE(wrong, 0);
        QCOMPARE(*Vault(folder()).secret(u"changes"_s), QByteArray(200, 'z'));
    }

private:
    QString folder() const { return m_dir->path(); }

    /// It says why, gives nothing, and its file stays as it is.
    void expectClosed(Error::Code code, const QString &words)
    {
        const auto before = contentOf(Vault::fileIn(folder()));
        Vault vault(folder());
        QVERIFY(!vault.opened());
        QCOMPARE(vault.opened().error().code, code);
        QVERIFY2(vault.opened().error().message.contains(words), qPrintable(vault.opened().error().message));
        QCOMPARE(vault.secret(u"shop"_s).error(), vault.opened().error());
        QCOMPARE(vault.set(u"shop"_s, "new").error(), vault.opened().error());
        QCOMPARE(vault.remove(u"shop"_s).error(), vault.opened().error());
        QCOMPARE(contentOf(Vault::fileIn(folder())), before);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestVault)
#include "tst_vault.moc"
