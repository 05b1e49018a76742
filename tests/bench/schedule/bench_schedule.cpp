// SPDX-License-Identifier: GPL-3.0-or-later
// What schedules cost: the next occurrence, a firing among 100 to 100,000 schedules, the start and a change
// of a rule with as many, a thousand that are due in one second, and how late one comes.
#include "core/engine/scheduler.h"
#include "core/event/eventtypes.h"
#include "core/store/reader.h"
#include "tests/support/await.h"
#include "tests/support/fixedclock.h"
#include "tests/support/ruletext.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTextStream>
#include <QThread>

#include <algorithm>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

QTextStream out(stdout);

using Rules = std::vector<std::shared_ptr<const CompiledRule>>;

std::shared_ptr<const CompiledRule> ruleOf(int number, const QJsonObject &schedule, int version = 1)
{
    auto rule = ruleFromText(u"schedule"_s, {{u"schedule"_s, {{u"schedule"_s, schedule}}}});
    rule.id = RuleId(u"rule-%1"_s.arg(number));
    return *CompiledRule::compile(rule, version);
}

/// A store with a scheduler on a clock.
struct Bench
{
    explicit Bench(const Clock &clock)
        : store(*Store::open(dir.filePath(u"signalbox.db"_s), clock, random))
        , timers(clock)
        , scheduler(*store, timers)
    {
    }

    void waitFor(Sequence sequence) const
    {
        while (store->lastSequence() < sequence)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    }
    void settle() const
    {
        for (int i = 0; i < 3; ++i) {
            await(store->moveSchedules({}));
            QCoreApplication::processEvents();
        }
    }

    QTemporaryDir dir;
    SeededRandom random{1};
    std::unique_ptr<Store> store;
    Timers timers;
    Scheduler scheduler;
};

void nextOccurrence()
{
    out << "next occurrence, ns" << Qt::endl;
    for (const auto &json : {QJsonObject{{u"cron"_s, u"*/5 * * * *"_s}, {u"zone"_s, u"Europe/Berlin"_s}},
             QJsonObject{{u"cron"_s, u"30 2 * * 1-5"_s}, {u"zone"_s, u"Europe/Berlin"_s}},
             QJsonObject{{u"cron"_s, u"0 0 29 2 MON#5"_s}, {u"zone"_s, u"UTC"_s}},
             QJsonObject{{u"monthly"_s, QJsonObject{{u"on"_s, u"last workday"_s}, {u"at"_s, u"08:00"_s}}},
                 {u"zone"_s, u"America/New_York"_s}},
             QJsonObject{{u"every"_s, u"15m"_s}}, QJsonObject{{u"every"_s, u"3 months"_s}},
             QJsonObject{{u"sun"_s,
                 QJsonObject{{u"at"_s, u"sunset"_s}, {u"latitude"_s, 52.5}, {u"longitude"_s, 13.4}}}}}) {
        const auto schedule = *Schedule::fromJson(json);
        const auto begin = *fromRfc3339(u"2026-01-01T00:00:00Z"_s);
        auto after = begin;
        int count = 0;
        QElapsedTimer timer;
        timer.start();
        for (; count < 100'000 && timer.elapsed() < 500; ++count) {
            const auto next = schedule.next(after);
            after = next && *next < begin + years(10) ? *next : begin;
        }
        out << qSetFieldWidth(9) << timer.nsecsElapsed() / count << qSetFieldWidth(0) << "  "
            << QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)) << Qt::endl;
    }
}

void firings()
{
    out << "schedules      start ms  again ms  a rule changed ms  us a firing, alone  in batches of 100"
        << Qt::endl;
    const auto daily = [](int number) {
        // Each at its own second of the day, so that each firing is one of many that wait.
        const auto time = QTime(0, 0).addSecs(number * 7 % 86'400).toString(u"hh:mm:ss"_s);
        return QJsonObject{{u"daily"_s, QJsonObject{{u"at"_s, time}}}, {u"zone"_s, u"Europe/Berlin"_s}};
    };
    double least = 0;
    for (const int count : {100, 1'000, 10'000, 100'000}) {
        FixedClock clock;
        clock.set(*fromRfc3339(u"2026-11-23T12:00:00Z"_s));
        Bench bench(clock);
        Rules rules;
        for (int i = 0; i < count; ++i)
            rules.push_back(ruleOf(i, daily(i)));
        QElapsedTimer timer;
        timer.start();
        bench.scheduler.follow(rules);
        bench.settle();
        const auto start = timer.restart();
        bench.scheduler.follow(rules);
        bench.settle();
        const auto again = timer.restart();
        rules[size_t(count) / 2] = ruleOf(count / 2, {{u"every"_s, u"1000d"_s}}, 2);
        timer.restart();
        bench.scheduler.follow(rules);
        bench.settle();
        const auto change = timer.restart();

        // One at a time: the clock goes to the next, and it is waited for.
        const auto fireOnce = [&] {
            clock.set(*bench.timers.next());
            const auto before = bench.store->lastSequence();
            bench.timers.check();
            bench.waitFor(before + 1);
            bench.settle();
        };
        for (int i = 0; i < 50; ++i)
            fireOnce();
        std::vector<qint64> alone;
        for (int i = 0; i < 300; ++i) {
            timer.restart();
            fireOnce();
            alone.push_back(timer.nsecsElapsed());
        }
        std::ranges::sort(alone);
        // In batches, where the disk's part is small.
        std::vector<qint64> together;
        for (int batch = 0; batch < 30; ++batch) {
            const auto before = bench.store->lastSequence();
            timer.restart();
            for (int i = 0; i < 100; ++i) {
                clock.set(*bench.timers.next());
                bench.timers.check();
                if (bench.timers.next() && *bench.timers.next() < clock.now())
                    break;
            }
            bench.waitFor(before + 1);
            bench.settle();
            const auto fired = bench.store->lastSequence() - before;
            if (fired > 0)
                together.push_back(timer.nsecsElapsed() / fired);
        }
        std::ranges::sort(together);
        const auto perFiring = double(together[together.size() / 2]) / 1000;
        if (least == 0)
            least = perFiring;
        out << qSetFieldWidth(9) << count << qSetFieldWidth(14) << start << qSetFieldWidth(10) << again
            << qSetFieldWidth(19) << change << qSetFieldWidth(20) << alone[alone.size() / 2] / 1000
            << qSetFieldWidth(12) << perFiring << qSetFieldWidth(0) << "  x" << perFiring / least << Qt::endl;
    }
}

void thousandInOneSecond()
{
    FixedClock clock;
    clock.set(*fromRfc3339(u"2026-11-23T12:00:00Z"_s));
    Bench bench(clock);
    Rules rules;
    for (int i = 0; i < 1000; ++i)
        rules.push_back(ruleOf(i, {{u"cron"_s, u"0 * * * *"_s}, {u"zone"_s, u"UTC"_s}}));
    bench.scheduler.follow(rules);
    bench.settle();
    clock.move(1h);
    QElapsedTimer timer;
    timer.start();
    bench.timers.check();
    bench.waitFor(1000);
    out << "1,000 due at once: all on disk after " << timer.elapsed() << " ms" << Qt::endl;
}

/// By the computer's own clock: from the time that is meant to the time at which its event is received.
void lateness()
{
    const SystemClock clock;
    Bench bench(clock);
    Rules rules;
    for (int i = 0; i < 20; ++i) // each second at 20 different moments
        rules.push_back(ruleOf(
            i, {{u"every"_s, u"1s"_s}, {u"anchor"_s, toRfc3339(floor<seconds>(clock.now()) + i * 50ms)}}));
    bench.scheduler.follow(rules);
    bench.waitFor(400);
    const auto reader = *Reader::open(bench.store->file());
    const auto fired = *reader->events({eventtype::scheduleDue, {}, {}, {}, {}}, 0, Page::Newer, 10'000);
    std::vector<qint64> late;
    for (const auto &event : fired)
        late.push_back((event.received - event.time).count());
    std::ranges::sort(late);
    out << "late by, ms: median " << double(late[late.size() / 2]) / 1000 << ", p99 "
        << double(late[late.size() * 99 / 100]) / 1000 << ", worst " << double(late.back()) / 1000 << " of "
        << late.size() << Qt::endl;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    nextOccurrence();
    firings();
    thousandInOneSecond();
    lateness();
}
