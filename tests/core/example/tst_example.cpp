// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/example/example.h"
#include "core/rule/validation.h"
#include "tests/support/fixedclock.h"
#include "tests/support/recordingnotifier.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// An engine over a store of its own, in this thread.
struct Workshop
{
    Workshop()
        : store(Store::open(folder.filePath(u"store.db"_s), clock, random).value())
        , catalog(allStepTypes())
        , engine(Engine::Parts{*store, clock, random, catalog, {nullptr, &notifier}, nullptr})
    {
        if (!waitFor(engine.start()))
            qFatal("The engine does not start.");
    }
    ~Workshop() { waitForEnd(engine.stop(std::chrono::seconds(1))); }

    template <typename Answer> static Answer waitFor(QFuture<Answer> future)
    {
        waitForEnd(future);
        return future.result();
    }
    template <typename Answer> static void waitForEnd(const QFuture<Answer> &future)
    {
        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 10'000);
    }

    QTemporaryDir folder;
    FixedClock clock;
    SeededRandom random{1};
    std::unique_ptr<Store> store;
    StepCatalog catalog;
    RecordingNotifier notifier;
    Engine engine;
};

} // namespace

class TestExample : public QObject
{
    Q_OBJECT

private slots:
    void everyShippedFileIsLoaded()
    {
        const auto example = Example::load({});
        QVERIFY2(example, example ? "" : qPrintable(example.error().context + example.error().message));
        const QDir folder(QStringLiteral(SIGNALBOX_EXAMPLES "/shop"));
        QCOMPARE(example->rules.size(), folder.entryList({u"*.rule.json"_s}).size());
        QVERIFY(!example->records.isEmpty());
    }

    void itsRulesHaveNoProblems()
    {
        const auto catalog = allStepTypes();
        const auto example = *Example::load({});
        for (const auto &rule : example.rules) {
            const auto problems = validate(rule, catalog);
            QVERIFY2(problems.isEmpty(),
                problems.isEmpty() ? "" : qPrintable(rule.id.value + u": "_s + problems.first().message));
            QVERIFY(rule.enabled);
        }
    }

    void itSendsToTheListenerThatThereIs()
    {
        const auto example = Example::load(u"http://127.0.0.1:9999"_s);
        const auto sends = std::ranges::any_of(example->rules, [](const Rule &rule) {
            return std::ranges::any_of(rule.steps, [](const Step &step) {
                return step.config.value(u"url"_s) == u"http://127.0.0.1:9999/hook/shop/orders"_s;
            });
        });
        QVERIFY(sends);
    }

    void installsAndGoesAwayAgain()
    {
        Workshop shop;
        const auto example = *Example::load({});
        const auto installed = Workshop::waitFor(example.install(shop.engine));
        QVERIFY2(installed, installed ? "" : qPrintable(installed.error().message));

        const auto reader = *Reader::open(shop.store->file());
        const auto rules = *reader->rules();
        QCOMPARE(rules.size(), example.rules.size());
        QVERIFY(std::ranges::all_of(rules, &StoredRule::enabled));
        QVERIFY(
            std::ranges::all_of(rules, [&](const auto &rule) { return example.contains(rule.draft.id); }));
        QCOMPARE(reader->records(example.table.id, {}, 100)->size(), example.records.size());
        QTRY_COMPARE(Workshop::waitFor(shop.engine.board()).size(), 2);

        const auto removed = Workshop::waitFor(example.remove(shop.engine));
        QVERIFY2(removed, removed ? "" : qPrintable(removed.error().message));
        QVERIFY(reader->rules()->isEmpty());
        QVERIFY(reader->tables()->isEmpty());
        QVERIFY(Workshop::waitFor(example.remove(shop.engine))); // nothing is left, and that is no error
    }

    void aLargeOrderWaitsForALook_data()
    {
        QTest::addColumn<double>("amount");
        QTest::addColumn<QString>("status");
        QTest::newRow("large") << 100.5 << u"check"_s;
        QTest::newRow("small") << 100.0 << u"paid"_s;
    }
    void aLargeOrderWaitsForALook()
    {
        QFETCH(const double, amount);
        QFETCH(const QString, status);
        Workshop shop;
        const auto example = *Example::load({});
        QVERIFY(Workshop::waitFor(example.install(shop.engine)));
        Event event;
        event.type = u"signalbox.webhook.received"_s;
        event.source = u"/hook/shop/orders"_s;
        event.request = {{u"path"_s, QJsonValue(u"/hook/shop/orders"_s)}};
        event.dataContentType = u"application/json"_s;
        event.data = toCompactJson(
            QJsonObject{{u"customer"_s, u"Ada"_s}, {u"item"_s, u"Globe"_s}, {u"amount"_s, amount}});
        QVERIFY(Workshop::waitFor(shop.store->append({event})));

        const auto reader = *Reader::open(shop.store->file());
        const auto statusOfTheOrder = [&] {
            const auto records = *reader->records(example.table.id, {}, 100);
            for (const auto &record : records) {
                if (record.values.value(u"customer"_s).toString() == u"Ada")
                    return record.values.value(u"status"_s).toString();
            }
            return QString();
        };
        QTRY_COMPARE(statusOfTheOrder(), status);
    }
};

QTEST_GUILESS_MAIN(TestExample)
#include "tst_example.moc"
