// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "app/localcommands.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryFile>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

struct Lines : Output
{
    void line(const QByteArray &json) override { lines += json; }
    void message(const QString &text) override { messages += text; }

    QList<QByteArray> lines;
    QStringList messages;
};

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private slots:
    void nothingMeansTheWindow()
    {
        QCOMPARE(parseCommandLine({})->what, decltype(Invocation::what)(Invocation::Window{}));
        const auto inFolder = parseCommandLine({u"--data-dir"_s, u"/x"_s});
        QCOMPARE(inFolder->dataDir, u"/x"_s);
        QCOMPARE(inFolder->what, decltype(Invocation::what)(Invocation::Window{}));
    }

    void theDataFolderStandsAnywhere_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("before") << QStringList{u"--data-dir"_s, u"/x"_s, u"rule"_s, u"list"_s};
        QTest::newRow("after") << QStringList{u"rule"_s, u"list"_s, u"--data-dir"_s, u"/x"_s};
        QTest::newRow("with =") << QStringList{u"--data-dir=/x"_s, u"rule"_s, u"list"_s};
    }
    void theDataFolderStandsAnywhere()
    {
        QFETCH(QStringList, arguments);
        const auto invocation = parseCommandLine(arguments);
        QVERIFY(invocation);
        QCOMPARE(invocation->dataDir, u"/x"_s);
        QCOMPARE(std::get<Request>(invocation->what).method, u"rule.list"_s);
    }

    void serves()
    {
        const auto what = parseCommandLine({u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s})->what;
        QCOMPARE(std::get<Invocation::Serve>(what).listen, u"127.0.0.1:0"_s);
    }

    void optionsGoIntoTheRequest()
    {
        const auto what = parseCommandLine({u"event"_s, u"list"_s, u"--after"_s, u"7"_s, u"--limit"_s, u"5"_s,
                                               u"--type=a.*"_s, u"--with-request"_s})
                              ->what;
        QCOMPARE(std::get<Request>(what),
            (Request{u"event.list"_s,
                {{u"after"_s, u"7"_s}, {u"limit"_s, 5}, {u"type"_s, u"a.*"_s}, {u"withRequest"_s, true}}}));
    }

    void argumentsMayBeginWithADashBehindTwo()
    {
        const auto what = parseCommandLine({u"expression"_s, u"eval"_s, u"--"_s, u"--1"_s})->what;
        QCOMPARE(std::get<Request>(what).params.value(u"expression"_s).toString(), u"--1"_s);
    }

    void filesAreReadHere()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("{\"ä\":1}");
        file.flush();
        const auto what = parseCommandLine({u"rule"_s, u"import"_s, file.fileName(), u"--enable"_s})->what;
        const auto request = std::get<Request>(what);
        QCOMPARE(request.params.value(u"enable"_s), QJsonValue(true));
        QCOMPARE(request.params.value(u"files"_s).toArray(),
            (QJsonArray{QJsonObject{{u"file"_s, file.fileName()}, {u"text"_s, u"{\"ä\":1}"_s}}}));
    }

    void helpIsEverywhere_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        QTest::newRow("of the program") << QStringList{u"--help"_s} << u"signalbox rule import FILE"_s;
        QTest::newRow("short") << QStringList{u"-h"_s} << u"Exit status"_s;
        QTest::newRow("of a topic") << QStringList{u"rule"_s, u"--help"_s} << u"signalbox rule list"_s;
        QTest::newRow("of a command") << QStringList{u"rule"_s, u"run"_s, u"--help"_s} << u"--wait"_s;
        QTest::newRow("before the command") << QStringList{u"--help"_s, u"serve"_s} << u"--listen"_s;
        QTest::newRow("although something is missing")
            << QStringList{u"run"_s, u"show"_s, u"-h"_s} << u"ID"_s;
        QTest::newRow("version") << QStringList{u"--version"_s} << u"signalbox " SIGNALBOX_VERSION ""_s;
        QTest::newRow("version of a command")
            << QStringList{u"rule"_s, u"list"_s, u"--version"_s} << u"signalbox "_s;
    }
    void helpIsEverywhere()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const auto invocation = parseCommandLine(arguments);
        QVERIFY2(invocation, invocation ? "" : qPrintable(invocation.error().message));
        QVERIFY(std::holds_alternative<Invocation::Print>(invocation->what));
        const auto text = std::get<Invocation::Print>(invocation->what).text;
        QVERIFY2(text.contains(says), qPrintable(text));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        QTest::newRow("no such command") << QStringList{u"dance"_s} << u"\"dance\""_s;
        QTest::newRow("no such part") << QStringList{u"rule"_s, u"dance"_s} << u"\"rule dance\""_s;
        QTest::newRow("a topic alone") << QStringList{u"rule"_s} << u"signalbox rule list"_s;
        QTest::newRow("no such option") << QStringList{u"rule"_s, u"list"_s, u"--loud"_s} << u"--loud"_s;
        QTest::newRow("option of another command")
            << QStringList{u"rule"_s, u"list"_s, u"--wait"_s} << u"--wait"_s;
        QTest::newRow("option without a value")
            << QStringList{u"event"_s, u"list"_s, u"--type"_s} << u"--type"_s;
        QTest::newRow("data folder without one")
            << QStringList{u"rule"_s, u"list"_s, u"--data-dir"_s} << u"--data-dir"_s;
        QTest::newRow("no number") << QStringList{u"event"_s, u"list"_s, u"--limit"_s, u"many"_s}
                                   << u"\"many\""_s;
        QTest::newRow("a switch with a value")
            << QStringList{u"rule"_s, u"run"_s, u"x"_s, u"--wait=no"_s} << u"--wait"_s;
        QTest::newRow("argument missing")
            << QStringList{u"rule"_s, u"export"_s} << u"signalbox rule export ID"_s;
        QTest::newRow("argument too many") << QStringList{u"rule"_s, u"list"_s, u"x"_s} << u"too much"_s;
        QTest::newRow("file missing") << QStringList{u"rule"_s, u"import"_s} << u"FILE"_s;
        QTest::newRow("no such file")
            << QStringList{u"rule"_s, u"import"_s, u"/no/such/file"_s} << u"/no/such/file"_s;
        QTest::newRow("event without type") << QStringList{u"event"_s, u"emit"_s} << u"--type"_s;
    }
    void saysWhatIsWrong()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const auto invocation = parseCommandLine(arguments);
        QVERIFY(!invocation);
        QCOMPARE(invocation.error().code, Error::Code::InvalidInput);
        QVERIFY2(invocation.error().message.contains(says), qPrintable(invocation.error().message));
    }

    void tellsTheFunctionsOfExpressions()
    {
        const auto what = parseCommandLine({u"expression"_s, u"functions"_s})->what;
        Lines output;
        QCOMPARE(runLocally(std::get<Request>(what), output), Exit::Done);
        QVERIFY(output.messages.isEmpty());
        QVERIFY(output.lines.size() > 50);
        QStringList names;
        for (const auto &line : std::as_const(output.lines)) {
            QVERIFY2(!line.contains('\n'), line.constData());
            const auto function = QJsonDocument::fromJson(line).object();
            names += function[u"name"].toString();
            QVERIFY2(!function[u"signatures"].toArray().isEmpty(), line.constData());
            for (const auto &key : {u"name"_s, u"help"_s, u"example"_s})
                QVERIFY2(!function[key].toString().isEmpty(), line.constData());
        }
        QVERIFY(names.contains(u"size"_s));
        QVERIFY(names.contains(u"filter"_s));
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
