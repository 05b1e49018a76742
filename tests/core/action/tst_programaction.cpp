// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stepwork.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestProgramAction : public QObject
{
    Q_OBJECT

private slots:
    /// What stands in an argument stays one argument, whatever it says: there is no shell.
    void argumentsAreAList()
    {
        const auto file = script("for a in \"$@\"; do printf [%s] \"$a\"; done");
        const QJsonArray hostile{u"two words"_s, u"; touch hacked"_s, u"$(id)"_s, u"*"_s, u""_s, u"'"_s};
        const auto outcome
            = run({{u"program"_s, file}, {u"arguments"_s, hostile}, {u"folder"_s, m_dir.path()}});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().error.message));
        QCOMPARE(
            outcome->output.find("output")->toQString(), u"[two words][; touch hacked][$(id)][*][][']"_s);
        QVERIFY(!QFile::exists(m_dir.filePath(u"hacked"_s)));
    }

    void deliversWhatItSaid()
    {
        const auto outcome = run({{u"program"_s, script("echo '{\"ok\": true}'; echo note >&2")}});
        QVERIFY(outcome);
        QCOMPARE(*outcome->output.find("exitCode"), Value::integer(0));
        QCOMPARE(outcome->output.find("output")->toQString(), u"{\"ok\": true}\n"_s);
        QCOMPARE(outcome->output.find("errors")->toQString(), u"note\n"_s);
        QCOMPARE(outcome->output.find("json")->toJson(), QByteArray("{\"ok\":true}"));
    }

    void standardInputIsTextOrJson()
    {
        const auto text = run({{u"program"_s, u"cat"_s}, {u"stdin"_s, u"as it is"_s}});
        QVERIFY(text);
        QCOMPARE(text->output.find("output")->toQString(), u"as it is"_s);
        const auto json = run({{u"program"_s, u"cat"_s}, {u"stdin"_s, QJsonObject{{u"id"_s, 7}}}});
        QVERIFY(json);
        QCOMPARE(json->output.find("output")->toQString(), uR"({"id":7})"_s);
        QCOMPARE(json->output.find("json")->toJson(), QByteArray(R"({"id":7})"));
    }

    void folderAndEnvironmentAreAsTold()
    {
        const auto outcome = run({{u"program"_s, script("printf '%s %s' \"$PWD\" \"$SHOP\"")},
            {u"folder"_s, m_dir.path()}, {u"environment"_s, QJsonObject{{u"SHOP"_s, u"a b"_s}}}});
        QVERIFY(outcome);
        QCOMPARE(outcome->output.find("output")->toQString(), m_dir.path() + u" a b"_s);
    }

    void failsWithItsExitCode()
    {
        const auto outcome = run({{u"program"_s, script("echo broken >&2; exit 3")}});
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().error.message.contains(u"exit code 3"_s)
                && outcome.error().error.message.contains(u"broken"_s),
            qPrintable(outcome.error().error.message));
        QVERIFY(outcome.error().retry);
    }

    void failsWithTheSignalThatEndedIt()
    {
        const auto outcome = run({{u"program"_s, script("kill -KILL $$")}});
        QVERIFY(!outcome);
        QVERIFY2(
            outcome.error().error.message.contains(u"signal 9"_s), qPrintable(outcome.error().error.message));
    }

    void endsWithTheTimeLimit()
    {
        const auto outcome = run(
            {{u"program"_s, u"sleep"_s}, {u"arguments"_s, QJsonArray{u"600"_s}}, {u"timeout"_s, u"100ms"_s}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().error.code, Error::Code::Timeout);
    }

    void outputHasALimit()
    {
        const auto outcome = run({{u"program"_s, script("head -c 1000000 /dev/zero | tr '\\0' x")}});
        QVERIFY(outcome);
        QCOMPARE(outcome->output.find("output")->size(), 65'536);
        QVERIFY(outcome->output.find("json")->isNull());
    }

    void aMissingProgramFailsForGood()
    {
        const auto outcome = run({{u"program"_s, u"/no/such/program"_s}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().error.code, Error::Code::NotFound);
        QVERIFY(!outcome.error().retry);
    }

private:
    /// A script of /bin/sh, as a file that can be started.
    QString script(const QByteArray &text)
    {
        const auto name = m_dir.filePath(u"script%1.sh"_s.arg(++m_scripts));
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + text + '\n') < 0
            || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
            qFatal("no script");
        return name;
    }

    static tl::expected<Delivery, AttemptError> run(const QJsonObject &config)
    {
        return outcomeOf(startStep(u"program"_s, workFor(u"program"_s, config)));
    }

    QTemporaryDir m_dir;
    int m_scripts = 0;
};

QTEST_GUILESS_MAIN(TestProgramAction)
#include "tst_programaction.moc"
