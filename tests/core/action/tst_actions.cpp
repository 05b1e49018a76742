// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/httpclient.h"
#include "core/delivery/mailclient.h"
#include "core/rule/validation.h"
#include "core/secret/connectionbook.h"
#include "tests/support/fixedclock.h"
#include "tests/support/receiver.h"
#include "tests/support/recordingnotifier.h"
#include "tests/support/stepwork.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// A config in which every field that must be filled in is, with what its kind takes.
QJsonObject filledIn(const ActionType &type)
{
    QJsonObject config;
    for (const auto &field : type.fields) {
        if (!field.required)
            continue;
        switch (field.kind) {
        case FieldKind::Expression:
            config.insert(field.key, u"1 == 1"_s);
            break;
        case FieldKind::Map:
        case FieldKind::RecordFields:
            config.insert(field.key, QJsonObject{{u"a"_s, 1}});
            break;
        case FieldKind::TextList:
            config.insert(field.key, QJsonArray{u"ann@shop.test"_s});
            break;
        case FieldKind::Cases:
            config.insert(field.key, QJsonArray{QJsonObject{{u"port"_s, u"yes"_s}, {u"when"_s, u"true"_s}}});
            break;
        default:
            config.insert(field.key, field.key == u"url"_s ? u"http://127.0.0.1/"_s : u"x"_s);
        }
    }
    return config;
}

} // namespace

/// Walks the list: what holds for every action.
class TestActions : public QObject
{
    Q_OBJECT

private slots:
    void theListIsWhole()
    {
        QStringList ids;
        for (const auto &type : actionTypes())
            ids += type.id;
        QCOMPARE(ids,
            QStringList({u"if"_s, u"switch"_s, u"each"_s, u"wait"_s, u"wait-for-event"_s, u"call"_s,
                u"stop"_s, u"respond"_s, u"set"_s, u"record"_s, u"emit"_s, u"log"_s, u"http"_s, u"mail"_s,
                u"notify"_s, u"program"_s}));
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
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
        QVERIFY(type.group != StepGroup::Trigger);
        QVERIFY(type.start);
        QSet<QString> keys;
        for (const auto &field : type.fields) {
            QVERIFY2(!keys.contains(field.key), qPrintable(field.key));
            keys.insert(field.key);
            QVERIFY2(!field.label.isEmpty(), qPrintable(field.key));
            QCOMPARE(field.kind == FieldKind::Choice || field.kind == FieldKind::Connection,
                !field.choices.isEmpty());
            if (!field.onlyWhenKey.isEmpty())
                QVERIFY2(type.field(field.onlyWhenKey), qPrintable(field.key));
        }
    }

    void outsideCanBeToldHowToTry_data() { rows(); }
    void outsideCanBeToldHowToTry()
    {
        const auto &type = current();
        for (const auto &key : {u"retry"_s, u"timeout"_s, u"ifInterrupted"_s})
            QCOMPARE(type.field(key) != nullptr, type.group == StepGroup::Outside);
        if (type.group != StepGroup::Outside)
            return;
        QCOMPARE(
            type.field(u"ifInterrupted"_s)->fallback.toString(), type.repeatable ? u"again"_s : u"ask"_s);
        QCOMPARE(type.field(u"retry"_s)->fallback.toObject().value(u"attempts"_s).toInt(),
            type.repeatable ? 3 : 1);
    }

    void defaultsAreValid_data() { rows(); }
    void defaultsAreValid()
    {
        const auto &type = current();
        StepType start{.id = u"start"_s, .group = StepGroup::Trigger};
        Rule rule{.id = RuleId(u"r"_s)};
        rule.steps = {{.id = StepId(u"go"_s), .type = u"start"_s},
            {.id = StepId(u"step"_s), .type = type.id, .config = filledIn(type)}};
        rule.links = {{StepId(u"go"_s), StepId(u"step"_s)}};
        auto problems = validate(rule, StepCatalog({start, type}));
        QVERIFY2(problems.isEmpty(),
            problems.isEmpty() ? "" : qPrintable(problems.first().field + problems.first().message));
        // The fallbacks, written out, are as good as left out.
        for (const auto &field : type.fields) {
            if (!field.fallback.isUndefined())
                rule.steps[1].config.insert(field.key, field.fallback);
        }
        problems = validate(rule, StepCatalog({start, type}));
        QVERIFY2(problems.isEmpty(),
            problems.isEmpty() ? "" : qPrintable(problems.first().field + problems.first().message));
    }

    void missingFieldsAreFound_data() { rows(); }
    void missingFieldsAreFound()
    {
        const auto &type = current();
        StepType start{.id = u"start"_s, .group = StepGroup::Trigger};
        Rule rule{.id = RuleId(u"r"_s)};
        rule.steps
            = {{.id = StepId(u"go"_s), .type = u"start"_s}, {.id = StepId(u"step"_s), .type = type.id}};
        rule.links = {{StepId(u"go"_s), StepId(u"step"_s)}};
        QStringList wanted, found;
        for (const auto &field : type.fields) {
            if (field.required && field.onlyWhenKey.isEmpty())
                wanted += field.key;
        }
        for (const auto &problem : validate(rule, StepCatalog({start, type})))
            found += problem.field;
        QCOMPARE(found, wanted);
    }

    void isPrintedWhole_data() { rows(); }
    void isPrintedWhole()
    {
        const auto &type = current();
        const auto json = QJsonDocument(toJson(static_cast<const StepType &>(type))).toJson();
        const auto back = QJsonDocument::fromJson(json).object();
        QCOMPARE(back.value(u"id"_s).toString(), type.id);
        QCOMPARE(back.value(u"kind"_s).toString(), u"action"_s);
        QCOMPARE(back.value(u"group"_s).toString(), groupName(type.group));
        QCOMPARE(back.value(u"fields"_s).toArray().size(), type.fields.size());
        for (qsizetype i = 0; i < type.fields.size(); ++i) {
            const auto field = back.value(u"fields"_s).toArray()[i].toObject();
            QCOMPARE(field.value(u"key"_s).toString(), type.fields[i].key);
            QVERIFY(!field.value(u"kind"_s).toString().isEmpty());
            QCOMPARE(field.value(u"default"_s), type.fields[i].fallback);
        }
        QCOMPARE(back.value(u"ports"_s).toArray().size(), type.ports({}).size());
    }

    void summariesBearAnyConfig_data() { rows(); }
    void summariesBearAnyConfig()
    {
        const auto &type = current();
        type.summary({});
        type.summary(filledIn(type));
        QJsonObject odd;
        for (const auto &field : type.fields)
            odd.insert(field.key, QJsonArray{QJsonValue::Null, 5, QJsonObject()});
        type.summary(odd);
        type.ports(odd);
        if (type.checkOf)
            type.checkOf(odd);
    }

    /// Whoever acts outside stops promptly when told.
    void cancelsPromptly_data()
    {
        QTest::addColumn<QString>("id");
        for (const auto &type : actionTypes()) {
            if (type.group == StepGroup::Outside)
                QTest::newRow(qPrintable(type.id)) << type.id;
        }
    }
    void cancelsPromptly()
    {
        const auto &type = current();
        Receiver silent;
        silent.answer = [](const Receiver::Request &) { return QByteArray(); };
        HttpClient http;
        MailClient mail;
        RecordingNotifier notifier;
        QTemporaryDir dir;
        FixedClock clock;
        Vault vault(dir.path());
        ConnectionBook book(vault, clock);
        book.set(u"post"_s,
            {u"smtp"_s,
                {{u"host"_s, u"127.0.0.1"_s}, {u"port"_s, silent.port()}, {u"security"_s, u"none"_s},
                    {u"from"_s, u"shop@shop.test"_s}}});
        const QHash<QString, QJsonObject> endless{
            {u"http"_s, {{u"url"_s, silent.url()}}},
            {u"mail"_s, {{u"connection"_s, u"post"_s}, {u"to"_s, QJsonArray{u"ann@shop.test"_s}}}},
            {u"program"_s, {{u"program"_s, u"sleep"_s}, {u"arguments"_s, QJsonArray{u"600"_s}}}},
            {u"notify"_s, {{u"title"_s, u"x"_s}}},
        };
        QVERIFY2(endless.contains(type.id), "say here what this action does without end");
        const auto result
            = startStep(type.id, workFor(type.id, endless.value(type.id)), {&http, &notifier, &book, &mail});
        QVERIFY(result);
        auto future = std::get<Outside>(*result);
        if (type.id == u"http")
            QTRY_COMPARE(silent.requests.size(), 1);
        future.cancel();
        settle(future);
        QVERIFY(future.isCanceled());
    }

private:
    static void rows()
    {
        QTest::addColumn<QString>("id");
        for (const auto &type : actionTypes())
            QTest::newRow(qPrintable(type.id)) << type.id;
    }
    static const ActionType &current()
    {
        QFETCH(QString, id);
        return *findActionType(id);
    }
};

QTEST_GUILESS_MAIN(TestActions)
#include "tst_actions.moc"
