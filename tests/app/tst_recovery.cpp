// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/receiver.h"
#include "tests/support/sender.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>
#include <QThread>

#include <random>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

QByteArray ruleFile(const QByteArray &id, const QByteArray &steps, const QByteArray &links)
{
    return R"({"format":"signalbox/rule","formatVersion":1,"id":")" + id + R"(","steps":)" + steps
        + R"(,"links":)" + links + '}';
}

/// hook > tell > note: asks the receiver, and then says so inside.
QByteArray tellingRule(const QByteArray &id, const Receiver &receiver, const QByteArray &more)
{
    return ruleFile(id,
        R"([{"id":"hook","type":"webhook","config":{"path":")" + id
            + R"("}},{"id":"tell","type":"http","config":{"method":"POST","url":")"
            + receiver.url(u'/' + QString::fromUtf8(id)).toUtf8() + R"(","body":{"n":"{{ event.data.n }}"})"
            + more + R"(}},{"id":"note","type":"emit","config":{"type":"told.)" + id
            + R"(","data":{"n":"{{ event.data.n }}"}}}])",
        R"([{"from":"hook","to":"tell"},{"from":"tell","to":"note"}])");
}

QList<QJsonObject> all(Program &program, const QStringList &command)
{
    return program.run(command + QStringList{u"--limit"_s, u"10000"_s}).lines();
}

int countRuns(Program &program, const QString &rule, const QString &state)
{
    return int(all(program, {u"run"_s, u"list"_s, u"--rule"_s, rule, u"--state"_s, state}).size());
}

/// How often each number is in the data of these events.
QHash<int, int> numbers(Program &program, const QString &type)
{
    QHash<int, int> found;
    for (const auto &event : all(program, {u"event"_s, u"list"_s, u"--type"_s, type}))
        ++found[event.value(u"data"_s).toObject().value(u"n"_s).toInt()];
    return found;
}

int setting(const char *name, int fallback)
{
    const int value = qEnvironmentVariableIntValue(name);
    return value > 0 ? value : fallback;
}

} // namespace

/// The program, killed at any moment and started again: what it has said yes to happens, and what it does
/// inside happens once. SIGNALBOX_KILLS: how often it is killed under load (8 unless told); SIGNALBOX_SEED:
/// at which moments.
class TestRecovery : public QObject
{
    Q_OBJECT

private slots:
    void killedUnderLoad()
    {
        const int kills = setting("SIGNALBOX_KILLS", 8);
        const auto seed = quint32(setting("SIGNALBOX_SEED", int(std::random_device()() >> 1)));
        qInfo("%d kills, seed %u", kills, seed);

        Receiver receiver; // answers from this thread, while another one sends and kills
        Program program;
        for (const auto &[id, more] :
            {std::pair("load", ""), std::pair("ask", R"(,"ifInterrupted":"ask")")}) {
            const auto file = program.write(u"r.json"_s, tellingRule(id, receiver, more));
            QCOMPARE(program.run({u"rule"_s, u"import"_s, file, u"--enable"_s}).exit, 0);
        }

        constexpr int loadEach = 12, askEach = 3;
        const std::unique_ptr<QThread> killer(QThread::create([&] {
            std::mt19937 random(seed);
            Sender load(program, u"/hook/load"_s), ask(program, u"/hook/ask"_s);
            for (int kill = 0; kill < kills; ++kill) {
                for (int i = 0; i < loadEach; ++i)
                    load.open += kill * loadEach + i;
                for (int i = 0; i < askEach; ++i)
                    ask.open += kill * askEach + i;
                program.serve();
                ask.send(int(random() % (askEach + 1)));
                load.send(int(random() % (loadEach + 1)));
                program.kill();
            }
            program.serve();
            load.sendAll();
            ask.sendAll();
            program.kill(); // a process belongs to the thread that started it
        }));
        killer->start();
        QTRY_VERIFY_WITH_TIMEOUT(killer->isFinished(), 3'600'000);
        program.serve();
        const int loads = kills * loadEach, asks = kills * askEach;
        QTRY_COMPARE_WITH_TIMEOUT(countRuns(program, u"load"_s, u"succeeded"_s), loads, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(
            countRuns(program, u"ask"_s, u"succeeded"_s) + countRuns(program, u"ask"_s, u"in-doubt"_s), asks,
            60'000);

        // Each event is there once, and had one run, which did inside what it does once.
        QCOMPARE(all(program, {u"run"_s, u"list"_s, u"--rule"_s, u"load"_s}).size(), loads);
        QCOMPARE(all(program, {u"run"_s, u"list"_s, u"--rule"_s, u"ask"_s}).size(), asks);
        const auto told = numbers(program, u"told.load"_s);
        QCOMPARE(told.size(), loads);
        for (int n = 0; n < loads; ++n)
            QCOMPARE(told.value(n), 1);
        // Outside at least once, always under the same key; where a person is to be asked, never twice.
        QMap<std::pair<QByteArray, int>, QByteArray> keys;
        QMap<int, int> asked;
        for (const auto &request : std::as_const(receiver.requests)) {
            const int n = parseJsonObject(request.body).value_or(QJsonObject()).value(u"n"_s).toInt(-1);
            const auto key = request.header("idempotency-key");
            QVERIFY(!key.isEmpty());
            const auto known = keys.constFind({request.target, n});
            if (known != keys.cend())
                QCOMPARE(key, *known);
            keys.insert({request.target, n}, key);
            if (request.target == "/ask")
                QCOMPARE(++asked[n], 1);
        }
        for (int n = 0; n < loads; ++n)
            QVERIFY(keys.contains({"/load", n}));
        const auto values = keys.values();
        QCOMPARE(QSet<QByteArray>(values.cbegin(), values.cend()).size(), keys.size());
        // Nobody is blamed for the kills.
        for (const auto &rule : program.run({u"rule"_s, u"list"_s}).lines())
            QCOMPARE(rule.value(u"enabled"_s).toBool(), true);
        QCOMPARE(countRuns(program, u"load"_s, u"in-doubt"_s), 0);
        QCOMPARE(program.run({u"engine"_s, u"status"_s}).line().value(u"trouble"_s), QJsonValue());
        qInfo("%d events, %d requests, %d of %d in doubt where asked for", loads + asks,
            int(receiver.requests.size()), countRuns(program, u"ask"_s, u"in-doubt"_s), asks);
        QCOMPARE(program.terminate(), 0);
        QCOMPARE(program.run({u"doctor"_s}).exit, 0);
    }

    void waitsOutliveAKill()
    {
        constexpr int count = 1000;
        Program program;
        const auto file = program.write(u"r.json"_s,
            ruleFile("later",
                R"([{"id":"go","type":"webhook","config":{"path":"later"}},
                    {"id":"pause","type":"wait","config":{"mode":"until","until":"{{ event.data.at }}"}},
                    {"id":"note","type":"emit","config":{"type":"fired",
                        "data":{"n":"{{ event.data.n }}","at":"{{ event.data.at }}"}}}])",
                R"([{"from":"go","to":"pause"},{"from":"pause","to":"note"}])"));
        QCOMPARE(program.run({u"rule"_s, u"import"_s, file, u"--enable"_s}).exit, 0);
        program.serve();
        // A third of them are due while it is down, others after it is back.
        const auto first = QDateTime::currentDateTimeUtc().addSecs(4);
        QJsonArray batch;
        for (int n = 0; n < count; ++n) {
            batch += QJsonObject{{u"specversion"_s, u"1.0"_s}, {u"id"_s, QString::number(n)},
                {u"source"_s, u"/test"_s}, {u"type"_s, u"later"_s},
                {u"data"_s,
                    QJsonObject{{u"n"_s, n}, {u"at"_s, first.addMSecs(n * 3).toString(Qt::ISODateWithMs)}}}};
        }
        QCOMPARE(program
                     .request("POST", u"/hook/later"_s, toCompactJson(batch),
                         "Content-Type: application/cloudevents-batch+json\r\n")
                     .status,
            202);
        QTRY_COMPARE_WITH_TIMEOUT(countRuns(program, u"later"_s, u"waiting"_s), count, 60'000);
        program.kill();
        QTRY_VERIFY_WITH_TIMEOUT(QDateTime::currentDateTimeUtc() > first.addSecs(1), 30'000);
        program.serve();
        const auto back = QDateTime::currentDateTimeUtc();
        QTRY_COMPARE_WITH_TIMEOUT(countRuns(program, u"later"_s, u"succeeded"_s), count, 60'000);

        QHash<int, int> fired;
        qint64 latest = 0;
        for (const auto &event : all(program, {u"event"_s, u"list"_s, u"--type"_s, u"fired"_s})) {
            const auto data = event.value(u"data"_s).toObject();
            ++fired[data.value(u"n"_s).toInt()];
            const auto due = QDateTime::fromString(data.value(u"at"_s).toString(), Qt::ISODateWithMs);
            const auto at = QDateTime::fromString(event.value(u"time"_s).toString(), Qt::ISODateWithMs);
            QVERIFY(at >= due);
            latest = std::max(latest, std::max(due, back).msecsTo(at));
        }
        QCOMPARE(fired.size(), count);
        for (int n = 0; n < count; ++n)
            QCOMPARE(fired.value(n), 1);
        qInfo("at most %lld ms after its time, or after the start", latest);
    }
};

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
