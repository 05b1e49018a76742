// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/scheduler.h"
#include "core/event/eventtypes.h"
#include "tests/core/store/faultydisk.h"
#include "tests/support/await.h"
#include "tests/support/fixedclock.h"
#include "tests/support/ruletext.h"

#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

/// A computer's clock: time passes, and somebody may set it.
class SetClock : public FixedClock
{
public:
    SetClock() { set(*fromRfc3339(u"2026-03-02T09:30:00Z"_s)); }
    std::optional<microseconds> elapsed() const override { return microseconds(m_elapsed); }
    void pass(microseconds by)
    {
        move(by);
        m_elapsed += by.count();
    }

private:
    std::atomic<qint64> m_elapsed = 0;
};

using Rules = std::vector<std::shared_ptr<const CompiledRule>>;

std::shared_ptr<const CompiledRule> ruleOf(
    const QJsonObject &config, const QString &id = u"r"_s, int version = 1)
{
    auto rule = ruleFromText(u"schedule"_s, {{u"schedule"_s, config}});
    rule.id = RuleId(id);
    auto compiled = CompiledRule::compile(rule, version);
    if (!compiled)
        qFatal("%s", qPrintable(compiled.error().message));
    return *compiled;
}

QJsonObject hourly()
{
    return {{u"schedule"_s, QJsonObject{{u"cron"_s, u"0 * * * *"_s}, {u"zone"_s, u"UTC"_s}}}};
}

/// Store and scheduler on one virtual clock.
class Bench
{
public:
    explicit Bench(const QString &file = {})
        : m_file(file.isEmpty() ? m_dir.filePath(u"signalbox.db"_s) : file)
    {
        open();
    }

    void open()
    {
        auto opened = Store::open(m_file, clock, random);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        store = std::move(*opened);
        reader = std::move(*Reader::open(m_file));
    }
    void start(const Rules &rules)
    {
        const auto fired = reader->eventHeads({eventtype::scheduleDue, {}, {}, {}, {}}, 0, Page::Older, 1);
        timers = std::make_unique<Timers>(clock);
        scheduler = std::make_unique<Scheduler>(
            *store, *timers, fired->isEmpty() ? std::nullopt : std::optional(fired->first().received));
        QObject::connect(scheduler.get(), &Scheduler::trouble, scheduler.get(),
            [this](const QString &message) { trouble = message; });
        scheduler->follow(rules);
        settle();
    }
    /// As when the process ends: what was on its way to the disk gets there, and nobody hears of it.
    void stop()
    {
        scheduler.reset();
        timers.reset();
        reader.reset();
        store.reset();
    }
    void restart(const Rules &rules)
    {
        stop();
        open();
        start(rules);
    }

    /// Until nothing happens any more at this time.
    void settle()
    {
        for (int quiet = 0; quiet < 2; ++quiet) {
            const auto before = store->lastSequence();
            scheduler->look();
            timers->check();
            await(store->moveSchedules({}));
            QCoreApplication::processEvents(); // who asked before hears of it, also where the answer was
                                               // there
            if (store->lastSequence() != before)
                quiet = -1;
        }
    }
    void pass(microseconds by, microseconds step = {})
    {
        for (const auto end = clock.now() + by; clock.now() < end;) {
            clock.pass(step > 0us ? std::min<microseconds>(step, end - clock.now()) : by);
            settle();
        }
    }

    QList<Event> events(const QString &type = eventtype::scheduleDue) const
    {
        return *reader->events({type, {}, {}, {}, {}}, 0, Page::Newer, 10'000);
    }
    /// "10:00 11:00", with days where they are not the first.
    QString times() const
    {
        QStringList found;
        for (const auto &event : events()) {
            const auto time = toRfc3339(event.time);
            found += (time.startsWith(u"2026-03-02") ? QString() : time.mid(8, 2) + u'.') + time.mid(11, 5);
        }
        return found.join(u' ');
    }
    std::optional<Instant> due() const { return reader->schedules()->value(0).due; }

    SetClock clock;
    SeededRandom random{1};
    std::unique_ptr<Store> store;
    std::unique_ptr<Reader> reader;
    std::unique_ptr<Timers> timers;
    std::unique_ptr<Scheduler> scheduler;
    QString trouble;

private:
    QTemporaryDir m_dir;
    const QString m_file;
};

QJsonObject dataOf(const Event &event)
{
    return QJsonDocument::fromJson(event.data.value_or(QByteArray())).object();
}

Instant at(const char *time)
{
    return *fromRfc3339(QString::fromLatin1(time));
}

} // namespace

class TestScheduler : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { faulty::install(); }
    void cleanup()
    {
        faulty::writesLeft = faulty::never;
        faulty::beforeWrite = {};
    }

    void eachOccurrenceIsOneEvent()
    {
        Bench bench;
        bench.start({ruleOf(hourly())});
        bench.pass(3h, 7min);
        QCOMPARE(bench.times(), u"10:00 11:00 12:00"_s);
        const auto event = bench.events().first();
        QCOMPARE(event.subject, u"r/schedule"_s);
        QCOMPARE(event.id.value, u"r/schedule@2026-03-02T10:00:00Z"_s);
        QCOMPARE(dataOf(event), (QJsonObject{{u"due"_s, u"2026-03-02T10:00:00Z"_s}, {u"missed"_s, 0}}));
        QCOMPARE(bench.due(), std::optional(at("2026-03-02T13:00:00Z")));
    }

    // --- rules come and go

    void whatIsUnchangedKeepsItsPlace()
    {
        Bench bench;
        const auto every = [](const char *length) {
            return QJsonObject{{u"schedule"_s, QJsonObject{{u"every"_s, QString::fromLatin1(length)}}}};
        };
        bench.start({ruleOf(hourly(), u"a"_s), ruleOf(every("2h"), u"b"_s), ruleOf(every("3h"), u"c"_s)});
        QCOMPARE(bench.reader->schedules()->size(), 3);
        bench.scheduler->follow({ruleOf(hourly(), u"a"_s), ruleOf(every("2h"), u"b"_s, 2),
            ruleOf(every("1d"), u"c"_s, 2), ruleOf(hourly(), u"d"_s)});
        bench.settle();
        const auto rows = *bench.reader->schedules();
        QCOMPARE(rows.size(), 4);
        QCOMPARE(rows.last().rule.value, u"c"_s);
        QCOMPARE(rows.last().due, std::optional(at("2026-03-03T00:00:00Z")));
        bench.pass(40min);
        QCOMPARE(bench.times(), u"10:00 10:00 10:00"_s); // a, b, d
        bench.scheduler->follow({ruleOf(hourly(), u"a"_s)});
        bench.settle();
        QCOMPARE(bench.reader->schedules()->size(), 1);
        bench.pass(1h);
        QCOMPARE(bench.events().size(), 4);
        bench.scheduler->follow({});
        bench.settle();
        QVERIFY(bench.reader->schedules()->isEmpty());
        bench.pass(1h);
        QCOMPARE(bench.events().size(), 4);
    }

    void aNewScheduleBeginsNow()
    {
        Bench bench;
        bench.start({ruleOf(hourly())});
        bench.pass(3h);
        const auto before = bench.events().size();
        const QJsonObject daily{{u"schedule"_s,
            QJsonObject{{u"daily"_s, QJsonObject{{u"at"_s, u"09:00"_s}}}, {u"zone"_s, u"UTC"_s}}}};
        bench.scheduler->follow({ruleOf(daily, u"r"_s, 2)});
        bench.settle();
        QCOMPARE(bench.events().size(), before);
        QCOMPARE(bench.due(), std::optional(at("2026-03-03T09:00:00Z")));
        bench.restart({});
        QVERIFY(bench.reader->schedules()->isEmpty());
    }

    // --- missed

    void whatWasMissedIsMadeUpForByItsPolicy_data()
    {
        QTest::addColumn<QString>("missed");
        QTest::addColumn<QString>("latest");
        for (const auto *missed : {"once", "skip", "all"}) {
            for (const auto *latest : {"", "90m", "30d"})
                QTest::newRow(QByteArray(missed).append(' ').append(latest).constData())
                    << QString::fromLatin1(missed) << QString::fromLatin1(latest);
        }
    }

    void whatWasMissedIsMadeUpForByItsPolicy()
    {
        QFETCH(QString, missed);
        QFETCH(QString, latest);
        for (const microseconds down :
            std::initializer_list<microseconds>{1s, 59s, 61s, 1h, 2h, days(1), days(40), days(400)}) {
            Bench bench;
            auto config = hourly();
            config.insert(u"missed"_s, missed);
            config.insert(u"missedLimit"_s, 5);
            if (!latest.isEmpty())
                config.insert(u"onlyIfLateBy"_s, latest);
            const auto rule = ruleOf(config);
            bench.start({rule});
            bench.pass(30min - 1s); // a second before ten
            QVERIFY(bench.events().isEmpty());
            bench.stop();
            bench.clock.pass(down);
            const auto now = bench.clock.now();
            bench.open();
            bench.start({rule});

            const auto due = at("2026-03-02T10:00:00Z");
            const auto schedule = *rule->steps[0].trigger->scheduleOf(config);
            const auto expected = catchUp(schedule, due, now, *MissedPolicy::fromJson(config));
            const auto events = bench.events();
            QCOMPARE(size_t(events.size()), expected.fire.size());
            for (qsizetype i = 0; i < events.size(); ++i) {
                QCOMPARE(events[i].time, expected.fire[size_t(i)]);
                QCOMPARE(dataOf(events[i]).value(u"missed"_s).toInt(), expected.missed);
                QCOMPARE(dataOf(events[i]).value(u"dropped"_s).toInt(), expected.dropped);
            }
            const auto dropped = bench.events(eventtype::scheduleMissed);
            QCOMPARE(dropped.size(), expected.dropped > 0 ? 1 : 0);
            if (expected.dropped > 0) {
                QCOMPARE(dataOf(dropped[0]).value(u"dropped"_s).toInt(), expected.dropped);
                QCOMPARE(dataOf(dropped[0]).value(u"more"_s).toBool(), expected.isMore);
                QCOMPARE(dataOf(dropped[0]).value(u"last"_s).toString(), toRfc3339(expected.lastDropped));
            }
            QCOMPARE(bench.due(), expected.next);
            QVERIFY(*bench.due() > now);
            // And that was that.
            const auto last = bench.store->lastSequence();
            bench.restart({rule});
            QCOMPARE(bench.store->lastSequence(), last);
        }
    }

    void aSleeperIsMadeUpFor()
    {
        Bench bench;
        bench.start({ruleOf(hourly())});
        // However far away the next one is, the clock is looked at within two seconds of waking up.
        const auto *timer = bench.timers->findChild<QTimer *>();
        QVERIFY(timer && timer->isActive() && timer->interval() <= 2000);
        bench.clock.pass(5h); // nobody looked meanwhile
        bench.timers->check();
        bench.settle();
        QCOMPARE(bench.times(), u"14:00"_s);
        QCOMPARE(dataOf(bench.events().first()).value(u"missed"_s).toInt(), 4);
    }

    // --- clocks

    void aClockSetBackFiresNothingTwice_data()
    {
        QTest::addColumn<qint64>("back");
        QTest::newRow("by minutes") << qint64(10);
        QTest::newRow("by two hours and a half") << qint64(150);
        QTest::newRow("by three days") << qint64(3 * 24 * 60);
    }

    void aClockSetBackFiresNothingTwice()
    {
        QFETCH(qint64, back);
        Bench bench;
        bench.start({ruleOf(hourly())});
        bench.pass(days(4), 1h);
        const auto count = bench.events().size();
        QCOMPARE(count, 96);
        const auto due = *bench.due();
        bench.clock.move(minutes(-back));
        bench.settle();
        bench.restart({ruleOf(hourly())});
        bench.pass(minutes(back), 20min);
        QCOMPARE(bench.events().size(), count);
        bench.pass(1h);
        QCOMPARE(bench.events().size(), count + 1);
        QCOMPARE(bench.events().last().time, due);
    }

    void aClockSetBackFarGoesOnFromThere()
    {
        Bench bench;
        bench.start({ruleOf(hourly())});
        bench.pass(1h);
        bench.clock.move(days(300)); // wrong, and nobody corrects it for an hour
        bench.pass(1h, 1min);
        const auto count = bench.events().size();
        QVERIFY(*bench.due() > at("2026-12-01T00:00:00Z"));
        bench.clock.move(-days(300));
        bench.settle();
        QCOMPARE(*bench.due(), at("2026-03-02T12:00:00Z"));
        bench.pass(2h, 10min);
        QCOMPARE(bench.events().size(), count + 2); // 12:00 and 13:00
    }

    void aClockThatJumpsFarIsNotFollowedAtOnce()
    {
        Bench bench;
        bench.start({ruleOf(hourly())});
        bench.pass(1h);
        bench.clock.move(days(30));
        bench.pass(5min, 1min);
        QVERIFY(!bench.trouble.isEmpty());
        QCOMPARE(bench.times(), u"10:00"_s);
        // Corrected: as if nothing had been.
        bench.clock.move(-days(30));
        bench.settle();
        QVERIFY(bench.trouble.isEmpty());
        bench.pass(1h, 5min);
        QCOMPARE(bench.times(), u"10:00 11:00"_s);
        // Not corrected: it was right.
        bench.clock.move(days(30));
        bench.pass(20min, 1min);
        QVERIFY(bench.trouble.isEmpty());
        QCOMPARE(bench.times(), u"10:00 11:00 01.11:00"_s);
        QCOMPARE(dataOf(bench.events().last()).value(u"missed"_s).toInt(), 30 * 24 - 1);
    }

    void aDeadClockHoldsSchedules()
    {
        Bench bench;
        bench.start({ruleOf(hourly())});
        bench.pass(1h);
        bench.stop();
        bench.clock.set(Instant() + 10s);
        bench.open();
        bench.start({ruleOf(hourly())});
        bench.pass(5h, 10min);
        QVERIFY(!bench.trouble.isEmpty());
        QCOMPARE(bench.times(), u"10:00"_s);
        bench.clock.set(at("2026-03-02T12:10:00Z"));
        bench.settle();
        QVERIFY(bench.trouble.isEmpty());
        QCOMPARE(bench.times(), u"10:00 12:00"_s);
        // Also one that starts far ahead, until a person says that it is right.
        bench.stop();
        bench.clock.set(at("2066-03-02T12:10:00Z"));
        bench.open();
        bench.start({ruleOf(hourly())});
        bench.pass(2h, 10min);
        QVERIFY(!bench.trouble.isEmpty());
        QCOMPARE(bench.events().size(), 2);
        bench.scheduler->acceptClock();
        bench.settle();
        QVERIFY(bench.trouble.isEmpty());
        QCOMPARE(bench.events().size(), 3);
    }

    // --- zones

    void aTravellersDayHasEachTimeOnce_data()
    {
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("left"); // when, in UTC
        QTest::addColumn<QString>("times");
        QTest::newRow("stays") << QByteArray("Europe/Berlin") << u"2026-03-03T09:00:00Z"_s
                               << u"03.07:00 04.07:00 05.07:00"_s;
        QTest::newRow("east") << QByteArray("Asia/Tokyo") << u"2026-03-03T09:00:00Z"_s
                              << u"03.07:00 03.23:00 04.23:00"_s;
        QTest::newRow("west, after it came")
            << QByteArray("America/New_York") << u"2026-03-03T09:00:00Z"_s << u"03.07:00 04.13:00"_s;
        QTest::newRow("west, before it came")
            << QByteArray("America/New_York") << u"2026-03-03T06:00:00Z"_s << u"03.13:00 04.13:00"_s;
        QTest::newRow("east, past it")
            << QByteArray("Asia/Tokyo") << u"2026-03-03T01:00:00Z"_s << u"23:00 03.23:00 04.23:00"_s;
    }

    void aTravellersDayHasEachTimeOnce()
    {
        QFETCH(QByteArray, to);
        QFETCH(QString, left);
        QFETCH(QString, times);
        for (const bool isOffMeanwhile : {false, true}) {
            const auto zoneBefore = qgetenv("TZ");
            const bool wasSet = qEnvironmentVariableIsSet("TZ");
            qputenv("TZ", "Europe/Berlin");
            Bench bench;
            const auto rule
                = ruleOf({{u"schedule"_s, QJsonObject{{u"daily"_s, QJsonObject{{u"at"_s, u"08:00"_s}}}}}});
            bench.start({rule});
            bench.pass(*fromRfc3339(left) - bench.clock.now(), 1h);
            qputenv("TZ", to);
            if (isOffMeanwhile)
                bench.restart({rule});
            bench.pass(at("2026-03-05T10:00:00Z") - bench.clock.now(), 1h);
            wasSet ? qputenv("TZ", zoneBefore) : qunsetenv("TZ");
            QCOMPARE(bench.times(), times);
        }
    }

    // --- the disk

    /// The computer stops at any write of a firing: what is on the disk then fires once, whatever it is.
    void aRestartAtAnyPointOfAFiringFiresOnce()
    {
        const auto rule = ruleOf(hourly());
        int snapshots = 0;
        for (int point = 0;; ++point) {
            QTemporaryDir elsewhere;
            const auto copy = elsewhere.filePath(u"signalbox.db"_s);
            Instant now;
            bool isTaken = false;
            {
                QTemporaryDir here;
                const auto file = here.filePath(u"signalbox.db"_s);
                Bench bench(file);
                bench.start({rule});
                bench.pass(29min);
                int writes = 0;
                const auto work = [&] {
                    if (writes++ != point)
                        return;
                    isTaken = true;
                    for (const auto *suffix : {"", "-wal"})
                        QFile::copy(file + QLatin1String(suffix), copy + QLatin1String(suffix));
                };
                await(bench.store->moveSchedules({}));
                faulty::beforeWrite = work;
                bench.pass(2min);
                now = bench.clock.now();
                bench.scheduler.reset();
                await(bench.store->moveSchedules({}));
                faulty::beforeWrite = {};
                QCOMPARE(bench.times(), u"10:00"_s);
            }
            if (!isTaken)
                break;
            ++snapshots;
            Bench bench(copy);
            bench.clock.set(now);
            bench.start({rule});
            QCOMPARE(bench.times(), u"10:00"_s);
            QCOMPARE(bench.due(), std::optional(at("2026-03-02T11:00:00Z")));
            bench.pass(1h);
            QCOMPARE(bench.times(), u"10:00 11:00"_s);
        }
        QVERIFY2(snapshots >= 3, qPrintable(QString::number(snapshots)));
    }

    void aFullDiskPostpones()
    {
        const auto rule = ruleOf(hourly());
        for (int writes = 0; writes < 8; ++writes) {
            Bench bench;
            bench.start({rule});
            faulty::writesLeft = writes;
            bench.pass(31min);
            faulty::writesLeft = faulty::never;
            bench.pass(10s);
            QCOMPARE(bench.times(), u"10:00"_s);
            QVERIFY(bench.trouble.isEmpty());
            QCOMPARE(bench.due(), std::optional(at("2026-03-02T11:00:00Z")));
        }
    }

    // --- the rules of a zone

    /// A country abolishes its summer time while the computer is off: the row was computed by the rules of
    /// before, and what it means by the rules of now is an hour later.
    void newRulesOfAZoneMoveWhatIsDue_data()
    {
        QTest::addColumn<QString>("stored");
        QTest::addColumn<QString>("moved");
        QTest::newRow("as it is") << u"2026-03-03T08:00:00Z"_s << u"2026-03-03T08:00:00Z"_s;
        QTest::newRow("an hour later now") << u"2026-03-03T07:00:00Z"_s << u"2026-03-03T08:00:00Z"_s;
        QTest::newRow("an hour earlier now") << u"2026-03-03T09:00:00Z"_s << u"2026-03-03T08:00:00Z"_s;
        QTest::newRow("half an hour earlier now") << u"2026-03-03T08:30:00Z"_s << u"2026-03-03T08:00:00Z"_s;
    }

    void newRulesOfAZoneMoveWhatIsDue()
    {
        QFETCH(QString, stored);
        QFETCH(QString, moved);
        const QJsonObject daily{{u"schedule"_s,
            QJsonObject{{u"daily"_s, QJsonObject{{u"at"_s, u"09:00"_s}}}, {u"zone"_s, u"Europe/Berlin"_s}}}};
        Bench bench;
        bench.start({ruleOf(daily)});
        auto row = bench.reader->schedules()->first();
        row.due = fromRfc3339(stored);
        bench.scheduler.reset();
        QVERIFY(await(bench.store->moveSchedules({row})));
        bench.restart({ruleOf(daily)});
        QCOMPARE(toRfc3339(*bench.due()), moved);
        bench.pass(days(2), 30min);
        QCOMPARE(bench.times(), u"03.08:00 04.08:00"_s);
    }

    // --- pauses

    void whatFallsIntoAPauseIsToldAndNotMissed()
    {
        Bench bench;
        bench.start({ruleOf(hourly())});
        bench.pass(1h); // 10:30
        const auto rows = await(bench.scheduler->pause(RuleId(u"r"_s), {}, at("2026-03-02T13:00:00Z")));
        QVERIFY(rows);
        QCOMPARE(rows->first().pausedUntil, std::optional(at("2026-03-02T13:00:00Z")));
        bench.pass(1h); // 11:30
        bench.restart({ruleOf(hourly())});
        bench.pass(1h); // 12:30
        QCOMPARE(bench.times(), u"10:00"_s);
        QVERIFY(bench.events(eventtype::schedulePaused).isEmpty());
        bench.pass(2h, 10min); // what is due when the pause ends comes
        QCOMPARE(bench.times(), u"10:00 13:00 14:00"_s);
        const auto told = bench.events(eventtype::schedulePaused);
        QCOMPARE(told.size(), 1);
        QCOMPARE(dataOf(told.first()),
            (QJsonObject{{u"passed"_s, 2}, {u"first"_s, u"2026-03-02T11:00:00Z"_s},
                {u"last"_s, u"2026-03-02T12:00:00Z"_s}, {u"until"_s, u"2026-03-02T13:00:00Z"_s}}));
        QVERIFY(bench.events(eventtype::scheduleMissed).isEmpty());
        for (const auto &event : bench.events())
            QCOMPARE(dataOf(event).value(u"missed"_s).toInt(), 0);
    }

    void aPauseThatEndsWhileNobodyIsThereLeavesTheRestMissed()
    {
        Bench bench;
        bench.start({ruleOf(hourly())});
        QVERIFY(await(bench.scheduler->pause(RuleId(u"r"_s), {}, at("2026-03-02T12:30:00Z"))));
        bench.stop();
        bench.clock.pass(6h); // 15:30
        bench.open();
        bench.start({ruleOf(hourly())});
        QCOMPARE(bench.times(), u"15:00"_s);
        QCOMPARE(dataOf(bench.events().first()).value(u"missed"_s).toInt(), 2); // 13:00 and 14:00
        QCOMPARE(dataOf(bench.events(eventtype::schedulePaused).first()).value(u"passed"_s).toInt(),
            3); // 10 to 12
    }

    void aPauseEndsWhenToldTo()
    {
        Bench bench;
        bench.start({ruleOf(hourly())});
        QVERIFY(
            await(bench.scheduler->pause(RuleId(u"r"_s), StepId(u"schedule"_s), at("2026-04-01T00:00:00Z"))));
        bench.pass(1h); // 10:30
        QVERIFY(await(bench.scheduler->pause(RuleId(u"r"_s), {}, {})));
        bench.settle();
        QCOMPARE(bench.events(eventtype::schedulePaused).size(), 1);
        bench.pass(1h);
        QCOMPARE(bench.times(), u"11:00"_s);
        // Once more, and of one that is not paused: nothing to do.
        QVERIFY(await(bench.scheduler->pause(RuleId(u"r"_s), {}, {})));
        bench.pass(1h);
        QCOMPARE(bench.times(), u"11:00 12:00"_s);
        QCOMPARE(bench.events(eventtype::schedulePaused).size(), 1);
        QCOMPARE(await(bench.scheduler->pause(RuleId(u"q"_s), {}, {})).error().code, Error::Code::NotFound);
        QCOMPARE(await(bench.scheduler->pause(RuleId(u"r"_s), StepId(u"no"_s), {})).error().code,
            Error::Code::NotFound);
    }

    void aPauseOutlivesANewVersion()
    {
        Bench bench;
        bench.start({ruleOf(hourly())});
        QVERIFY(await(bench.scheduler->pause(RuleId(u"r"_s), {}, at("2026-03-02T12:30:00Z"))));
        const QJsonObject often{{u"schedule"_s, QJsonObject{{u"every"_s, u"30m"_s}}}};
        bench.scheduler->follow({ruleOf(often, u"r"_s, 2)});
        bench.settle();
        bench.pass(3h + 15min, 5min); // 12:45
        QCOMPARE(bench.times(), u"12:30"_s);
    }

    void endsWhileItFires()
    {
        Bench bench;
        bench.start({ruleOf(hourly())});
        bench.clock.pass(31min);
        bench.timers->check(); // on its way
        bench.restart({ruleOf(hourly())});
        QCOMPARE(bench.times(), u"10:00"_s);
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
