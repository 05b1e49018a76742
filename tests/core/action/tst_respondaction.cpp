// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stepwork.h"

#include <QSet>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// Somebody who waits for one event.
class Sender : public Responder
{
public:
    bool isAwaited(Sequence event) const override { return event == 7; }
    void answer(Sequence, RunAnswer) override { qFatal("only the runner answers, when it is on disk"); }
};

/// What the step answers to somebody who waits.
Result<RunAnswer> answerOf(
    const QJsonObject &config, const std::vector<std::pair<std::string, Value>> &values = {})
{
    Sender waiting;
    auto work = workFor(u"respond"_s, config, values);
    work.event = 7;
    const auto result = startStep(u"respond"_s, work, {.responder = &waiting});
    if (!result)
        return Failure(result.error());
    return *delivered(result).answer;
}

std::vector<std::pair<std::string, Value>> header(const QString &name, const QString &value)
{
    return {{"headers", Value::map({{name.toStdString(), Value::fromText(value)}})}};
}

} // namespace

class TestRespondAction : public QObject
{
    Q_OBJECT

private slots:
    void answersWithDataOrText()
    {
        QCOMPARE(*answerOf({}), RunAnswer());
        QCOMPARE(*answerOf({{u"status"_s, 201}, {u"body"_s, QJsonObject{{u"id"_s, 5}}}}),
            (RunAnswer{201, "application/json", R"({"id":5})", {}}));
        QCOMPARE(*answerOf({{u"body"_s, QJsonArray{1, u"a"_s}}}),
            (RunAnswer{200, "application/json", R"([1,"a"])", {}}));
        QCOMPARE(
            *answerOf({{u"body"_s, u"hällo"_s}}), (RunAnswer{200, "text/plain; charset=utf-8", "hällo", {}}));
        QCOMPARE(*answerOf({{u"status"_s, 204}, {u"body"_s, u""_s}}), (RunAnswer{204, {}, {}, {}}));
    }

    void headersAreSet()
    {
        const QJsonObject headers{
            {u"X-Order"_s, 5}, {u"content-TYPE"_s, u"text/csv"_s}, {u"X-None"_s, QJsonValue::Null}};
        QCOMPARE(*answerOf({{u"body"_s, u"a;b"_s}, {u"headers"_s, headers}}),
            (RunAnswer{200, "text/csv", "a;b", {{"X-Order", "5"}}}));
        QCOMPARE(answerOf({}, header(u"X-Name"_s, u"Zoë, \"q\""_s))->headers.first().second,
            QByteArray("Zoë, \"q\""));
    }

    void tellsWhetherSomebodyWaits()
    {
        Sender waiting;
        auto work = workFor(u"respond"_s, {});
        for (const auto &[event, isAwaited] : {std::pair(7, true), std::pair(8, false)}) {
            work.event = event;
            const auto done = delivered(startStep(u"respond"_s, work, {.responder = &waiting}));
            QCOMPARE(done.answer.has_value(), isAwaited);
            QCOMPARE(done.output.toJson(),
                isAwaited ? R"({"status":200,"waiting":true})" : R"({"status":200,"waiting":false})");
        }
        QVERIFY(!delivered(startStep(u"respond"_s, work)).answer); // an engine without hooks
    }

    /// Whatever an event says, it stays within the value that it stands in.
    void hostileValuesAreRefused_data()
    {
        QTest::addColumn<QString>("value");
        QTest::newRow("line break") << u"a\r\nSet-Cookie: x=1"_s;
        QTest::newRow("line feed at the end") << u"a\n"_s;
        QTest::newRow("carriage return") << u"a\rb"_s;
        QTest::newRow("NUL") << u"a"_s + QChar(0) + u'b';
        QTest::newRow("tab") << u"a\tb"_s;
        QTest::newRow("delete") << u"a\x7f"_s;
        QTest::newRow("a body") << u"\r\n\r\n<script>"_s;
        QTest::newRow("long") << QString(9000, u'a');
    }
    void hostileValuesAreRefused()
    {
        QFETCH(QString, value);
        for (const auto &name : {u"X-Name"_s, u"Content-Type"_s}) {
            const auto answer = answerOf({}, header(name, value));
            QVERIFY(!answer);
            QCOMPARE(answer.error().context, u"headers"_s);
            QVERIFY(!answer.error().message.contains(value)); // which may be anything
        }
    }

    void namesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto *name : {"", "X Name", "X:Name", "X\r\nY", "Näme", "Content-Length", "content-length",
                 "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "Trailer", "Date", "Set-Cookie",
                 "SET-COOKIE", "Strict-Transport-Security", "Clear-Site-Data"})
            QTest::addRow("\"%s\"", name) << QString::fromUtf8(name);
    }
    void namesAreRefused()
    {
        QFETCH(QString, name);
        QVERIFY(!answerOf({}, header(name, u"x"_s)));
        // And the editor says so before.
        const auto problems = findActionType(u"respond"_s)
                                  ->checkOf({{u"headers"_s, QJsonObject{{name, u"{{ event.x }}"_s}}}});
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first().field, u"headers"_s);
    }

    void sameNameTwiceIsRefused()
    {
        QVERIFY(!answerOf({{u"headers"_s, QJsonObject{{u"x-a"_s, 1}, {u"X-A"_s, 2}}}}));
        QJsonObject many;
        for (int i = 0; i < 51; ++i)
            many.insert(u"x-%1"_s.arg(i), 1);
        QVERIFY(!answerOf({{u"headers"_s, many}}));
        many.remove(u"x-0"_s);
        QVERIFY(answerOf({{u"headers"_s, many}}));
    }

    void whatHasNoBodyGetsNone()
    {
        for (const int status : {204, 205, 304}) {
            QVERIFY(answerOf({{u"status"_s, status}}));
            const QJsonObject config{{u"status"_s, status}, {u"body"_s, u"x"_s}};
            QCOMPARE(answerOf(config).error().context, u"body"_s);
            QCOMPARE(findActionType(u"respond"_s)->checkOf(config).first().field, u"body"_s);
        }
    }

    void largeBodiesAreRefused()
    {
        QVERIFY(answerOf({{u"body"_s, QString(1024 * 1024, u'a')}}));
        QCOMPARE(answerOf({{u"body"_s, QString(1024 * 1024 + 1, u'a')}}).error().context, u"body"_s);
    }

    void theEditorLooksAtWhatIsWrittenOut()
    {
        const auto &check = findActionType(u"respond"_s)->checkOf;
        QVERIFY(check({{u"headers"_s, QJsonObject{{u"X-A"_s, u"a"_s}, {u"X-B"_s, u"{{ event.b }}"_s}}}})
                    .isEmpty());
        QCOMPARE(check({{u"headers"_s, QJsonObject{{u"X-A"_s, u"a\nb"_s}}}}).size(), 1);
        QVERIFY(check({{u"status"_s, 204}, {u"body"_s, QJsonValue::Null}}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRespondAction)
#include "tst_respondaction.moc"
