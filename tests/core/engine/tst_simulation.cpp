// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/crashbook.h"
#include "core/event/eventtypes.h"
#include "core/store/logcheck.h"
#include "tests/support/memorynetwork.h"
#include "tests/support/workshop.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QTest>

#include <limits>
#include <optional>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The engine on a virtual clock and a network in memory, in one thread that decides the order of everything:
/// whatever is answered or comes due does so when the seed says so. The store is the real one with its
/// thread; it is waited for after each step, and its answers are taken before its news, so that its speed
/// changes nothing.
///
/// What may happen: events come in bunches, requests are answered late, badly or never, time passes and jumps
/// both ways, runs are cancelled, the engine dies, is killed with all that is under way, or ends cleanly, the
/// computer loses power.
class Simulation
{
public:
    explicit Simulation(quint64 seed)
        : m_chance(seed)
        , m_engineChance(seed + 1)
        , m_storeChance(seed + 2)
    {
        open();
        addRules();
    }
    ~Simulation() { close(); }

    /// So many steps of chance, then everything that can end does. What is wrong, a sentence each.
    QStringList run(int steps)
    {
        for (int i = 0; i < steps; ++i)
            step();
        drain();
        return check();
    }

    int runCount() const { return m_runCount; }
    int crashes() const { return m_crashes; }
    QByteArray digest() const { return m_digest; }

private:
    // --- the parts

    void open()
    {
        m_crashBook = std::make_unique<CrashBook>(file(u"crashes.json"_s), QString::number(m_boot));
        m_crashBook->begin();
        auto store = Store::open(file(u"s.db"_s), m_clock, m_storeChance);
        if (!store)
            qFatal("%s", qPrintable(store.error().message));
        m_store = std::move(*store);
        m_network = std::make_unique<MemoryNetwork>();
        m_engine = std::make_unique<Engine>(Engine::Parts{.store = *m_store,
            .clock = m_clock,
            .random = m_engineChance,
            .catalog = m_catalog,
            .services = {m_network.get(), &m_notifier},
            .crashes = m_crashBook.get()});
        if (const auto started = told(m_engine->start()); !started)
            qFatal("%s", qPrintable(started.error().message));
        m_crashBook->ready();
        settle();
    }
    void close()
    {
        const auto stopped = m_engine->stop(0ms);
        m_network->underWay.clear();
        while (!stopped.isFinished())
            QCoreApplication::processEvents(); // with its timer of no time at all
        tearDown();
        m_crashBook->end();
    }
    void tearDown()
    {
        m_engine.reset();
        m_network.reset();
        m_store.reset();
        QCoreApplication::sendPostedEvents();
    }
    QString file(const QString &name) const { return m_dir.filePath(name); }

    /// Until nobody has anything to do: first the store has written, then its answers are taken, then its
    /// news.
    void settle()
    {
        for (int quiet = 0; quiet < 2;) {
            const auto before = m_store->lastSequence();
            const auto sentBefore = m_network->underWay.size();
            const auto routedBefore = status().routed;
            barrier();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::FutureCallOut);
            barrier();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::MetaCall);
            const auto now = status();
            const bool isBusy = m_store->lastSequence() != before || m_network->underWay.size() != sentBefore
                || now.routed != routedBefore || now.routed < m_store->lastSequence();
            quiet = isBusy ? 0 : quiet + 1;
        }
        // A run may write several times without an event of its own.
        for (int i = 0; i < 6; ++i) {
            barrier();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::FutureCallOut);
            barrier();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::MetaCall);
        }
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    /// What was handed to the store is written and told: the second one shows that the first one's news are
    /// out.
    void barrier()
    {
        for (int i = 0; i < 2; ++i)
            m_store->moveSchedules({}).waitForFinished();
    }
    EngineStatus status()
    {
        barrier();
        return told(m_engine->status());
    }

    /// What the engine knows at once; even so its answer comes through the event loop.
    template <typename T> static T told(const QFuture<T> &future)
    {
        while (!future.isFinished())
            QCoreApplication::sendPostedEvents(nullptr, QEvent::FutureCallOut);
        return future.result();
    }

    template <typename T> T answered(const QFuture<T> &future)
    {
        while (!future.isFinished())
            settle();
        return future.result();
    }

    // --- the rules

    void addRules()
    {
        const QJsonObject http{{u"url"_s, u"http://there/"_s}, {u"method"_s, u"POST"_s},
            {u"body"_s, u"{{ event.data.n }}"_s},
            {u"retry"_s, QJsonObject{{u"attempts"_s, 3}, {u"backoff"_s, u"2s"_s}}}};
        auto ask = http;
        ask.insert(u"ifInterrupted"_s, u"ask"_s);
        ask.insert(u"retry"_s, QJsonObject{{u"attempts"_s, 1}}); // one that was given up may have been done
        const auto emitting = [](const QString &type) {
            return QJsonObject{
                {u"type"_s, type}, {u"data"_s, QJsonObject{{u"n"_s, u"{{ event.data.n }}"_s}}}};
        };
        add(u"again"_s, u"go > http > emit; http:error > emit2"_s,
            {{u"go"_s, {{u"type"_s, u"order"_s}}}, {u"http"_s, http}, {u"emit"_s, emitting(u"again.told"_s)},
                {u"emit2"_s, emitting(u"again.failed"_s)}});
        add(u"ask"_s, u"go > http > emit"_s,
            {{u"go"_s, {{u"type"_s, u"order"_s}, {u"condition"_s, u"event.data.n % 3 == 0"_s}}},
                {u"http"_s, ask}, {u"emit"_s, emitting(u"ask.told"_s)}});
        add(u"later"_s, u"go > wait > emit"_s,
            {{u"go"_s, {{u"type"_s, u"again.told"_s}}}, {u"wait"_s, {{u"for"_s, u"90s"_s}}},
                {u"emit"_s, emitting(u"later.told"_s)}});
        add(u"asked"_s, u"go > wait_for_event; wait_for_event:out > emit; wait_for_event:timeout > emit2"_s,
            {{u"go"_s, {{u"type"_s, u"order"_s}, {u"condition"_s, u"event.data.n % 5 == 0"_s}}},
                {u"wait_for_event"_s,
                    {{u"type"_s, u"again.told"_s}, {u"condition"_s, u"awaited.data.n == event.data.n"_s},
                        {u"limit"_s, u"90s"_s}}},
                {u"emit"_s, emitting(u"asked.told"_s)}, {u"emit2"_s, emitting(u"asked.late"_s)}});
        add(u"called"_s, u"go > wait > emit"_s,
            {{u"go"_s, {{u"type"_s, u"never"_s}}}, {u"wait"_s, {{u"for"_s, u"30s"_s}}},
                {u"emit"_s, emitting(u"called.told"_s)}});
        add(u"caller"_s, u"go > call > emit; call:error > emit2"_s,
            {{u"go"_s, {{u"type"_s, u"order"_s}, {u"condition"_s, u"event.data.n % 7 == 0"_s}}},
                {u"call"_s,
                    {{u"rule"_s, u"called"_s}, {u"data"_s, QJsonObject{{u"n"_s, u"{{ event.data.n }}"_s}}},
                        {u"limit"_s, u"10d"_s}}},
                {u"emit"_s, emitting(u"caller.told"_s)}, {u"emit2"_s, emitting(u"caller.failed"_s)}});
        add(u"inside"_s, u"go > if > set > emit; if:false > log"_s,
            {{u"go"_s, {{u"type"_s, u"order"_s}}}, {u"if"_s, {{u"condition"_s, u"event.data.n % 2 == 0"_s}}},
                {u"set"_s, {{u"values"_s, QJsonObject{{u"n"_s, u"{{ event.data.n }}"_s}}}}},
                {u"emit"_s, emitting(u"inside.told"_s)},
                {u"log"_s, {{u"message"_s, u"odd {{ event.data.n }}"_s}}}});
    }
    void add(const QString &id, const QString &text, const QHash<QString, QJsonObject> &configs)
    {
        auto rule = ruleFromText(text, configs);
        for (auto &link : rule.links) {
            if (link.from == StepId(u"if"_s) && link.port == u"out")
                link.port = u"true"_s;
        }
        rule.id = RuleId(id);
        rule.name = id;
        if (const auto done = answered(m_engine->publish(rule, true)); !done)
            qFatal("%s %s", qPrintable(done.error().message), qPrintable(done.error().context));
    }

    static RunFilter in(State state)
    {
        RunFilter filter;
        filter.state = state;
        return filter;
    }

    // --- chance

    int below(int limit) { return int(m_chance.next() % quint64(limit)); }

    void step()
    {
        const int what = below(100);
        if (what < 35)
            accept(1 + below(20));
        else if (what < 80)
            answerSome();
        else if (what < 93)
            pass(std::chrono::milliseconds(below(60'000)));
        else if (what < 94)
            pass(std::chrono::hours(1));
        else if (what < 95)
            pass(-std::chrono::seconds(below(30))); // set back
        else if (what < 97)
            cancelOne();
        else
            end(below(4));
    }

    void accept(int count)
    {
        QList<Event> events;
        for (int i = 0; i < count; ++i) {
            Event event;
            event.type = u"order"_s;
            event.source = u"/test"_s;
            event.id = EventId(QString::number(++m_accepted));
            event.data = R"({"n":)" + QByteArray::number(m_accepted) + '}';
            events += event;
        }
        // Some go unanswered, and are sent again.
        auto repeated = events;
        const auto appended = m_store->append(std::move(events));
        settle();
        if (below(10) == 0) {
            m_store->append(std::move(repeated));
            settle();
        }
        if (!appended.result())
            qFatal("%s", qPrintable(appended.result().error().message));
    }

    void answerSome()
    {
        for (int n = below(12); n > 0 && !m_network->underWay.empty(); --n) {
            const auto at = size_t(below(int(m_network->underWay.size())));
            auto sent = std::move(m_network->underWay[at]);
            m_network->underWay.erase(m_network->underWay.begin() + qsizetype(at));
            answer(*sent, below(20));
        }
        settle();
    }
    void answer(MemoryNetwork::Sent &sent, int how)
    {
        const auto key = sent.header("idempotency-key");
        auto &body = m_bodies[key];
        if (!body.isEmpty() && body != sent.request.body)
            m_wrong += u"one key for two orders: %1"_s.arg(QString::fromLatin1(key));
        body = sent.request.body;
        if (how == 0)
            sent.refuse();
        else if (how == 1)
            sent.answer(500);
        else if (how == 2)
            sent.answer(503, "{}", {{"Retry-After", "20"}});
        else
            sent.answer(200);
        if (how > 2)
            ++m_done[key];
    }

    void pass(std::chrono::microseconds time)
    {
        m_clock.move(time);
        m_engine->clockChanged();
        settle();
    }

    void cancelOne()
    {
        auto reader = Reader::open(file(u"s.db"_s));
        const auto waiting = (*reader)->runs(in(State::Waiting), {}, Page::Newer, 50);
        if (!waiting || waiting->isEmpty())
            return;
        const auto run = waiting->at(below(int(waiting->size()))).id;
        if (answered(m_engine->cancelRun(run)))
            m_cancelled.insert(run);
        settle();
    }

    void end(int how)
    {
        if (how == 0) {
            close();
        } else {
            if (how == 1)
                m_clock.move(std::chrono::seconds(below(600)));
            if (how == 2)
                ++m_boot;
            // The others know nothing of it any more, but what they got stays done: some did it already.
            for (const auto &sent : m_network->underWay) {
                if (below(2) == 0)
                    ++m_done[sent->header("idempotency-key")];
            }
            tearDown();
            ++m_crashes;
        }
        open();
    }

    void drain()
    {
        for (int i = 0; i < 200; ++i) {
            while (!m_network->underWay.empty()) {
                auto sent = std::move(m_network->underWay.front());
                m_network->underWay.pop_front();
                answer(*sent, 19);
                if (m_network->underWay.empty())
                    settle();
            }
            const auto isDone = status().activeRuns == inDoubt();
            if (isDone && m_network->underWay.empty())
                return;
            pass(60s);
        }
        m_wrong += u"it does not come to rest"_s;
    }
    int inDoubt()
    {
        auto reader = Reader::open(file(u"s.db"_s));
        return int((*reader)->runs(in(State::InDoubt), {}, Page::Newer, 10'000)->size());
    }

    // --- what must be true

    QStringList check()
    {
        auto opened = Reader::open(file(u"s.db"_s));
        auto &reader = **opened;
        QCryptographicHash digest(QCryptographicHash::Sha256);
        const auto wrong
            = [&](const QString &what, const auto &where) { m_wrong += u"%1: %2"_s.arg(what).arg(where); };

        // Each event that was accepted is there once.
        QHash<Sequence, Event> events;
        QHash<QString, QHash<int, int>> told;
        for (Sequence after = 0;;) {
            const auto page = *reader.events({}, after, Page::Newer, 1000);
            if (page.isEmpty())
                break;
            for (const auto &event : page) {
                after = event.sequence;
                events.insert(event.sequence, event);
                ++told[event.type][numberOf(event)];
                digest.addData(event.type.toUtf8() + event.data.value_or(QByteArray())
                    + event.causation.step.value.toUtf8() + QByteArray::number(qint64(event.correlation)));
            }
        }
        for (int n = 1; n <= m_accepted; ++n) {
            if (told[u"order"_s].value(n) != 1)
                wrong(u"an accepted event is there %1 times"_s.arg(told[u"order"_s].value(n)), n);
        }

        for (const auto &event : std::as_const(events)) {
            if (event.type == u"again.told")
                m_answers.insert(numberOf(event), event);
            else if (event.type == u"asked.late")
                m_late.insert(numberOf(event), event.sequence);
        }

        // Each run has ended, or waits for a person where a person is to be asked.
        QHash<QString, QHash<Sequence, int>> runs;
        m_runCount = 0;
        for (RunId from;;) {
            const auto page = *reader.runs({}, from, Page::Newer, 1000);
            if (page.isEmpty())
                break;
            from = page.last().id;
            for (const auto &head : page) {
                ++m_runCount;
                ++runs[head.rule.value][head.event];
                const auto run = *reader.run(head.id);
                checkRun(run, digest, wrong);
                if (run.rule == RuleId(u"asked"_s))
                    checkWait(run, numberOf(events.value(run.event)), wrong);
            }
        }
        for (const auto &event : std::as_const(events)) {
            const int n = numberOf(event);
            const bool isOrder = event.type == u"order";
            const QHash<QString, bool> wanted{{u"again"_s, isOrder}, {u"ask"_s, isOrder && n % 3 == 0},
                {u"inside"_s, isOrder}, {u"later"_s, event.type == u"again.told"},
                {u"asked"_s, isOrder && n % 5 == 0}, {u"caller"_s, isOrder && n % 7 == 0},
                {u"called"_s, event.type == eventtype::ruleCalled}};
            for (auto it = wanted.cbegin(); it != wanted.cend(); ++it) {
                if (runs[it.key()].value(event.sequence) != (*it ? 1 : 0))
                    wrong(u"runs of \"%1\""_s.arg(it.key()), event.sequence);
            }
        }
        // Inside is exactly once.
        for (const auto &type : {u"again.told"_s, u"again.failed"_s, u"ask.told"_s, u"later.told"_s,
                 u"inside.told"_s, u"asked.told"_s, u"asked.late"_s, u"called.told"_s, u"caller.told"_s,
                 u"caller.failed"_s, eventtype::ruleCalled}) {
            for (auto it = told[type].cbegin(); it != told[type].cend(); ++it) {
                if (*it != 1)
                    wrong(type + u" %1 times"_s.arg(*it), it.key());
            }
        }
        for (auto it = told[u"caller.told"_s].cbegin(); it != told[u"caller.told"_s].cend(); ++it) {
            if (!told[u"called.told"_s].contains(it.key()))
                wrong(u"went on before what it called had ended"_s, it.key());
        }
        const auto rules = *reader.rules();
        for (const auto &rule : rules) {
            if (!rule.enabled)
                wrong(u"switched off"_s, rule.draft.id.value);
        }
        if (const auto health = examine(file(u"s.db"_s)); !health || !health->faults.isEmpty())
            wrong(u"log"_s, health ? health->faults.join(u' ') : health.error().message);
        m_digest = digest.result().toHex();
        return m_wrong;
    }
    template <typename Wrong> void checkRun(const Run &run, QCryptographicHash &digest, const Wrong &wrong)
    {
        digest.addData((run.rule.value + Workshop::trace(run)).toUtf8());
        const bool isCancelled = m_cancelled.contains(run.id);
        if (isCancelled != (run.state == State::Cancelled))
            wrong(u"cancelled or not"_s, run.id.value);
        if (!isFinished(run.state) && (run.state != State::InDoubt || run.rule != RuleId(u"ask"_s)))
            wrong(u"left %1"_s.arg(stateName(run.state)), run.id.value);
        for (const auto &step : run.steps) {
            if (isFinished(run.state) && !isFinished(step.state))
                wrong(u"left %1 in a run that has ended"_s.arg(stateName(step.state)), run.id.value);
            if (step.step != StepId(u"http"_s) || step.state != State::Succeeded)
                continue;
            // At least once, and where a repetition would harm, once.
            const int done = m_done.value((run.id.value + u'-' + step.step.value).toUtf8());
            if (done < 1 || (done > 1 && run.rule == RuleId(u"ask"_s)))
                wrong(u"done %1 times"_s.arg(done), run.id.value);
        }
    }
    /// What came in time counts, whatever was going on then.
    template <typename Wrong> void checkWait(const Run &run, int number, const Wrong &wrong)
    {
        for (const auto &step : run.steps) {
            if (step.step != StepId(u"wait_for_event"_s) || step.state != State::Succeeded)
                continue;
            // The clock may be set back: what came after the time was up does not count, whatever it shows.
            const auto answer = m_answers.find(number);
            const bool isInTime = answer != m_answers.end() && answer->sequence > run.event
                && answer->received < *step.started + 90s
                && answer->sequence < m_late.value(number, std::numeric_limits<Sequence>::max());
            if (step.port != (isInTime ? u"out" : u"timeout"))
                wrong(u"it went on by the way \"%1\""_s.arg(step.port), run.id.value);
        }
    }
    static int numberOf(const Event &event)
    {
        return parseJsonObject(event.data.value_or(QByteArray()))
            .value_or(QJsonObject())
            .value(u"n"_s)
            .toInt();
    }

    QTemporaryDir m_dir{QDir(u"/dev/shm"_s).exists() ? u"/dev/shm/signalbox"_s : u"signalbox"_s};
    FixedClock m_clock;
    SeededRandom m_chance, m_engineChance, m_storeChance;
    const StepCatalog m_catalog = allStepTypes();
    RecordingNotifier m_notifier;
    int m_boot = 0;
    std::unique_ptr<CrashBook> m_crashBook;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<MemoryNetwork> m_network;
    std::unique_ptr<Engine> m_engine;

    int m_accepted = 0;
    QHash<QByteArray, QByteArray> m_bodies; ///< by idempotency key
    QHash<QByteArray, int> m_done;
    QSet<RunId> m_cancelled;
    QHash<int, Event> m_answers; ///< that "asked" waits for, by number
    QHash<int, Sequence> m_late; ///< where "asked" told that it had waited in vain, by number
    QStringList m_wrong;
    int m_runCount = 0;
    int m_crashes = 0;
    QByteArray m_digest;
};

int setting(const char *name, int fallback)
{
    const int value = qEnvironmentVariableIntValue(name);
    return value > 0 ? value : fallback;
}

} // namespace

/// Thousands of runs under faults, each decided by a seed. SIGNALBOX_SEEDS: how many seeds (6 unless told);
/// SIGNALBOX_SEED: the first of them.
class TestSimulation : public QObject
{
    Q_OBJECT

private slots:
    void keepsThePromises()
    {
        const int seeds = setting("SIGNALBOX_SEEDS", 6), first = setting("SIGNALBOX_SEED", 1);
        int runs = 0, crashes = 0;
        QElapsedTimer timer;
        timer.start();
        for (int seed = first; seed < first + seeds; ++seed) {
            Simulation simulation{quint64(seed)};
            const auto wrong = simulation.run(150);
            QVERIFY2(
                wrong.isEmpty(), qPrintable(u"seed %1: %2"_s.arg(seed).arg(wrong.mid(0, 10).join(u'\n'))));
            runs += simulation.runCount();
            crashes += simulation.crashes();
        }
        qInfo("seeds %d to %d: %d runs, %d crashes, %lld runs a second", first, first + seeds - 1, runs,
            crashes, runs * 1000LL / std::max<qint64>(timer.elapsed(), 1));
    }

    void aSeedRepeats()
    {
        const int seed = setting("SIGNALBOX_SEED", 1);
        QByteArray digests[2];
        for (auto &digest : digests) {
            Simulation simulation{quint64(seed)};
            simulation.run(150);
            digest = simulation.digest();
        }
        QCOMPARE(digests[0], digests[1]);
        Simulation other{quint64(seed) + 1};
        other.run(150);
        QVERIFY(other.digest() != digests[0]);
    }
};

QTEST_GUILESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
