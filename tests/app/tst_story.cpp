// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"
#include "tests/support/receiver.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// A push to GitHub as it is delivered; `branch` in place of main.
QByteArray push(const QByteArray &branch = "main")
{
    QFile file(QStringLiteral(TEST_DATA "/push.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no push.json");
    return file.readAll().replace("\"ref\":\"refs/heads/main\"", "\"ref\":\"refs/heads/" + branch + '"');
}

QByteArray delivery(int number)
{
    return "User-Agent: GitHub-Hookshot/0000000\r\nX-GitHub-Event: push\r\nX-GitHub-Delivery: "
           "7d2fa1f0-0000-11f1-"
           "8000-"
        + QByteArray::number(number).rightJustified(12, '0') + "\r\n";
}

/// webhook > if > http, if:false > log.
QByteArray rule(const QString &url)
{
    const auto step = [](const QString &id, const QString &type, const QJsonObject &config) {
        return QJsonObject{{u"id"_s, id}, {u"type"_s, type}, {u"name"_s, id}, {u"config"_s, config}};
    };
    const QJsonObject body{{u"repository"_s, u"{{ event.data.repository.full_name }}"_s},
        {u"commits"_s, u"{{ size(event.data.commits) }}"_s},
        {u"event"_s, u"{{ request.headers['x-github-event'] }}"_s},
        {u"first"_s, u"{{ event.data.commits[0].author.name }}: {{ event.data.commits[0].message }}"_s}};
    return toCompactJson(QJsonObject{{u"format"_s, u"signalbox/rule"_s}, {u"formatVersion"_s, 1},
        {u"id"_s, u"deploy"_s}, {u"name"_s, u"Deploy"_s},
        {u"steps"_s,
            QJsonArray{step(u"hook"_s, u"webhook"_s, {{u"path"_s, u"github"_s}}),
                step(u"main"_s, u"if"_s, {{u"condition"_s, u"event.data.ref == 'refs/heads/main'"_s}}),
                step(u"post"_s, u"http"_s, {{u"url"_s, url}, {u"body"_s, body}}),
                step(u"note"_s, u"log"_s, {{u"message"_s, u"Not main: {{ event.data.ref }}"_s}})}},
        {u"links"_s,
            QJsonArray{QJsonObject{{u"from"_s, u"hook"_s}, {u"to"_s, u"main"_s}},
                QJsonObject{{u"from"_s, u"main"_s}, {u"port"_s, u"true"_s}, {u"to"_s, u"post"_s}},
                QJsonObject{{u"from"_s, u"main"_s}, {u"port"_s, u"false"_s}, {u"to"_s, u"note"_s}}}}});
}

QStringList stepStates(const QJsonObject &run)
{
    QStringList states;
    for (const auto &step : run.value(u"steps"_s).toArray())
        states += step.toObject().value(u"id"_s).toString() + u' '
            + step.toObject().value(u"state"_s).toString();
    return states;
}

} // namespace

/// The main job from end to end, with the real program: a webhook comes in, a rule acts on it, and the
/// command line tells the story; the same across `kill -9`.
class TestStory : public QObject
{
    Q_OBJECT

private slots:
    void anEventComesInAndARuleActsOnIt()
    {
        Receiver receiver;
        Program program;
        program.serve();
        QCOMPARE(program.ready.value(u"ready"_s), QJsonValue(true));
        QVERIFY(program.hooks.startsWith(u"http://127.0.0.1:"_s));
        QCOMPARE(program.ready.value(u"pid"_s).toInteger(), program.process()->processId());
        QVERIFY(program.ready.contains(u"stream"_s));

        const auto file = program.write(u"deploy.json"_s, rule(receiver.url(u"/deploy"_s)));
        const auto imported = program.run({u"rule"_s, u"import"_s, file, u"--enable"_s});
        QCOMPARE(imported.exit, 0);
        QCOMPARE(imported.line(),
            QJsonObject(
                {{u"id"_s, u"deploy"_s}, {u"name"_s, u"Deploy"_s}, {u"version"_s, 1}, {u"enabled"_s, true}}));

        const auto main = program.post(u"/hook/github"_s, push(), delivery(1));
        const auto side = program.post(u"/hook/github"_s, push("side"), delivery(2));
        const auto again = program.post(u"/hook/github"_s, push(), delivery(1));
        QCOMPARE(main.status, 202);
        QCOMPARE(side.status, 202);
        QCOMPARE(again.status, 202);
        QCOMPARE(again.json(), main.json()); // a repetition is answered like the first
        QVERIFY(side.json().value(u"sequence"_s).toInteger() > main.json().value(u"sequence"_s).toInteger());

        // The right branch, and what it sent.
        QTRY_COMPARE(receiver.requests.size(), 1);
        const auto &request = receiver.requests.first();
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.target, QByteArray("/deploy"));
        QCOMPARE(*parseJsonObject(request.body),
            QJsonObject({{u"repository"_s, u"lighthouse-keeper/fog-horn"_s}, {u"commits"_s, 2},
                {u"event"_s, u"push"_s},
                {u"first"_s,
                    u"Ada Keeper: Sound twice in thick fog\n\nOnce was taken for a cow. \"Moo\" \\o/"_s}}));
        QVERIFY(!request.header("idempotency-key").isEmpty());

        // The story: events …
        const auto events = program.run({u"event"_s, u"list"_s, u"--type"_s, u"signalbox.webhook.*"_s});
        QCOMPARE(events.exit, 0);
        QCOMPARE(events.lines().size(), 2);
        const auto event = events.lines().first();
        QCOMPARE(event.value(u"specversion"_s).toString(), u"1.0"_s);
        QCOMPARE(event.value(u"id"_s), main.json().value(u"id"_s));
        const auto sequence = event.value(u"sequence"_s).toString();
        QCOMPARE(sequence.size(), 20);
        QCOMPARE(sequence.toLongLong(), main.json().value(u"sequence"_s).toInteger());
        QVERIFY(events.out.contains("\"data\":" + push())); // as it came: key order, numbers and all
        // … runs …
        QTRY_COMPARE(program.run({u"run"_s, u"list"_s, u"--state"_s, u"succeeded"_s}).lines().size(), 2);
        const auto runs = program.run({u"run"_s, u"list"_s, u"--rule"_s, u"deploy"_s}).lines();
        QCOMPARE(runs.size(), 2);
        QVERIFY(!runs.first().contains(u"steps"_s));
        QCOMPARE(runs.first().value(u"event"_s).toObject().value(u"id"_s), main.json().value(u"id"_s));
        QCOMPARE(runs.last().value(u"event"_s).toObject().value(u"id"_s), side.json().value(u"id"_s));
        // … and one run with its steps.
        const auto shown = program.run({u"run"_s, u"show"_s, runs.first().value(u"id"_s).toString()});
        QCOMPARE(shown.exit, 0);
        QCOMPARE(shown.out.count('\n'), 1);
        const auto run = shown.line();
        QCOMPARE(run.value(u"rule"_s).toString(), u"deploy"_s);
        QCOMPARE(run.value(u"ruleVersion"_s).toInt(), 1);
        QCOMPARE(run.value(u"state"_s).toString(), u"succeeded"_s);
        QVERIFY(run.value(u"error"_s).isNull());
        QCOMPARE(stepStates(run),
            QStringList({u"hook succeeded"_s, u"main succeeded"_s, u"post succeeded"_s, u"note skipped"_s}));
        const auto post = run.value(u"steps"_s).toArray().at(2).toObject();
        QCOMPARE(post.value(u"type"_s).toString(), u"http"_s);
        QCOMPARE(post.value(u"attempts"_s).toInt(), 1);
        QCOMPARE(
            post.value(u"input"_s).toObject().value(u"body"_s).toObject().value(u"commits"_s).toInt(), 2);
        QCOMPARE(post.value(u"output"_s).toObject().value(u"status"_s).toInt(), 200);
        const auto other = program.run({u"run"_s, u"show"_s, runs.last().value(u"id"_s).toString()}).line();
        QCOMPARE(stepStates(other),
            QStringList({u"hook succeeded"_s, u"main succeeded"_s, u"post skipped"_s, u"note succeeded"_s}));
        const auto logged = program.run({u"event"_s, u"list"_s, u"--type"_s, u"signalbox.log"_s}).lines();
        QCOMPARE(logged.size(), 1);
        QCOMPARE(logged.first().value(u"data"_s).toObject().value(u"message"_s).toString(),
            u"Not main: refs/heads/side"_s);
        QCOMPARE(program.terminate(), 0);
    }

    /// Killed in the middle of things, several times: what was accepted is there, everything ends, and each
    /// run's request went out under one key.
    void aKillLosesNothing()
    {
        Receiver receiver;
        Program program;
        program.serve();
        const auto file = program.write(u"deploy.json"_s, rule(receiver.url()));
        QCOMPARE(program.run({u"rule"_s, u"import"_s, file, u"--enable"_s}).exit, 0);

        QSet<QString> accepted;
        int number = 0;
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 12; ++i) {
                ++number;
                const auto answer
                    = program.post(u"/hook/github"_s, push(number % 3 ? "main" : "side"), delivery(number));
                QCOMPARE(answer.status, 202);
                accepted += answer.json().value(u"id"_s).toString();
                if (i % 4 == 3)
                    QCoreApplication::processEvents(); // some requests of this round are answered, some are
                                                       // not
            }
            program.kill();
            program.serve();
        }
        // A sender that heard nothing sends again; here all of them do.
        for (int i = 1; i <= number; ++i)
            QCOMPARE(program.post(u"/hook/github"_s, push(i % 3 ? "main" : "side"), delivery(i)).status, 202);

        QSet<QString> stored;
        for (const auto &event :
            program.run({u"event"_s, u"list"_s, u"--type"_s, u"signalbox.webhook.*"_s}).lines())
            stored += event.value(u"id"_s).toString();
        QCOMPARE(stored, accepted);
        QCOMPARE(accepted.size(), number);

        const auto unfinished = [&] {
            int count = 0;
            for (const auto &run : program.run({u"run"_s, u"list"_s}).lines())
                count += run.value(u"state"_s).toString() != u"succeeded";
            return count;
        };
        QTRY_COMPARE_WITH_TIMEOUT(unfinished(), 0, 60'000);
        const auto runs = program.run({u"run"_s, u"list"_s}).lines();
        QCOMPARE(runs.size(), number); // each event once
        QSet<QString> events;
        int posts = 0;
        for (const auto &run : runs) {
            events += run.value(u"event"_s).toObject().value(u"id"_s).toString();
            posts += stepStates(program.run({u"run"_s, u"show"_s, run.value(u"id"_s).toString()}).line())
                         .contains(u"post succeeded"_s);
        }
        QCOMPARE(events, accepted);
        QCOMPARE(posts, number - number / 3);
        QSet<QByteArray> keys;
        for (const auto &request : std::as_const(receiver.requests))
            keys += request.header("idempotency-key");
        QCOMPARE(keys.size(), posts);
        QVERIFY(receiver.requests.size() >= posts);
        QCOMPARE(program.terminate(), 0);
    }
};

QTEST_GUILESS_MAIN(TestStory)
#include "tst_story.moc"
