// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "core/rule/validation.h"
#include "core/trigger/trigger.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QJsonArray oneField{QJsonObject{
    {u"name"_s, u"amount"_s}, {u"label"_s, u"Amount"_s}, {u"kind"_s, u"number"_s}, {u"required"_s, true}}};

/// A config that is complete, for each type.
QJsonObject complete(const QString &type)
{
    static const QHash<QString, QJsonObject> configs{
        {u"button"_s, {}},
        {u"form"_s, {{u"fields"_s, oneField}}},
        {u"status"_s, {{u"table"_s, u"orders"_s}}},
        {u"schedule"_s, {{u"schedule"_s, QJsonObject{{u"every"_s, u"15m"_s}}}}},
        {u"webhook"_s, {{u"path"_s, u"payments"_s}}},
        {u"record-changed"_s, {{u"table"_s, u"orders"_s}}},
        {u"event"_s, {{u"type"_s, u"com.example.*"_s}}},
        {u"error"_s, {}},
    };
    if (!configs.contains(type))
        qFatal("say here what a complete %s is", qPrintable(type));
    return configs.value(type);
}

Rule ruleWith(const QString &type, const QJsonObject &config)
{
    Rule rule{.id = RuleId(u"shop"_s), .name = u"Shop"_s};
    rule.steps = {{.id = StepId(u"go"_s), .type = type, .name = u"Go"_s, .config = config}};
    return rule;
}

EventPattern patternOf(const QString &type, const QJsonObject &config)
{
    const auto rule = ruleWith(type, config);
    return findTriggerType(type)->listensTo(rule, rule.steps.first());
}

} // namespace

/// Walks the list, then looks at what each type adds.
class TestTriggers : public QObject
{
    Q_OBJECT

private slots:
    void theListIsWhole()
    {
        QStringList ids;
        for (const auto &type : triggerTypes())
            ids += type.id;
        QCOMPARE(ids,
            QStringList({u"button"_s, u"form"_s, u"status"_s, u"schedule"_s, u"webhook"_s,
                u"record-changed"_s, u"event"_s, u"error"_s}));
    }

    void describesItself_data() { rows(); }
    void describesItself()
    {
        const auto &type = current();
        static const QRegularExpression word(u"^[a-z][a-z0-9-]*$"_s);
        QVERIFY(word.match(type.id).hasMatch());
        QVERIFY(!type.title.isEmpty());
        QVERIFY(type.help.endsWith(u'.'));
        QVERIFY(!type.icon.isEmpty());
        QVERIFY(type.isTrigger());
        QVERIFY(type.listensTo);
        QVERIFY(type.field(u"condition"_s));
        QSet<QString> keys;
        for (const auto &field : type.fields) {
            QVERIFY2(!keys.contains(field.key), qPrintable(field.key));
            keys.insert(field.key);
            QVERIFY2(!field.label.isEmpty(), qPrintable(field.key));
            QCOMPARE(field.kind == FieldKind::Choice || field.kind == FieldKind::Connection,
                !field.choices.isEmpty());
        }
    }

    void defaultsAreValid_data() { rows(); }
    void defaultsAreValid()
    {
        const auto &type = current();
        auto config = complete(type.id);
        auto problems = validate(ruleWith(type.id, config), StepCatalog({type}));
        QVERIFY2(problems.isEmpty(),
            problems.isEmpty() ? "" : qPrintable(problems.first().field + problems.first().message));
        for (const auto &field : type.fields) {
            if (!field.fallback.isUndefined())
                config.insert(field.key, field.fallback);
        }
        problems = validate(ruleWith(type.id, config), StepCatalog({type}));
        QVERIFY2(problems.isEmpty(),
            problems.isEmpty() ? "" : qPrintable(problems.first().field + problems.first().message));
    }

    void isPrintedWhole_data() { rows(); }
    void isPrintedWhole()
    {
        const auto &type = current();
        const auto json = QJsonDocument(toJson(static_cast<const StepType &>(type))).toJson();
        const auto back = QJsonDocument::fromJson(json).object();
        QCOMPARE(back.value(u"id"_s).toString(), type.id);
        QCOMPARE(back.value(u"kind"_s).toString(), u"trigger"_s);
        QCOMPARE(back.value(u"fields"_s).toArray().size(), type.fields.size());
    }

    void bearsAnyConfig_data() { rows(); }
    void bearsAnyConfig()
    {
        const auto &type = current();
        QJsonObject odd;
        for (const auto &field : type.fields)
            odd.insert(field.key, QJsonArray{QJsonValue::Null, 5, QJsonObject()});
        for (const auto &config : {QJsonObject(), odd, complete(type.id)}) {
            const auto rule = ruleWith(type.id, config);
            type.summary(config);
            type.listensTo(rule, rule.steps.first());
            if (type.checkOf)
                type.checkOf(config);
            if (type.filterOf)
                type.filterOf(config)(Value());
            if (type.scheduleOf)
                type.scheduleOf(config);
            if (type.endpointOf)
                type.endpointOf(config);
            if (type.boardItemOf)
                type.boardItemOf(rule, rule.steps.first());
        }
    }

    void listensToItsEvents_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QJsonObject>("config");
        QTest::addColumn<QStringList>("pattern"); // type, source, subject, hook
        const auto row
            = [](const char *name, const QString &type, const QJsonObject &config,
                  const QStringList &pattern) { QTest::newRow(name) << type << config << pattern; };
        const QString any;
        row("button", u"button"_s, {}, {eventtype::buttonPressed, any, u"shop/go"_s, any});
        row("form", u"form"_s, {}, {eventtype::formSubmitted, any, u"shop/go"_s, any});
        row("schedule", u"schedule"_s, {}, {eventtype::scheduleDue, any, u"shop/go"_s, any});
        row("webhook", u"webhook"_s, {{u"path"_s, u"a/b"_s}}, {u"*"_s, any, any, u"a/b"_s});
        row("webhook without a path", u"webhook"_s, {}, {any, any, any, any});
        row("status", u"status"_s, {{u"table"_s, u"orders"_s}},
            {eventtype::statusChanged, u"/records/orders"_s, any, any});
        row("any change of a record", u"record-changed"_s, {{u"table"_s, u"orders"_s}},
            {u"signalbox.record.*"_s, u"/records/orders"_s, any, any});
        row("a new record", u"record-changed"_s, {{u"table"_s, u"orders"_s}, {u"change"_s, u"created"_s}},
            {eventtype::recordCreated, u"/records/orders"_s, any, any});
        row("event", u"event"_s, {{u"type"_s, u"com.example.*"_s}, {u"source"_s, u"/shop"_s}},
            {u"com.example.*"_s, u"/shop"_s, any, any});
        row("any failed run", u"error"_s, {}, {eventtype::runFailed, any, any, any});
        row("a rule's failed run", u"error"_s, {{u"rule"_s, u"order-paid"_s}},
            {eventtype::runFailed, any, u"order-paid"_s, any});
    }
    void listensToItsEvents()
    {
        QFETCH(QString, type);
        QFETCH(QJsonObject, config);
        const auto pattern = patternOf(type, config);
        QTEST(QStringList({pattern.type, pattern.source, pattern.subject, pattern.hook}), "pattern");
    }

    void statusLooksAtOldAndNew_data()
    {
        QTest::addColumn<QJsonObject>("config");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<bool>("fires");
        const QByteArray paid(R"({"field":"status","old":"new","new":"paid"})");
        const QByteArray created(R"({"field":"status","old":null,"new":"new"})");
        const auto config = [](const QString &from, const QString &to, const QString &field = {}) {
            return QJsonObject{{u"from"_s, from}, {u"to"_s, to}, {u"field"_s, field}};
        };
        QTest::newRow("any to any") << config({}, {}) << paid << true;
        QTest::newRow("from") << config(u"new"_s, {}) << paid << true;
        QTest::newRow("another from") << config(u"sent"_s, {}) << paid << false;
        QTest::newRow("to") << config({}, u"paid"_s) << paid << true;
        QTest::newRow("another to") << config({}, u"sent"_s) << paid << false;
        QTest::newRow("both") << config(u"new"_s, u"paid"_s) << paid << true;
        QTest::newRow("a new record") << config({}, u"new"_s) << created << true;
        QTest::newRow("a new record has no from") << config(u"new"_s, {}) << created << false;
        QTest::newRow("field") << config({}, {}, u"status"_s) << paid << true;
        QTest::newRow("another field") << config({}, {}, u"payment"_s) << paid << false;
        QTest::newRow("no data") << config({}, u"paid"_s) << QByteArray("null") << false;
    }
    void statusLooksAtOldAndNew()
    {
        QFETCH(QJsonObject, config);
        QFETCH(QByteArray, data);
        const auto filter = findTriggerType(u"status"_s)->filterOf(config);
        QTEST(filter(*Value::fromJson(data)), "fires");
    }

    void aFormStandsOnTheBoard()
    {
        const auto rule = ruleWith(u"form"_s,
            {{u"fields"_s, oneField}, {u"help"_s, u"Fill it in."_s}, {u"page"_s, u"Shop"_s},
                {u"submit"_s, u"Order"_s}});
        const auto item = findTriggerType(u"form"_s)->boardItemOf(rule, rule.steps.first());
        QVERIFY(item);
        QCOMPARE(item->kind, BoardItem::Kind::Form);
        QCOMPARE(item->rule, rule.id);
        QCOMPARE(item->step, StepId(u"go"_s));
        QCOMPARE(item->title, u"Go"_s); // the step's name, since it has no title
        QCOMPARE(item->help, u"Fill it in."_s);
        QCOMPARE(item->page, u"Shop"_s);
        QCOMPARE(item->submitLabel, u"Order"_s);
        QCOMPARE(item->fields.size(), 1);
    }

    void aFormCanBeAWebPageToo()
    {
        QJsonObject config{{u"fields"_s, oneField}, {u"title"_s, u"Order"_s}};
        const auto itemOf = [&config] {
            const auto rule = ruleWith(u"form"_s, config);
            return *findTriggerType(u"form"_s)->boardItemOf(rule, rule.steps.first());
        };
        QVERIFY(itemOf().webSlug.isEmpty());
        config.insert(u"web"_s, QJsonObject{{u"slug"_s, u"order"_s}, {u"thanks"_s, u"Soon."_s}});
        QCOMPARE(itemOf().webSlug, u"order"_s);
        QCOMPARE(itemOf().webTitle, u"Order"_s);
        QCOMPARE(itemOf().webThanks, u"Soon."_s);
        const auto check = findTriggerType(u"form"_s)->checkOf;
        QVERIFY(check(config).isEmpty());
        config.insert(u"web"_s, QJsonObject{{u"slug"_s, u"a/b"_s}, {u"title"_s, u"For the web"_s}});
        QCOMPARE(itemOf().webTitle, u"For the web"_s);
        QCOMPARE(check(config).value(0).field, u"web"_s);
    }

    void aButtonStandsOnTheBoard()
    {
        auto rule = ruleWith(u"button"_s, {{u"label"_s, u"Ring"_s}, {u"questions"_s, oneField}});
        auto item = findTriggerType(u"button"_s)->boardItemOf(rule, rule.steps.first());
        QVERIFY(item);
        QCOMPARE(item->kind, BoardItem::Kind::Button);
        QCOMPARE(item->title, u"Ring"_s);
        QCOMPARE(item->fields.size(), 1);
        rule = ruleWith(u"button"_s, {});
        rule.steps.first().name.clear();
        item = findTriggerType(u"button"_s)->boardItemOf(rule, rule.steps.first());
        QCOMPARE(item->title, u"Shop"_s);
    }

    void aFormWithoutFieldsIsFound()
    {
        const auto check = findTriggerType(u"form"_s)->checkOf;
        QCOMPARE(check({}).size(), 1);
        QCOMPARE(check({}).first().field, u"fields"_s);
        QCOMPARE(check({{u"fields"_s, QJsonArray{QJsonObject{{u"kind"_s, u"rainbow"_s}}}}}).size(), 1);
        QVERIFY(check({{u"fields"_s, oneField}}).isEmpty());
    }

    void aScheduleSaysWhatIsWrongWithIt()
    {
        const auto problems
            = [](const QJsonObject &config) { return findTriggerType(u"schedule"_s)->checkOf(config); };
        QVERIFY(problems({{u"schedule"_s, u"0 8 * * *"_s}, {u"missed"_s, u"all"_s}, {u"missedLimit"_s, 5}})
                    .isEmpty());
        const auto bad = problems({{u"schedule"_s, u"0 8 32 * *"_s}});
        QCOMPARE(bad.value(0).field, u"schedule"_s);
        QVERIFY(bad.value(0).message.contains(u"column 5"));
        QCOMPARE(
            problems({{u"schedule"_s, u"@daily"_s}, {u"missed"_s, u"never"_s}}).value(0).field, u"missed"_s);
        QCOMPARE(problems({{u"schedule"_s, u"@daily"_s}, {u"onlyIfLateBy"_s, u"soon"_s}}).value(0).field,
            u"onlyIfLateBy"_s);
    }

    void aScheduleIsReadInItsForms_data()
    {
        QTest::addColumn<QJsonObject>("config");
        QTest::addColumn<bool>("good");
        QTest::newRow("an object") << QJsonObject{{u"schedule"_s, QJsonObject{{u"every"_s, u"1h"_s}}}}
                                   << true;
        QTest::newRow("cron as text")
            << QJsonObject{{u"schedule"_s, u"0 8 * * *"_s}, {u"zone"_s, u"UTC"_s}} << true;
        QTest::newRow("keys in the config itself")
            << QJsonObject{{u"cron"_s, u"0 8 * * *"_s}, {u"zone"_s, u"UTC"_s}} << true;
        QTest::newRow("nothing") << QJsonObject() << false;
        QTest::newRow("bad cron") << QJsonObject{{u"schedule"_s, u"61 * * * *"_s}} << false;
        QTest::newRow("no such zone")
            << QJsonObject{{u"cron"_s, u"0 8 * * *"_s}, {u"zone"_s, u"Mars/Base"_s}} << false;
    }
    void aScheduleIsReadInItsForms()
    {
        QFETCH(QJsonObject, config);
        QFETCH(bool, good);
        const auto *type = findTriggerType(u"schedule"_s);
        QCOMPARE(type->checkOf(config).isEmpty(), good);
        QCOMPARE(type->scheduleOf(config).has_value(), good);
    }

    void aWebhookHasItsAddress()
    {
        const auto *type = findTriggerType(u"webhook"_s);
        const auto endpoint = type->endpointOf(
            {{u"path"_s, u"payments"_s}, {u"methods"_s, QJsonArray{u"PUT"_s}}, {u"maxBody"_s, 10}});
        QVERIFY(endpoint);
        QCOMPARE(endpoint->path, u"payments"_s);
        QCOMPARE(endpoint->methods, QByteArrayList{"PUT"});
        QCOMPARE(endpoint->maxBody, 10);
        QVERIFY(!type->endpointOf({{u"path"_s, u"no spaces here"_s}}));
        QCOMPARE(type->checkOf({{u"path"_s, u"no spaces here"_s}}).value(0).field, u"path"_s);
    }

private:
    static void rows()
    {
        QTest::addColumn<QString>("id");
        for (const auto &type : triggerTypes())
            QTest::newRow(qPrintable(type.id)) << type.id;
    }
    static const TriggerType &current()
    {
        QFETCH(QString, id);
        return *findTriggerType(id);
    }
};

QTEST_GUILESS_MAIN(TestTriggers)
#include "tst_triggers.moc"
