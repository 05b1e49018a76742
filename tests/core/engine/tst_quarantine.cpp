// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/quarantine.h"
#include "tests/support/receiver.h"
#include "tests/support/workshop.h"

#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Verdict = Quarantine::Verdict;

/// Processes that follow one another on one folder, each with a few steps that begin again where they were
/// interrupted. Which of them dies is the test's to say.
class Processes
{
public:
    Processes() { start(); }

    /// The next process finds these under way, those that waited for their trial waiting.
    void start(const QStringList &underWay = {}, const QStringList &waiting = {})
    {
        m_quarantine.reset();
        m_book = std::make_unique<CrashBook>(m_dir.filePath(u"crashes.json"_s), boot);
        m_book->begin();
        m_timers = std::make_unique<Timers>(clock);
        m_quarantine = std::make_unique<Quarantine>(m_book.get(), clock, *m_timers);
        QObject::connect(m_quarantine.get(), &Quarantine::turn, m_quarantine.get(),
            [this](const QString &step) { turns += step; });
        turns.clear();
        m_quarantine->judge(underWay, waiting);
        for (const auto &step : underWay + waiting) {
            if (verdict(step) == Verdict::Suspect)
                m_quarantine->enlist(step);
        }
        QCoreApplication::processEvents();
    }
    void crash(const QStringList &underWay, const QStringList &waiting = {})
    {
        QFile mark(m_book->signalFile());
        if (!mark.open(QIODevice::WriteOnly) || mark.write("11") != 2)
            qFatal("cannot write the mark");
        mark.close();
        start(underWay, waiting);
    }
    void end() { m_book->end(); }

    void ended(const QString &step)
    {
        m_quarantine->ended(step);
        QCoreApplication::processEvents();
    }
    void pass(std::chrono::microseconds time)
    {
        clock.move(time);
        m_timers->check();
    }
    Verdict verdict(const QString &step) const { return m_quarantine->verdict(step); }
    Quarantine &quarantine() { return *m_quarantine; }

    FixedClock clock;
    QString boot = u"boot"_s;
    QStringList turns;

private:
    QTemporaryDir m_dir;
    std::unique_ptr<CrashBook> m_book;
    std::unique_ptr<Timers> m_timers;
    std::unique_ptr<Quarantine> m_quarantine;
};

const QStringList many{u"a"_s, u"b"_s, u"c"_s, u"d"_s};

} // namespace

class TestQuarantine : public QObject
{
    Q_OBJECT

private slots:
    void oneDeathIsChance()
    {
        Processes p;
        p.crash(many);
        for (const auto &step : many)
            QCOMPARE(p.verdict(step), Verdict::Free);
        QVERIFY(p.quarantine().isOpen());
    }

    void theGuiltyOneIsFoundAmongMany()
    {
        Processes p;
        p.crash(many);
        p.crash(many);
        QVERIFY(!p.quarantine().isOpen());
        for (int crashes = 0; crashes < 3; ++crashes) {
            // c takes it down whenever it runs; the others end well.
            while (p.turns.last() != u"c") {
                QVERIFY(!p.quarantine().isOpen());
                p.ended(p.turns.last());
            }
            QStringList waiting = many;
            waiting.removeIf([&](const QString &step) { return p.turns.contains(step); });
            p.crash({u"c"_s}, waiting);
        }
        QCOMPARE(p.verdict(u"c"_s), Verdict::Guilty);
        for (const auto &step : {u"a"_s, u"b"_s, u"d"_s})
            QVERIFY(p.verdict(step) != Verdict::Guilty);
    }

    void outcomesClear()
    {
        Processes p;
        p.crash(many);
        for (const auto &step : many)
            p.ended(step);
        p.crash(many);
        for (const auto &step : many)
            QCOMPARE(p.verdict(step), Verdict::Free);
        p.crash(many);
        for (int i = 0; i < many.size(); ++i)
            p.ended(p.turns.last());
        QCOMPARE(p.turns.size(), many.size());
        QVERIFY(p.quarantine().isOpen());
    }

    /// Kills under load meet many steps; none of them is parked, though one of them is often interrupted.
    void killsUnderLoadParkNobody()
    {
        Processes p;
        SeededRandom random(7);
        QSet<QString> parked;
        QStringList waiting, underWay;
        int n = 0;
        for (int kills = 0; kills < 150; ++kills) {
            p.start(underWay, waiting);
            for (const auto &step : underWay + waiting) {
                if (p.verdict(step) == Verdict::Guilty)
                    parked += step;
            }
            // Before the next kill some of the suspects get through, then new work comes.
            QStringList left = underWay + waiting;
            const auto ends = random.next() % 6;
            for (quint64 i = 0; i < ends && !p.quarantine().isOpen(); ++i) {
                left.removeAll(p.turns.last());
                p.ended(p.turns.last());
            }
            if (p.quarantine().isOpen()) {
                underWay = left;
                waiting.clear();
                for (quint64 more = random.next() % 5; more > 0; --more)
                    underWay += QString::number(++n);
            } else {
                underWay = {p.turns.last()};
                waiting = left;
                waiting.removeAll(p.turns.last());
            }
        }
        QVERIFY(n > 50);
        QCOMPARE(parked, QSet<QString>());
    }

    void cleanEndsAndPowerCutsCountForNothing()
    {
        Processes p;
        for (int i = 0; i < 10; ++i) {
            p.end();
            p.start({u"a"_s});
            QCOMPARE(p.verdict(u"a"_s), Verdict::Free);
        }
        for (int i = 0; i < 10; ++i) {
            p.boot = QString::number(i);
            p.start({u"a"_s});
            QCOMPARE(p.verdict(u"a"_s), Verdict::Free);
        }
    }

    void aloneItCountsFully_data()
    {
        QTest::addColumn<bool>("isCrash");
        QTest::addColumn<int>("deaths");
        QTest::newRow("crashes") << true << 3;
        QTest::newRow("kills") << false << 9;
    }
    void aloneItCountsFully()
    {
        QFETCH(bool, isCrash);
        QFETCH(int, deaths);
        Processes p;
        for (int i = 1; i <= deaths; ++i) {
            QVERIFY(p.verdict(u"a"_s) != Verdict::Guilty);
            if (isCrash)
                p.crash({u"a"_s});
            else
                p.start({u"a"_s});
        }
        QCOMPARE(p.verdict(u"a"_s), Verdict::Guilty);
    }

    void aLongTrialGoesOnBesideOthers()
    {
        Processes p;
        p.start(many);
        p.start(many);
        QCOMPARE(p.turns.size(), 1);
        p.pass(4s);
        QCOMPARE(p.turns.size(), 1);
        p.pass(1s);
        QCOMPARE(p.turns.size(), 2);
        // Two are under way now, so that a death tells of neither; the next trial is longer.
        const auto two = p.turns;
        p.start(two, QStringList{many}.filter(QRegularExpression(u"[^%1%2]"_s.arg(two[0], two[1]))));
        p.pass(5s);
        QCOMPARE(p.turns.size(), 2); // of one with two deaths
        p.pass(5s);
        QCOMPARE(p.turns.size(), 3);
        for (const auto &step : many)
            QVERIFY(p.verdict(step) != Verdict::Guilty);
    }

    void whileHeldNoTrialBegins()
    {
        Processes p;
        p.start(many);
        p.quarantine().setHeld(true);
        p.start(many);
        p.ended(p.turns.last());
        QCOMPARE(p.turns.size(), 2);
        p.quarantine().setHeld(true);
        p.ended(p.turns.last());
        QCOMPARE(p.turns.size(), 2);
        QVERIFY(!p.quarantine().isOpen());
        p.quarantine().setHeld(false);
        QCOMPARE(p.turns.size(), 3);
    }

    /// The whole of it: of four runs one takes the program down, again and again.
    void theRunnerTriesOneAtATime()
    {
        Workshop shop;
        Receiver receiver;
        bool isSilent = true;
        receiver.answer = [&](const Receiver::Request &request) {
            return isSilent || request.body.contains("c") ? QByteArray() : Receiver::reply(200, "ok");
        };
        shop.enable(u"go > http"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}},
                {u"http"_s,
                    {{u"url"_s, receiver.url()}, {u"method"_s, u"POST"_s},
                        {u"body"_s, u"{{ event.data }}"_s}}}});
        for (const auto *name : {R"("a")", R"("b")", R"("c")", R"("d")"})
            shop.emitEvent(u"t"_s, name);
        const auto crash = [&] {
            shop.crashes->workedWell(); // each after a while, so that safe mode stays out of it
            QFile mark(shop.crashes->signalFile());
            QVERIFY(mark.open(QIODevice::WriteOnly));
            mark.write("11");
            mark.close();
            shop.crash();
            receiver.requests.clear();
            shop.open();
        };
        QTRY_COMPARE(receiver.requests.size(), 4);
        crash();
        QTRY_COMPARE(receiver.requests.size(), 4);
        isSilent = false;
        for (int alone = 0; alone < 3; ++alone) {
            crash();
            QTRY_VERIFY(!receiver.requests.isEmpty() && receiver.requests.last().body.contains("c"));
        }
        crash();
        // Not by settle(): the engine says at once that it has trouble, and then nobody waits for it.
        const auto traces = [&] {
            QStringList found;
            for (const auto &run : shop.runs())
                found += Workshop::trace(run);
            found.sort();
            return found.join(u", "_s);
        };
        QTRY_COMPARE(traces(), u"?http = in-doubt, http = succeeded, http = succeeded, http = succeeded"_s);
        QTRY_VERIFY(!shop.reader->rule(RuleId(u"r"_s))->enabled);
        QTRY_VERIFY(await(shop.engine->status()).trouble.contains(u"\"r\" was switched off"));
        QVERIFY(await(shop.engine->setEnabled(RuleId(u"r"_s), true)));
        QTRY_COMPARE(await(shop.engine->status()).trouble, QString());
    }
};

QTEST_GUILESS_MAIN(TestQuarantine)
#include "tst_quarantine.moc"
