// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "tests/support/workshop.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QJsonObject onT{{u"type"_s, u"t"_s}};

} // namespace

/// The face: what it answers, before its start and after its stop too.
class TestEngine : public QObject
{
    Q_OBJECT

private slots:
    void saysThatItBegan()
    {
        Workshop shop;
        QTRY_COMPARE(shop.events(eventtype::engineStarted).size(), 1);
        QVERIFY(await(shop.engine->status()).running);
        shop.close();
        shop.open();
        QTRY_COMPARE(shop.events(eventtype::engineStarted).size(), 2);
    }

    void answersUnavailableWhenItDoesNotRun()
    {
        Workshop shop;
        shop.enable(u"button"_s);
        const auto before = shop.runs().size();
        settle(shop.engine->stop(std::chrono::milliseconds(0)));
        const RuleId rule(u"r"_s);
        const auto isUnavailable
            = [](const auto &future) { return await(future).error().code == Error::Code::Unavailable; };
        QVERIFY(isUnavailable(shop.engine->press(rule, StepId(u"button"_s), {})));
        QVERIFY(isUnavailable(shop.engine->submit(rule, StepId(u"button"_s), {})));
        QVERIFY(isUnavailable(shop.engine->runRule(rule, {}, {})));
        QVERIFY(isUnavailable(shop.engine->cancelRun(RunId(u"x"_s))));
        QVERIFY(isUnavailable(shop.engine->setPaused(true)));
        QVERIFY(isUnavailable(shop.engine->setEnabled(rule, false)));
        QVERIFY(isUnavailable(shop.engine->publish(ruleFromText(u"go"_s), {})));
        QVERIFY(isUnavailable(shop.engine->removeRule(rule)));
        QVERIFY(isUnavailable(shop.engine->listen(u"127.0.0.1:0"_s)));
        QVERIFY(await(shop.engine->board()).isEmpty());
        QVERIFY(!await(shop.engine->status()).running);
        settle(shop.engine->settle());
        settle(shop.engine->stop(std::chrono::milliseconds(0))); // a second time
        QCOMPARE(shop.runs().size(), before);
        QVERIFY(await(shop.engine->start())); // it may begin again
        QVERIFY(await(shop.engine->press(rule, StepId(u"button"_s), {})));
    }

    void aFaultyRuleIsKeptAndStaysOff()
    {
        Workshop shop;
        auto rule = ruleFromText(u"go > teleport"_s, {{u"go"_s, onT}});
        const auto refused = await(shop.engine->publish(rule, true));
        QCOMPARE(refused.error().code, Error::Code::InvalidInput);
        const auto problems = parseJson(refused.error().context.toUtf8())->toArray();
        QCOMPARE(problems.first().toObject().value(u"step"_s).toString(), u"teleport"_s);
        QCOMPARE(shop.reader->rules()->size(), 0);

        QCOMPARE(await(shop.engine->publish(rule, {})).value_or(0), 1);
        QVERIFY(!shop.reader->rule(rule.id)->enabled);
        QCOMPARE(await(shop.engine->setEnabled(rule.id, true)).error().code, Error::Code::InvalidInput);
        shop.emitEvent(u"t"_s);
        shop.settle();
        QVERIFY(shop.runs().isEmpty());

        // A version with a fault switches a rule off that was on.
        shop.enable(u"go"_s, {{u"go"_s, onT}});
        QVERIFY(await(shop.engine->publish(rule, {})));
        QVERIFY(!shop.reader->rule(rule.id)->enabled);
    }

    void theSwitchAnswersForWhatIsThere()
    {
        Workshop shop;
        QCOMPARE(await(shop.engine->setEnabled(RuleId(u"r"_s), true)).error().code, Error::Code::NotFound);
        QVERIFY(await(shop.engine->saveDraft(ruleFromText(u"go"_s))));
        QCOMPARE(
            await(shop.engine->setEnabled(RuleId(u"r"_s), true)).error().code, Error::Code::InvalidInput);
        QCOMPARE(await(shop.engine->removeRule(RuleId(u"nobody"_s))).error().code, Error::Code::NotFound);
    }

    void aDraftChangesNothingThatIsLive()
    {
        Workshop shop;
        shop.enable(u"go"_s, {{u"go"_s, onT}});
        QVERIFY(await(shop.engine->saveDraft(ruleFromText(u"go"_s, {{u"go"_s, {{u"type"_s, u"u"_s}}}}))));
        shop.emitEvent(u"u"_s);
        shop.emitEvent(u"t"_s);
        shop.settle();
        QCOMPARE(shop.runs().size(), 1);
        QCOMPARE(shop.runs().first().ruleVersion, 1);
    }

    void hooksAreThoseOfAllRules()
    {
        Workshop shop;
        const auto hook = [](const QString &path) {
            return QHash<QString, QJsonObject>{{u"webhook"_s, {{u"path"_s, path}}}};
        };
        shop.enable(u"webhook"_s, hook(u"on"_s), u"on"_s);
        QCOMPARE(shop.hooks.paths(), QStringList{u"on"_s}); // as soon as it is told
        shop.enable(u"webhook"_s, hook(u"off"_s), u"off"_s);
        QVERIFY(await(shop.engine->setEnabled(RuleId(u"off"_s), false)));
        QCOMPARE(shop.hooks.paths(), QStringList({u"off"_s, u"on"_s})); // one address for life
        QVERIFY(await(shop.engine->removeRule(RuleId(u"off"_s))));
        QCOMPARE(shop.hooks.paths(), QStringList{u"on"_s});
    }

    void aHookThatNoRuleTakesIsNotLive()
    {
        Workshop shop;
        const auto isLive = [&](const QString &path) {
            const auto found = std::ranges::find(shop.hooks.endpoints, path, &WebhookEndpoint::path);
            return found != shop.hooks.endpoints.end() && found->isLive;
        };
        shop.enable(u"webhook"_s, {{u"webhook"_s, {{u"path"_s, u"a"_s}}}});
        QVERIFY(isLive(u"a"_s));
        QVERIFY(await(shop.engine->setEnabled(RuleId(u"r"_s), false)));
        QVERIFY(!isLive(u"a"_s));
        QVERIFY(shop.hooks.paths().contains(u"a"_s));
    }

    void webPagesAreThoseOfRulesThatAreOn()
    {
        Workshop shop;
        const auto rule = [](const QString &id, const QString &slug) {
            const QJsonArray fields{QJsonObject{{u"name"_s, u"who"_s}}};
            auto made = ruleFromText(u"form"_s,
                {{u"form"_s, {{u"fields"_s, fields}, {u"web"_s, QJsonObject{{u"slug"_s, slug}}}}}});
            made.id = RuleId(id);
            made.name = id;
            return made;
        };
        QVERIFY(await(shop.engine->publish(rule(u"one"_s, u"contact"_s), true)));
        QVERIFY(await(shop.engine->publish(rule(u"two"_s, {}), true))); // on the board only
        QCOMPARE(shop.hooks.forms.size(), 1);
        QCOMPARE(shop.hooks.forms.first().slug, u"contact"_s);
        QCOMPARE(shop.hooks.forms.first().rule.value, u"one"_s);
        QCOMPARE(shop.hooks.forms.first().fields.size(), 1);
        // One address is one form.
        const auto refused = await(shop.engine->publish(rule(u"three"_s, u"contact"_s), true));
        QCOMPARE(refused.error().code, Error::Code::InvalidInput);
        QVERIFY(refused.error().message.contains(u"\"one\""));
        QVERIFY(await(shop.engine->publish(rule(u"one"_s, u"contact"_s), true))); // its own
        QVERIFY(await(shop.engine->setEnabled(RuleId(u"one"_s), false)));
        QVERIFY(shop.hooks.forms.isEmpty());
        QVERIFY(await(shop.engine->publish(rule(u"three"_s, u"contact"_s), true)));
        QVERIFY(!await(shop.engine->setEnabled(RuleId(u"one"_s), true)));
    }

    void hooksOfOnePathAgree()
    {
        Workshop shop;
        const auto rule = [](const QString &id, const QJsonObject &config) {
            auto made = ruleFromText(u"webhook"_s, {{u"webhook"_s, config}});
            made.id = RuleId(id);
            made.name = id;
            return made;
        };
        const QJsonObject open{{u"path"_s, u"pay"_s}};
        const QJsonObject closed{{u"path"_s, u"pay"_s},
            {u"verify"_s, QJsonObject{{u"scheme"_s, u"github"_s}, {u"connection"_s, u"x"_s}}}};
        QVERIFY(await(shop.engine->publish(rule(u"one"_s, open), true)));
        QVERIFY(await(shop.engine->publish(rule(u"two"_s, open), true))); // both take it
        const auto refused = await(shop.engine->publish(rule(u"three"_s, closed), true));
        QCOMPARE(refused.error().code, Error::Code::InvalidInput);
        QVERIFY(refused.error().context.contains(u"\"field\":\"path\""_s));
        QVERIFY(refused.error().message.contains(u"/hook/pay"_s));
        // It can be kept, but not switched on.
        QVERIFY(await(shop.engine->publish(rule(u"three"_s, closed), {})));
        QCOMPARE(
            await(shop.engine->setEnabled(RuleId(u"three"_s), true)).error().code, Error::Code::InvalidInput);
        QVERIFY(await(shop.engine->setEnabled(RuleId(u"one"_s), false)));
        QVERIFY(await(shop.engine->setEnabled(RuleId(u"two"_s), false)));
        QVERIFY(await(shop.engine->setEnabled(RuleId(u"three"_s), true)));
        // Within one rule too.
        auto both = rule(u"four"_s, {{u"path"_s, u"b"_s}});
        auto second = both.steps.first();
        second.id = StepId(u"second"_s);
        second.config.insert(u"eventType"_s, u"com.example.b"_s);
        both.steps += second;
        QCOMPARE(await(shop.engine->publish(both, true)).error().code, Error::Code::InvalidInput);
    }

    void aHookStartsItsRule()
    {
        Workshop shop;
        shop.enable(u"webhook > set"_s,
            {{u"webhook"_s, {{u"path"_s, u"a/b"_s}}},
                {u"set"_s,
                    {{u"values"_s,
                        QJsonObject{{u"got"_s, u"{{ request.query.x }} {{ event.data.n }}"_s}}}}}});
        Event event;
        event.type = u"com.example.any"_s; // a CloudEvent keeps its own type
        event.source = u"/sender"_s;
        event.data = R"({"n": 1})";
        event.request = {{u"method"_s, u"POST"_s}, {u"path"_s, u"/hook/a/b"_s},
            {u"query"_s, QJsonObject{{u"x"_s, u"y"_s}}}};
        QVERIFY(await(shop.store->append({event})));
        event.request = {{u"method"_s, u"POST"_s}, {u"path"_s, u"/hook/a"_s}};
        QVERIFY(await(shop.store->append({event})));
        shop.settle();
        QCOMPARE(shop.runs().size(), 1);
        QCOMPARE(shop.runs().first().steps.last().output, QByteArray(R"({"got":"y 1"})"));
    }

    void aStatusChangeStartsItsRule()
    {
        Workshop shop;
        const auto table = *tableFromJson({{u"id"_s, u"orders"_s}, {u"name"_s, u"Orders"_s},
            {u"fields"_s,
                QJsonArray{
                    QJsonObject{{u"name"_s, u"status"_s}, {u"label"_s, u"Status"_s}, {u"kind"_s, u"status"_s},
                        {u"choices"_s, QJsonArray{u"new"_s, u"paid"_s}}, {u"default"_s, u"new"_s}}}}});
        QVERIFY(await(shop.engine->saveTable(table)));
        shop.enable(u"status > set"_s,
            {{u"status"_s, {{u"table"_s, u"orders"_s}, {u"to"_s, u"paid"_s}}},
                {u"set"_s,
                    {{u"values"_s,
                        QJsonObject{{u"change"_s, u"{{ event.data.old }} {{ event.data.new }}"_s}}}}}});
        const RecordId id(u"7"_s);
        QVERIFY(await(shop.engine->changeRecord({RecordCommand::Operation::Create, table.id, id, {}})));
        shop.settle();
        QVERIFY(shop.runs().isEmpty()); // new is not paid
        QVERIFY(await(shop.engine->changeRecord(
            {RecordCommand::Operation::Update, table.id, id, {{u"status"_s, u"paid"_s}}})));
        shop.settle();
        QCOMPARE(shop.runs().size(), 1);
        QCOMPARE(shop.runs().first().steps.last().output, QByteArray(R"({"change":"new paid"})"));
        const auto wrong = await(shop.engine->changeRecord(
            {RecordCommand::Operation::Update, table.id, id, {{u"status"_s, u"lost"_s}}}));
        QCOMPARE(wrong.error().code, Error::Code::InvalidInput);
    }

    void tellsOfStepsAndOfItself()
    {
        Workshop shop;
        QSignalSpy board(shop.engine.get(), &Engine::boardChanged);
        QSignalSpy status(shop.engine.get(), &Engine::statusChanged);
        QStringList steps;
        connect(shop.engine.get(), &Engine::stepChanged, this,
            [&](const RunId &, const RuleId &rule, const StepId &step, State state) {
                steps += rule.value + u' ' + step.value + u' ' + stateName(state);
            });
        shop.enable(u"go > log"_s, {{u"go"_s, onT}, {u"log"_s, {{u"message"_s, u"x"_s}}}});
        QVERIFY(!board.isEmpty());
        shop.emitEvent(u"t"_s);
        shop.settle();
        QCOMPARE(steps, QStringList({u"r log succeeded"_s}));
        QTRY_VERIFY(!status.isEmpty());
        QTRY_COMPARE(await(shop.engine->status()).routed, shop.store->lastSequence());
    }

    void theListenersAddressIsPartOfTheStatus()
    {
        Workshop shop;
        QCOMPARE(await(shop.engine->listen(u"127.0.0.1:0"_s)).value_or(QString()), u"127.0.0.1:0"_s);
        QCOMPARE(await(shop.engine->status()).listening, u"127.0.0.1:0"_s);
    }

    /// Whose version cannot be read any more cannot go on, and does not stay open for ever either.
    void aRunWithoutItsRuleFails()
    {
        Workshop shop;
        Run run{.id = RunId(u"lost"_s), .rule = RuleId(u"gone"_s), .ruleVersion = 3};
        Event event;
        event.type = u"t"_s;
        event.source = u"/test"_s;
        QVERIFY(await(shop.store->startRun(event, run)));
        shop.close();
        shop.open();
        QTRY_COMPARE(shop.reader->run(run.id)->state, State::Failed);
        QVERIFY(!shop.reader->run(run.id)->error.isEmpty());
        QTRY_COMPARE(shop.events(eventtype::runFailed).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
