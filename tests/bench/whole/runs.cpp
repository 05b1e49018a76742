// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/datafolder.h"
#include "core/store/reader.h"
#include "tests/bench/whole/bench.h"
#include "tests/bench/whole/idle.h"
#include "tests/bench/whole/load.h"
#include "tests/support/program.h"

#include <QThread>
#include <QUrl>

namespace signalbox::bench {

namespace {

using namespace Qt::StringLiterals;

// 129.5 in each order: the branch that emits.
constexpr auto rule = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "r", "name": "r", "steps": [
 {"id": "start", "type": "%1", "config": %2},
 {"id": "large", "type": "if", "config": {"condition": "event.data.amount > 100"}},
 {"id": "tell", "type": "emit", "config": {"type": "com.example.large", "data": {"amount": "{{ event.data.amount }}"}}}],
 "links": [{"from": "start", "to": "large"}, {"from": "large", "port": "true", "to": "tell"}]})";

QString storeFile(const Program &program)
{
    return DataFolder::open(program.dataDir()).value().storeFile();
}

void import(Program &program, const QString &trigger, const QString &config)
{
    const auto file
        = program.write(u"r.rule.json"_s, QString::fromLatin1(rule).arg(trigger, config).toUtf8());
    if (const auto answer = program.run({u"rule"_s, u"import"_s, file, u"--enable"_s}); answer.exit != 0)
        qFatal("%s", answer.err.constData());
}

/// How many runs have ended.
qint64 finished(Reader &reader)
{
    const auto counts = reader.runCounts(RuleId(u"r"_s), SystemClock().now());
    if (!counts)
        qFatal("%s", qPrintable(counts.error().message));
    if (const int failed = counts->byState.value(State::Failed); failed > 0)
        qFatal("%d runs have failed", failed);
    return counts->byState.value(State::Succeeded);
}

void waitFor(Reader &reader, qint64 runs)
{
    constexpr int patience = 120'000; // ms without a run that ends
    QElapsedTimer timer;
    timer.start();
    qint64 before = 0;
    for (qint64 now = finished(reader); now < runs; now = finished(reader)) {
        if (now > before)
            timer.start();
        else if (timer.elapsed() > patience)
            qFatal("%lld of %lld runs have ended", now, runs);
        before = now;
        QThread::msleep(5);
    }
}

/// What stands in the log when the engine starts, as after a crash under load.
void fromLog()
{
    constexpr int events = 100'000;
    Program program;
    program.serve();
    import(program, u"event"_s, uR"({"type": "com.example.order"})"_s);
    program.terminate();
    {
        const SystemClock clock;
        SystemRandom random;
        const auto store = Store::open(storeFile(program), clock, random).value();
        for (int written = 0; written < events; written += 1000) {
            QList<Event> batch;
            for (int i = 0; i < 1000; ++i) {
                Event event;
                event.type = u"com.example.order"_s;
                event.source = u"/shop"_s;
                event.data = orderOf1Kb();
                batch += event;
            }
            if (const auto answer = store->append(batch).result(); !answer)
                qFatal("%s", qPrintable(answer.error().message));
        }
    }
    program.serve();
    const auto reader = Reader::open(storeFile(program)).value();
    waitFor(*reader, events / 20); // it is running
    QElapsedTimer timer;
    timer.start();
    const auto before = finished(*reader);
    waitFor(*reader, events);
    out() << "  event > if > emit, from the log: "
          << qint64(double(events - before) * 1000 / double(timer.elapsed())) << " runs finished/s"
          << Qt::endl;
    program.terminate();
}

/// Requests and runs together, in five rounds; what the process holds after each.
void fromRequests(qint64 runs)
{
    constexpr int rounds = 5;
    const auto requests = int(runs / rounds);
    Program program;
    program.serve();
    import(program, u"webhook"_s, uR"({"path": "order"})"_s);
    const auto reader = Reader::open(storeFile(program)).value();
    for (int round = 1; round <= rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        const auto loaded = load({.port = quint16(QUrl(program.hooks).port()),
            .path = "/hook/order",
            .body = orderOf1Kb(),
            .connections = 64,
            .requests = requests});
        if (loaded.refused > 0)
            qFatal("%lld requests were refused", loaded.refused);
        waitFor(*reader, qint64(round) * requests);
        out() << "  webhook > if > emit, requests to finished runs: "
              << qint64(double(requests) * 1000 / double(timer.elapsed())) << "/s (requests "
              << qint64(loaded.perSecond) << "/s, p99 " << loaded.p99 << " ms); after "
              << qint64(round) * requests << " runs "
              << double(memoryOf(program.process()->processId()).proportional) / 1024 << " MiB" << Qt::endl;
    }
    program.terminate();
}

} // namespace

void runs(qint64 count)
{
    fromLog();
    fromRequests(count);
}

} // namespace signalbox::bench
