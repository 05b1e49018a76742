// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/storefixture.h"
#include "tests/support/ruletext.h"

#include <QSignalSpy>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestRuleJobs : public QObject
{
    Q_OBJECT

    static Rule rule(const QString &id = u"r"_s, const QString &text = u"go > log"_s)
    {
        auto made = ruleFromText(text);
        made.id = RuleId(id);
        made.name = id.toUpper();
        made.layout.insert(StepId(u"go"_s), {1, 2});
        return made;
    }

    const RuleId r{u"r"_s};

private slots:
    void aDraftIsKeptAndNothingIsLive()
    {
        StoreFixture store;
        QSignalSpy changed(store.store.get(), &Store::rulesChanged);
        QVERIFY(store->saveDraft(rule()).result());
        QTRY_COMPARE(changed.size(), 1);
        const auto stored = *store.reader->rule(r);
        QCOMPARE(stored.draft, rule());
        QCOMPARE(stored.version, 0);
        QVERIFY(!stored.enabled);
        QVERIFY(stored.hasDraftChanges);
        QCOMPARE(stored.changed, store.clock.now());
        QVERIFY(store.reader->ruleVersions(r)->isEmpty());
        QCOMPARE(store->setEnabled(r, true).result().error().code, Error::Code::InvalidInput);
    }

    void publishingMakesAVersionOnlyOfWhatDiffers()
    {
        StoreFixture store;
        QCOMPARE(*store->publish(rule(), {}).result(), 1);
        auto stored = *store.reader->rule(r);
        QVERIFY(!stored.enabled);
        QVERIFY(!stored.hasDraftChanges);
        QCOMPARE(*store->publish(rule(), {}).result(), 1);

        auto other = rule(u"r"_s, u"go > log; go > notify"_s);
        QVERIFY(store->saveDraft(other).result());
        QVERIFY(store.reader->rule(r)->hasDraftChanges);
        QCOMPARE(store.reader->rule(r)->draft, other);
        QCOMPARE(*store.reader->ruleVersion(r, 1), rule());
        QCOMPARE(*store->publish(other, {}).result(), 2);
        QVERIFY(!store.reader->rule(r)->hasDraftChanges);
        QCOMPARE(*store.reader->ruleVersions(r), (QList{1, 2}));
        QCOMPARE(*store.reader->ruleVersion(r, 1), rule());
        QCOMPARE(*store.reader->ruleVersion(r, 2), other);
        // Back to what it was is a new version, too.
        QCOMPARE(*store->publish(rule(), {}).result(), 3);
        QCOMPARE(store.reader->ruleVersion(r, 4).error().code, Error::Code::NotFound);
    }

    void placesOnTheCanvasAreKeptWithoutAVersion()
    {
        StoreFixture store;
        QVERIFY(store->publish(rule(), {}).result());
        auto moved = rule();
        moved.layout.insert(StepId(u"go"_s), {300, 4});
        QVERIFY(store->saveDraft(moved).result());
        QVERIFY(!store.reader->rule(r)->hasDraftChanges);
        QCOMPARE(store.reader->rule(r)->draft.layout, moved.layout);
        QCOMPARE(*store->publish(moved, {}).result(), 1);
        QCOMPARE(store.reader->ruleVersion(r, 1)->layout, moved.layout);
    }

    void theSwitchIsNoPartOfAVersion()
    {
        StoreFixture store;
        auto wanted = rule();
        wanted.enabled = true; // as a file may say
        QVERIFY(store->publish(wanted, {}).result());
        QVERIFY(!store.reader->rule(r)->enabled);
        QVERIFY(store->setEnabled(r, true).result());
        QVERIFY(store.reader->rule(r)->enabled);
        QVERIFY(store.reader->rule(r)->draft.enabled);
        QCOMPARE(*store->publish(rule(), {}).result(), 1);
        QVERIFY(store.reader->rule(r)->enabled); // left as it was
        QVERIFY(store->publish(rule(), false).result());
        QVERIFY(!store.reader->rule(r)->enabled);
        QCOMPARE(*store->publish(rule(), true).result(), 1);
        QVERIFY(store.reader->rule(r)->enabled);
        QVERIFY(store->saveDraft(rule(u"r"_s, u"go > if"_s)).result());
        QVERIFY(store.reader->rule(r)->enabled); // what is live stays
    }

    void whatIsNotThereIsSaid()
    {
        StoreFixture store;
        QCOMPARE(store->setEnabled(r, false).result().error().code, Error::Code::NotFound);
        QCOMPARE(store->removeRule(r).result().error().code, Error::Code::NotFound);
        QCOMPARE(store.reader->rule(r).error().code, Error::Code::NotFound);
        QCOMPARE(store->saveDraft(rule(QString())).result().error().code, Error::Code::InvalidInput);
        QCOMPARE(store->publish(rule(u"Not An Id"_s), true).result().error().code, Error::Code::InvalidInput);
        QVERIFY(store.reader->rules()->isEmpty());
    }

    void aRemovedRuleLeavesItsVersionsAndRuns()
    {
        StoreFixture store;
        QVERIFY(store->publish(rule(), true).result());
        store.add(u"t"_s);
        QVERIFY(store->route({1, {runOf(u"run"_s, u"r"_s, 1)}}).result());
        QVERIFY(store->setSchedules({{r, StepId(u"s"_s), "{}", {}}}).result());
        QVERIFY(store->removeRule(r).result());
        QVERIFY(store.reader->rules()->isEmpty());
        QCOMPARE(store->setEnabled(r, true).result().error().code, Error::Code::NotFound);
        QVERIFY(store.reader->schedules()->isEmpty());
        QCOMPARE(*store.reader->ruleVersion(r, 1), rule());
        QVERIFY(store.reader->run(RunId(u"run"_s)));
        QCOMPARE(store.reader->outcomes(1, 1)->first().rules, QStringList{u"R"_s});

        // Its id taken anew is a new rule, whose versions are counted on.
        QVERIFY(store->saveDraft(rule(u"r"_s, u"go > if"_s)).result());
        QCOMPARE(store.reader->rule(r)->version, 0);
        QVERIFY(!store.reader->rule(r)->enabled);
        QCOMPARE(*store->publish(rule(), {}).result(), 2);
        QCOMPARE(*store.reader->ruleVersions(r), (QList{1, 2}));
    }

    void rulesComeByFolderThenName()
    {
        StoreFixture store;
        for (const auto &[id, folder] : {std::pair(u"b"_s, u"Shop"_s), std::pair(u"c"_s, QString()),
                 std::pair(u"a"_s, u"Shop"_s), std::pair(u"d"_s, u"office"_s)}) {
            auto made = rule(id);
            made.folder = folder;
            QVERIFY(store->saveDraft(made).result());
        }
        QStringList ids;
        const auto rules = store.reader->rules();
        for (const auto &stored : *rules)
            ids += stored.draft.id.value;
        QCOMPARE(ids, (QStringList{u"c"_s, u"d"_s, u"a"_s, u"b"_s}));
    }
};

QTEST_GUILESS_MAIN(TestRuleJobs)
#include "tst_rulejobs.moc"
