// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/blockindex.h"
#include "tests/core/store/lossydisk.h"
#include "tests/core/store/storefixture.h"

#include <QLoggingCategory>

#include <map>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// Accepts events, routes them and carries runs out, as the engine does, and keeps account of what the store
/// has promised. The same seed asks the same; `factor` makes its events so many times as large.
class Workload
{
public:
    Workload(LossyDisk &disk, QString file, unsigned seed, int factor = 1)
        : m_disk(disk)
        , m_file(std::move(file))
        , m_seed(seed)
        , m_factor(factor)
    {
    }

    /// Opens the store and works until all is done or nothing is answered any more.
    void work()
    {
        FixedClock clock;
        SeededRandom random(m_seed);
        auto opened = Store::open(m_file, clock, random);
        if (!opened)
            return;
        auto store = std::move(*opened);
        for (int round = 0; round < 6; ++round) {
            acceptAtOnce(*store, round);
            route(*store, round);
            for (int run = 0; run < 2; ++run)
                carryOut(*store, runId(round, run));
        }
    }

    /// What is wrong with what is stored, given what was promised; empty: nothing.
    QString violation()
    {
        FixedClock clock;
        SeededRandom random(m_seed + 1);
        auto opened = Store::open(m_file, clock, random);
        if (!opened)
            return u"cannot be opened: "_s + opened.error().message + opened.error().context;
        const auto store = std::move(*opened);
        const auto reader = Reader::open(m_file);
        if (!reader)
            return u"cannot be read: "_s + reader.error().message;
        if (auto wrong = wrongWithEvents(**reader); !wrong.isEmpty())
            return wrong;
        if (auto wrong = wrongWithRuns(**reader); !wrong.isEmpty())
            return wrong;
        if (auto wrong = wrongWithIndexes(); !wrong.isEmpty())
            return wrong;
        const auto last = (*reader)->lastSequence();
        const auto more = store->append({eventOf(u"after"_s)}).result();
        if (!more || more->first().sequence != *last + 1)
            return u"does not go on: "_s + (more ? u"sequence"_s : more.error().message);
        return {};
    }

private:
    static constexpr int largest = 2'000'000;

    struct Asked
    {
        QByteArray data;
        Sequence promised = 0;
    };

    static RunId runId(int round, int run) { return RunId(u"run-%1-%2"_s.arg(round).arg(run)); }

    Event next(int size)
    {
        auto event = eventOf(u"t"_s, u"event-%1"_s.arg(m_asked.size()));
        event.data = QByteArray(std::min(size * m_factor, largest), char('a' + m_asked.size() % 26));
        m_asked[event.id.value].data = *event.data;
        return event;
    }

    /// One event, and while it is being written five more, which then make one transaction.
    void acceptAtOnce(Store &store, int round)
    {
        std::vector<std::pair<QList<Event>, QFuture<Result<QList<Appended>>>>> under;
        const auto ask
            = [&](const QList<Event> &events) { under.emplace_back(events, store.append(events)); };
        m_disk.hold();
        ask({next(100)});
        m_disk.waitUntilHeld([&] { return under.front().second.isFinished(); });
        ask({next(3000), next(10)});
        ask({eventOf({}, u"wrong"_s)});
        ask({next(round == 3 ? 60'000 : 700)});
        m_disk.release();
        for (auto &[events, future] : under) {
            const auto answer = future.result();
            for (qsizetype i = 0; answer && i < events.size(); ++i)
                m_asked[events[i].id.value].promised = answer->at(i).sequence;
        }
    }

    void route(Store &store, int round)
    {
        const auto last = store.lastSequence();
        if (last <= m_cursor)
            return;
        QList<Run> runs;
        for (int run = 0; run < 2; ++run) {
            runs += runOf(runId(round, run).value, u"rule"_s, last);
            runs.last().steps = {StepRun{.step = StepId(u"go"_s), .state = State::Succeeded}};
        }
        m_askedCursors.insert({last, runs});
        if (store.route({last, runs}).result()) {
            m_cursor = last;
            m_routed += last;
        }
    }

    void carryOut(Store &store, const RunId &run)
    {
        auto event = next(200);
        Progress progress{.run = run, .state = State::Succeeded};
        progress.steps = {StepRun{.step = StepId(u"work"_s), .state = State::Succeeded, .output = "1"}};
        progress.events = {event};
        const auto done = store.commit(progress).result();
        if (!done)
            return;
        m_asked[event.id.value].promised = done->events.first().sequence;
        m_finished += run;
    }

    QString wrongWithIndexes() const
    {
        const auto db = Connection::open(m_file, Connection::Mode::ReadOnly);
        for (const auto &index : {eventsByType, runsByRule, runsByEvents}) {
            const auto isWhole = db ? index.isWhole(**db) : Result<bool>(Failure(db.error()));
            if (!isWhole || !*isWhole)
                return u"an index does not know everything: "_s
                    + QLatin1StringView(index.name.data(), qsizetype(index.name.size()));
        }
        return {};
    }

    QString wrongWithEvents(Reader &reader) const
    {
        const auto events = reader.events({}, 0, Page::Newer, 10'000);
        if (!events)
            return u"events: "_s + events.error().message;
        std::map<QString, Sequence> there;
        for (qsizetype i = 0; i < events->size(); ++i) {
            const auto &event = events->at(i);
            const auto &id = event.id.value;
            if (event.sequence != i + 1)
                return u"the log has a hole before %1"_s.arg(event.sequence);
            if (event.type == u"after") // of a look before
                continue;
            const auto asked = m_asked.find(id);
            if (asked == m_asked.end())
                return u"nobody asked for %1"_s.arg(id);
            if (event.data != asked->second.data)
                return u"%1 is not what was given"_s.arg(id);
            if (!there.insert({id, event.sequence}).second)
                return u"%1 is there twice"_s.arg(id);
        }
        for (const auto &[id, asked] : m_asked) {
            if (asked.promised > 0 && (!there.contains(id) || there[id] != asked.promised))
                return u"%1 was promised at %2"_s.arg(id).arg(asked.promised);
        }
        return {};
    }

    QString wrongWithRuns(Reader &reader) const
    {
        const auto cursor = reader.cursor();
        if (!cursor)
            return u"cursor: "_s + cursor.error().message;
        if (*cursor < m_cursor)
            return u"cursor %1, promised %2"_s.arg(*cursor).arg(m_cursor);
        for (const auto &[upTo, runs] : m_askedCursors) {
            for (const auto &run : runs) {
                const auto stored = reader.run(run.id);
                if (m_routed.contains(upTo) && !stored)
                    return u"%1 was promised"_s.arg(run.id.value);
                if (stored && *cursor < upTo)
                    return u"%1 is there without the cursor"_s.arg(run.id.value);
                if (stored && m_finished.contains(run.id)
                    && (stored->state != State::Succeeded || stored->steps.size() != 2))
                    return u"%1 was promised to be over"_s.arg(run.id.value);
            }
        }
        return {};
    }

    LossyDisk &m_disk;
    const QString m_file;
    const unsigned m_seed;
    const int m_factor;
    std::map<QString, Asked> m_asked;
    std::map<Sequence, QList<Run>> m_askedCursors;
    Sequence m_cursor = 0;
    QList<Sequence> m_routed;
    QList<RunId> m_finished;
};

} // namespace

/// What was answered with yes is on disk whatever happens to power and disk, and nothing else is. A seed
/// brings the same cut again: SIGNALBOX_POWER_CUTS says how many seeds (1,000 unless told), and
/// SIGNALBOX_FIRST_CUT the first of them. SIGNALBOX_ALL_CALLS=1 fails every I/O call, not every eleventh.
class TestPowerCuts : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_file = m_dir.filePath(u"signalbox.db"_s);
    LossyDisk m_disk;
    LossyDisk::Image m_made; ///< a store that is new

    static int number(const char *name, int fallback)
    {
        return qEnvironmentVariableIsSet(name) ? qEnvironmentVariableIntValue(name) : fallback;
    }

    /// How many changes and calls the work makes, undisturbed.
    std::pair<int, int> measure(const LossyDisk::Image &start, unsigned seed, int factor = 1)
    {
        m_disk.boot(start);
        Workload(m_disk, m_file, seed, factor).work();
        return {m_disk.changes(), m_disk.calls()};
    }

    /// A cut somewhere in the work, and for each fourth seed a second one while the store is opened again.
    QString cut(unsigned seed, int changes, const LossyDisk::Image &start, int factor = 1)
    {
        SeededRandom random(seed);
        m_disk.boot(start);
        m_disk.cutAtChange(1 + int(random.next() % quint64(changes)));
        Workload work(m_disk, m_file, seed, factor);
        work.work();
        m_disk.boot(seed);
        if (seed % 4 == 0) {
            m_disk.cutAtChange(1 + int(random.next() % 40));
            work.violation();
            if (!m_disk.isOff())
                return {};
            m_disk.boot(seed + 1);
        }
        return work.violation();
    }

private slots:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(u"default.warning=false"_s); // the store's about its disk
        // The reader looks for a file before it asks SQLite.
        QFile name(m_file);
        QVERIFY(name.open(QIODevice::WriteOnly));
        FixedClock clock;
        SeededRandom random(1);
        QVERIFY(Store::open(m_file, clock, random));
        m_made = m_disk.image();
    }
    void cleanup() { m_disk.lieAboutSyncs(false); }

    void theWorkIsDoneWhenNothingHappens()
    {
        m_disk.boot(m_made);
        Workload work(m_disk, m_file, 1);
        work.work();
        QCOMPARE(work.violation(), QString());
        m_disk.boot(m_made);
        QVERIFY(work.violation().contains(u"promised"_s));
    }

    void aPowerCutTakesNothingThatWasPromised()
    {
        const auto fromNew = measure(m_made, 1).first;
        const auto fromNothing = measure({}, 1).first;
        QVERIFY(fromNew > 50);
        const auto first = unsigned(number("SIGNALBOX_FIRST_CUT", 1));
        const auto cuts = unsigned(number("SIGNALBOX_POWER_CUTS", 1000));
        for (auto seed = first; seed < first + cuts; ++seed) {
            const bool isEmpty = seed % 5 == 0;
            const auto wrong = isEmpty ? cut(seed, fromNothing, {}) : cut(seed, fromNew, m_made);
            QVERIFY2(wrong.isEmpty(), qPrintable(u"cut %1: %2"_s.arg(seed).arg(wrong)));
        }
    }

    /// The log is copied back in a thread of its own, so a seed does not bring quite the same again.
    void aPowerCutWhileTheLogIsCopiedBack()
    {
        constexpr int factor = 300; // some 3,000 pages
        const auto changes = measure(m_made, 1, factor).first;
        QVERIFY2(changes > 5000, qPrintable(QString::number(changes))); // each page twice
        const auto cuts = unsigned(number("SIGNALBOX_POWER_CUTS", 1000)) / 25;
        for (unsigned seed = 1; seed <= cuts; ++seed) {
            const auto wrong = cut(seed, changes, m_made, factor);
            QVERIFY2(wrong.isEmpty(), qPrintable(u"cut %1: %2"_s.arg(seed).arg(wrong)));
        }
    }

    void aDiskThatLiesIsFoundOut()
    {
        // What shows that the tests here would see a store that does not sync.
        const auto changes = measure(m_made, 1).first;
        int found = 0;
        m_disk.lieAboutSyncs(true);
        for (unsigned seed = 1; seed <= 40; ++seed)
            found += !cut(seed, changes, m_made).isEmpty();
        QVERIFY2(found > 10, qPrintable(QString::number(found)));
    }

    void aCallThatFailsMakesNoFalseYes_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("input/output error") << int(LossyDisk::Fault::Eio);
        QTest::newRow("disk full") << int(LossyDisk::Fault::Full);
        QTest::newRow("short write") << int(LossyDisk::Fault::Short);
    }
    void aCallThatFailsMakesNoFalseYes()
    {
        QFETCH(int, fault);
        const int step = number("SIGNALBOX_ALL_CALLS", 0) ? 1 : 11;
        const auto calls = measure({}, 1).second;
        int failed = 0;
        for (int call = 1 + fault; call <= calls; call += step) {
            m_disk.boot(LossyDisk::Image());
            m_disk.failAtCall(call, LossyDisk::Fault(fault));
            Workload work(m_disk, m_file, 1);
            work.work();
            failed += m_disk.hasFailed();
            // What only the system remembers goes too.
            m_disk.boot(unsigned(call));
            const auto wrong = work.violation();
            QVERIFY2(wrong.isEmpty(), qPrintable(u"call %1: %2"_s.arg(call).arg(wrong)));
        }
        QVERIFY(failed > 0);
    }
};

QTEST_GUILESS_MAIN(TestPowerCuts)
#include "tst_powercuts.moc"
