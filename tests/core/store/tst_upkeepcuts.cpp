// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/searchfile.h"
#include "core/store/upkeep.h"
#include "tests/core/store/lossydisk.h"
#include "tests/core/store/storefixture.h"

#include <QLoggingCategory>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int events = 60;

/// Event and run number i: every seventh has failed, every eleventh still waits; the first 40 are old.
bool hasFailed(int i)
{
    return i % 7 == 0;
}
bool isWaiting(int i)
{
    return i % 11 == 0;
}
bool isOld(int i)
{
    return i <= 40;
}
bool stays(int i)
{
    return hasFailed(i) || isWaiting(i) || !isOld(i);
}

} // namespace

/// Clearing, shrinking and filling the index of words, cut short by power or by a disk that fails: what is to
/// stay is there, what was promised is too, the chain is whole, and the next time brings it to its end. A
/// seed brings the same cut again; SIGNALBOX_POWER_CUTS says how many (200 unless told),
/// SIGNALBOX_ALL_CALLS=1 fails every call, not every seventh.
class TestUpkeepCuts : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_file = m_dir.filePath(u"signalbox.db"_s);
    LossyDisk m_disk;
    LossyDisk::Image m_filled;
    Instant m_border; ///< what is older goes
    Sequence m_promised = 0; ///< the last event that was answered with yes

    static int number(const char *name, int fallback)
    {
        return qEnvironmentVariableIsSet(name) ? qEnvironmentVariableIntValue(name) : fallback;
    }

    void makeFilled()
    {
        FixedClock clock;
        SeededRandom random(1);
        auto store = std::move(*Store::open(m_file, clock, random));
        QList<Run> runs;
        for (int i = 1; i <= events; ++i) {
            if (!isOld(i) && isOld(i - 1)) {
                clock.move(24h);
                m_border = clock.now();
            }
            Event event = eventOf(u"t"_s);
            event.data = "{\"number\":\"n" + QByteArray::number(i) + "\",\"fill\":\"" + QByteArray(1500, 'x')
                + "\"}";
            QVERIFY(store->append({event}).result());
            runs += runOf(u"run%1"_s.arg(i), u"r"_s, i,
                isWaiting(i)       ? State::Waiting
                    : hasFailed(i) ? State::Failed
                                   : State::Succeeded);
            runs.last().steps = {StepRun{.step = StepId(u"s"_s), .state = State::Succeeded}};
        }
        QVERIFY(store->route({events, runs}).result());
        store.reset();
        m_filled = m_disk.image();
    }

    /// Opens the store, clears and shrinks it with events coming in between, and fills the index, until all
    /// is done or nothing is answered any more.
    void work()
    {
        m_promised = 0;
        FixedClock clock;
        clock.move(m_border - clock.now() + 1h);
        SeededRandom random(2);
        auto opened = Store::open(m_file, clock, random);
        if (!opened)
            return;
        const auto store = std::move(*opened);
        for (PurgeOrder order{0, m_border, Instant::min()};;) {
            const auto more = store->append({eventOf(u"more"_s)}).result();
            if (more)
                m_promised = more->first().sequence;
            const auto bite = store->upkeep().purge(order).result();
            if (!bite)
                break;
            order.after = bite->upTo;
            if (bite->isThrough)
                break;
        }
        for (int i = 0; i < 20; ++i) {
            const auto use = store->upkeep().shrink(0).result();
            if (!use || use->free == 0)
                break;
        }
        fillIndex();
    }

    bool fillIndex() const
    {
        for (int i = 0; i < 10; ++i) {
            const auto index = SearchFile::open(m_file);
            const auto filled = index ? (*index)->fill() : Result<SearchFile::Filled>(Failure(index.error()));
            if (!filled)
                return false;
            if (filled->isThrough)
                return true;
        }
        return false;
    }

    QString violation()
    {
        FixedClock clock;
        SeededRandom random(3);
        auto opened = Store::open(m_file, clock, random);
        if (!opened)
            return u"cannot be opened: "_s + opened.error().message + opened.error().context;
        const auto store = std::move(*opened);
        if (!store->faults().isEmpty())
            return u"at start: "_s + store->faults().join(u' ');
        const auto health = examine(m_file);
        if (!health)
            return health.error().message;
        if (!health->isSound())
            return health->faults.join(u' ');
        const auto reader = std::move(*Reader::open(m_file));
        for (int i = 1; i <= events; ++i) {
            const bool isThere = reader->event(i).has_value();
            if (stays(i) && !isThere)
                return u"event %1 is gone"_s.arg(i);
            const auto run = reader->run(RunId(u"run%1"_s.arg(i)));
            if (run.has_value() != isThere)
                return u"event and run %1 did not go together"_s.arg(i);
            if (run && run->steps.size() != 1)
                return u"run %1 has lost its steps"_s.arg(i);
        }
        if (m_promised > 0 && !reader->event(m_promised))
            return u"event %1 was promised"_s.arg(m_promised);
        // And the end of it.
        PurgeOrder order{0, m_border, Instant::min()};
        for (;;) {
            const auto bite = store->upkeep().purge(order).result();
            if (!bite)
                return bite.error().message;
            order.after = bite->upTo;
            if (bite->isThrough)
                break;
        }
        for (int i = 1; i <= events; ++i) {
            if (reader->event(i).has_value() != stays(i))
                return u"event %1 did not go"_s.arg(i);
        }
        if (!examine(m_file)->isSound())
            return u"not sound after clearing"_s;
        if (!fillIndex())
            return u"the index cannot be filled"_s;
        for (int i = 1; i <= events; ++i) {
            EventFilter filter;
            filter.text = u"\"n%1\""_s.arg(i);
            filter.type = u"t"_s;
            const auto found = sequencesOf(reader->events(filter, 0, Page::Newer, 100));
            if (found.contains(i) != stays(i))
                return u"search for %1 is wrong"_s.arg(i);
        }
        return {};
    }

private slots:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(u"default.warning=false"_s);
        // The readers look for files before they ask SQLite.
        for (const auto &name : {m_file, SearchFile::nameFor(m_file)}) {
            QFile file(name);
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        makeFilled();
    }

    void theWorkIsDoneWhenNothingHappens()
    {
        m_disk.boot(m_filled);
        work();
        QCOMPARE(violation(), QString());
        QVERIFY(m_promised > events);
    }

    void aPowerCutLeavesItWhole()
    {
        m_disk.boot(m_filled);
        work();
        const int changes = m_disk.changes();
        QVERIFY(changes > 20);
        const auto cuts = unsigned(number("SIGNALBOX_POWER_CUTS", 200));
        for (unsigned seed = 1; seed <= cuts; ++seed) {
            SeededRandom random(seed);
            m_disk.boot(m_filled);
            m_disk.cutAtChange(1 + int(random.next() % quint64(changes)));
            work();
            m_disk.boot(seed);
            const auto wrong = violation();
            QVERIFY2(wrong.isEmpty(), qPrintable(u"cut %1: %2"_s.arg(seed).arg(wrong)));
        }
    }

    void aCallThatFailsLeavesItWhole_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("input/output error") << int(LossyDisk::Fault::Eio);
        QTest::newRow("disk full") << int(LossyDisk::Fault::Full);
        QTest::newRow("short write") << int(LossyDisk::Fault::Short);
    }
    void aCallThatFailsLeavesItWhole()
    {
        QFETCH(int, fault);
        m_disk.boot(m_filled);
        work();
        const int calls = m_disk.calls();
        const int step = number("SIGNALBOX_ALL_CALLS", 0) ? 1 : 7;
        int failed = 0;
        for (int call = 1 + fault; call <= calls; call += step) {
            m_disk.boot(m_filled);
            m_disk.failAtCall(call, LossyDisk::Fault(fault));
            work();
            failed += m_disk.hasFailed();
            m_disk.boot(unsigned(call));
            const auto wrong = violation();
            QVERIFY2(wrong.isEmpty(), qPrintable(u"call %1: %2"_s.arg(call).arg(wrong)));
        }
        QVERIFY(failed > 0);
    }
};

QTEST_GUILESS_MAIN(TestUpkeepCuts)
#include "tst_upkeepcuts.moc"
