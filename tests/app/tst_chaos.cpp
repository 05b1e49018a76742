// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/receiver.h"
#include "tests/support/sender.h"

#include <QDir>
#include <QTest>
#include <QThread>

#include <atomic>
#include <random>
#include <unistd.h>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// A small disk of memory for the data folder, that can be filled. Where there is none (no Linux, or nobody
/// may mount), the folder lies where it always does and nothing is filled.
class SmallDisk
{
public:
    explicit SmallDisk(QString folder)
        : m_folder(std::move(folder))
    {
        QDir().mkpath(m_folder);
        m_isThere = qEnvironmentVariableIsSet("SIGNALBOX_CHAOS_INSIDE")
            && QProcess::execute(
                   u"mount"_s, {u"-t"_s, u"tmpfs"_s, u"-o"_s, u"size=96m"_s, u"none"_s, m_folder})
                == 0;
    }
    bool isThere() const { return m_isThere; }
    void fill() const
    {
        QFile file(m_folder + u"/filler"_s);
        if (!m_isThere || !file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return;
        for (const auto size : {1 << 20, 1 << 12}) {
            const QByteArray block(size, 'x');
            while (file.write(block) == size) { }
        }
    }
    void empty() const { QFile::remove(m_folder + u"/filler"_s); }

private:
    const QString m_folder;
    bool m_isThere = false;
};

QByteArray ruleFile(const QByteArray &id, const QByteArray &steps, const QByteArray &links)
{
    return R"({"format":"signalbox/rule","formatVersion":1,"id":")" + id + R"(","steps":)" + steps
        + R"(,"links":)" + links + '}';
}

QByteArray tellingRule(const QByteArray &id, const Receiver &receiver, const QByteArray &more)
{
    return ruleFile(id,
        R"([{"id":"hook","type":"webhook","config":{"path":"in"}},{"id":"tell","type":"http","config":{
            "method":"POST","url":")"
            + receiver.url(u'/' + QString::fromUtf8(id)).toUtf8() + R"(","body":{"n":"{{ event.data.n }}"})"
            + more + R"(}},{"id":"pause","type":"wait","config":{"for":"1s"}},
            {"id":"note","type":"emit","config":{"type":"told.)"
            + id + R"(","data":{"n":"{{ event.data.n }}"}}}])",
        R"([{"from":"hook","to":"tell"},{"from":"tell","to":"pause"},{"from":"pause","to":"note"}])");
}

/// All pages of a list.
QList<QJsonObject> all(Program &program, const QStringList &command, const QString &pagedBy)
{
    QList<QJsonObject> lines;
    while (true) {
        auto page = command + QStringList{u"--limit"_s, u"5000"_s};
        if (!lines.isEmpty())
            page += {u"--after"_s, lines.last().value(pagedBy).toString()};
        const auto more = program.run(page).lines();
        if (more.isEmpty())
            return lines;
        lines += more;
    }
}

int setting(const char *name, int fallback)
{
    const int value = qEnvironmentVariableIntValue(name);
    return value > 0 ? value : fallback;
}

} // namespace

/// The program under everything at once: kills, clean ends, clock steps while it is away, a full disk.
/// SIGNALBOX_CHAOS_SECONDS: how long (10 unless told); SIGNALBOX_SEED: what happens.
class TestChaos : public QObject
{
    Q_OBJECT

private slots:
    void keepsThePromises()
    {
        const auto seed = quint32(setting("SIGNALBOX_SEED", int(std::random_device()() >> 1)));
        const int seconds = setting("SIGNALBOX_CHAOS_SECONDS", 10);
        Receiver receiver; // answers from this thread
        Program program;
        const SmallDisk disk(program.dataDir());
        qInfo("seed %u, %d seconds%s", seed, seconds, disk.isThere() ? "" : ", no disk to fill");
        for (const auto &file :
            {tellingRule("load", receiver, ""), tellingRule("ask", receiver, R"(,"ifInterrupted":"ask")"),
                ruleFile("tick",
                    R"([{"id":"tick","type":"schedule","config":{"schedule":"* * * * * *","missed":"all"}}])",
                    "[]")}) {
            const auto name = program.write(u"r.json"_s, file);
            QCOMPARE(program.run({u"rule"_s, u"import"_s, name, u"--enable"_s}).exit, 0);
        }

        Sender sender(program, u"/hook/in"_s);
        int kills = 0, ends = 0, fullDisks = 0, clockSteps = 0;
        const std::unique_ptr<QThread> driver(QThread::create([&] {
            std::mt19937 random(seed);
            const auto below = [&](int limit) { return int(random() % unsigned(limit)); };
            QElapsedTimer timer;
            timer.start();
            int next = 0, offset = 0;
            while (timer.elapsed() < seconds * 1000) {
                if (below(3) == 0) {
                    offset += below(120) - 60;
                    ++clockSteps;
                }
                program.environment = {{u"SIGNALBOX_CLOCK_OFFSET"_s, QString::number(offset)}};
                program.serve();
                for (int turns = 1 + below(4); turns > 0; --turns) {
                    for (int i = below(20); i > 0; --i)
                        sender.open += next++;
                    const bool isFull = below(5) == 0;
                    if (isFull) {
                        disk.fill();
                        fullDisks += disk.isThere() ? 1 : 0;
                    }
                    sender.send(below(int(sender.open.size()) + 1));
                    if (isFull && below(2) == 0) { // else it dies with the disk full
                        disk.empty();
                        sender.send(below(int(sender.open.size()) + 1));
                    }
                }
                if (below(4) == 0) {
                    disk.empty();
                    program.terminateHere();
                    ++ends;
                } else {
                    program.kill();
                    ++kills;
                }
                disk.empty();
            }
            // Everything that waits is due by then.
            program.environment = {{u"SIGNALBOX_CLOCK_OFFSET"_s, u"7200"_s}};
            program.serve();
            sender.sendAll();
            program.kill(); // a process belongs to the thread that started it
        }));
        driver->start();
        QTRY_VERIFY_WITH_TIMEOUT(driver->isFinished(), seconds * 1000 + 90'000);
        program.environment = {{u"SIGNALBOX_CLOCK_OFFSET"_s, u"7300"_s}};
        program.serve();
        // Nothing may be added between the lists that are compared.
        QCOMPARE(
            program.run({u"schedule"_s, u"pause"_s, u"tick"_s, u"--until"_s, u"2100-01-01T00:00:00Z"_s}).exit,
            0);
        const auto unfinished = [&] {
            int count = 0;
            for (const auto *state : {"queued", "running", "waiting"})
                count += int(program.run({u"run"_s, u"list"_s, u"--state"_s, QString::fromLatin1(state)})
                                 .lines()
                                 .size());
            return count;
        };
        QTRY_COMPARE_WITH_TIMEOUT(unfinished(), 0, 60'000);

        // What was answered is there, once.
        QHash<QString, QHash<int, int>> told;
        QSet<QString> due;
        for (const auto &event : all(program, {u"event"_s, u"list"_s}, u"sequence"_s)) {
            const auto type = event.value(u"type"_s).toString();
            const auto data = event.value(u"data"_s).toObject();
            if (data.contains(u"n"_s))
                ++told[type][data.value(u"n"_s).toInt()];
            if (type == u"signalbox.schedule.due") {
                const auto time = data.value(u"due"_s).toString();
                QVERIFY2(!due.contains(time), qPrintable(time));
                due += time;
            }
        }
        for (const int n : std::as_const(sender.answered))
            QCOMPARE(told[u"signalbox.webhook.received"_s].value(n), 1);
        // Each run has ended well, but where a person is to be asked.
        QHash<QString, int> states;
        for (const auto &run : all(program, {u"run"_s, u"list"_s}, u"id"_s))
            ++states[run.value(u"rule"_s).toString() + u' ' + run.value(u"state"_s).toString()];
        const int count = int(sender.answered.size());
        QCOMPARE(states.take(u"load succeeded"_s), count);
        const int asked = states.take(u"ask in-doubt"_s);
        QCOMPARE(states.take(u"ask succeeded"_s) + asked, count);
        QCOMPARE(states.take(u"tick succeeded"_s), int(due.size()));
        QVERIFY2(states.isEmpty(), qPrintable(states.keys().join(u", "_s)));
        // Inside once; outside at least once under one key, and once where a repetition would harm.
        for (const int n : std::as_const(sender.answered))
            QCOMPARE(told[u"told.load"_s].value(n), 1);
        QCOMPARE(told[u"told.ask"_s].size(), count - asked);
        QMap<std::pair<QByteArray, int>, QByteArrayList> keys;
        for (const auto &request : std::as_const(receiver.requests)) {
            const int n = parseJsonObject(request.body).value_or(QJsonObject()).value(u"n"_s).toInt(-1);
            keys[{request.target, n}] += request.header("idempotency-key");
        }
        for (const int n : std::as_const(sender.answered)) {
            const auto load = keys.value({"/load", n});
            QVERIFY(!load.isEmpty());
            QCOMPARE(load.count(load.first()), load.size());
            QVERIFY(keys.value({"/ask", n}).size() <= 1);
        }
        for (const auto &rule : program.run({u"rule"_s, u"list"_s}).lines())
            QCOMPARE(rule.value(u"enabled"_s).toBool(), true);
        QCOMPARE(program.terminate(), 0);
        const auto doctor = program.run({u"doctor"_s});
        QVERIFY2(doctor.exit == 0, doctor.out.constData());
        qInfo("%d kills, %d clean ends, %d clock steps, %d full disks; %d events, %d requests, %d in doubt",
            kills, ends, clockSteps, fullDisks, count, int(receiver.requests.size()), asked);
    }
};

/// In a mount namespace of its own where that can be had, so that its disk goes when it goes.
int main(int argc, char **argv)
{
#ifdef Q_OS_LINUX
    if (!qEnvironmentVariableIsSet("SIGNALBOX_CHAOS_INSIDE")
        && QProcess::execute(u"unshare"_s, {u"-rm"_s, u"true"_s}) == 0) {
        ::setenv("SIGNALBOX_CHAOS_INSIDE", "1", 1);
        std::vector<const char *> words{"unshare", "-rm"};
        words.insert(words.end(), argv, argv + argc);
        words.push_back(nullptr);
        ::execvp("unshare", const_cast<char **>(words.data()));
        ::unsetenv("SIGNALBOX_CHAOS_INSIDE");
    }
#endif
    QCoreApplication application(argc, argv);
    TestChaos test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_chaos.moc"
