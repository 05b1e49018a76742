// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/retry.h"
#include "tests/support/fixedclock.h"

#include <QJsonObject>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRetry : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatTheStepSays()
    {
        const auto policy = RetryPolicy::fromJson(
            QJsonObject{{u"attempts"_s, 5}, {u"backoff"_s, u"10s"_s}, {u"budget"_s, u"1h"_s}});
        QCOMPARE(policy.attempts, 5);
        QCOMPARE(policy.backoff, 10s);
        QCOMPARE(policy.budget, 1h);
        QCOMPARE(RetryPolicy::fromJson({}).attempts, 1);
    }

    void pausesGrowAndStayBelowTheirBound()
    {
        const RetryPolicy policy{.attempts = 10, .backoff = 1s, .budget = 100h};
        SeededRandom random(7);
        const Instant now{};
        for (int made = 1; made < 10; ++made) {
            for (int i = 0; i < 200; ++i) {
                const auto next = policy.next(made, now, now, {}, random);
                QVERIFY(next);
                QVERIFY(*next >= now && *next <= now + 1s * (1 << (made - 1)));
            }
        }
    }

    void attemptsAndBudgetEnd()
    {
        const RetryPolicy policy{.attempts = 3, .backoff = 1s, .budget = 10s};
        SeededRandom random(7);
        const Instant first{};
        QVERIFY(policy.next(2, first, first, {}, random));
        QVERIFY(!policy.next(3, first, first, {}, random));
        QVERIFY(!policy.next(2, first, first + 11s, {}, random));
    }

    void whatTheOtherSideAskedForIsKept()
    {
        const RetryPolicy policy{.attempts = 3, .backoff = 1s, .budget = 10min};
        SeededRandom random(7);
        QVERIFY(*policy.next(1, {}, {}, 90s, random) >= Instant{} + 90s);
        QVERIFY(!policy.next(1, {}, {}, 11min, random));
    }
};

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"
