// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/record/field.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

QJsonArray array(const char *json)
{
    return parseJson(json)->toArray();
}

QJsonObject object(const char *json)
{
    return parseJson(json)->toObject();
}

const char *orderFields = R"([
    {"name": "customer", "label": "Customer", "required": true, "max": 5},
    {"name": "amount", "kind": "number", "min": 0, "max": 1000, "default": 1},
    {"name": "size", "kind": "choice", "choices": ["S", "M"]},
    {"name": "gift", "kind": "checkbox"},
    {"name": "due", "kind": "date"},
    {"name": "status", "kind": "status", "choices": ["new", "paid", "sent"],
     "transitions": [["", "new"], ["new", "paid"], ["paid", "sent"]]}])";

QByteArray problemsAsText(const CheckedValues &checked)
{
    QStringList names;
    for (const auto &problem : checked.problems)
        names += problem.field;
    return names.join(u' ').toUtf8();
}

} // namespace

class TestField : public QObject
{
    Q_OBJECT

private slots:
    void readsDefinitionsAndWritesThemAgain()
    {
        const auto fields = fieldsFromJson(array(orderFields));
        QVERIFY2(fields, fields ? "" : qPrintable(fields.error().message));
        QCOMPARE(fields->size(), 6);
        QCOMPARE(fields->at(0).kind, DataField::Kind::Text);
        QCOMPARE(fields->at(0).maximum, std::optional(5.0));
        QCOMPARE(fields->at(1).fallback, QJsonValue(1));
        QCOMPARE(fields->at(5).transitions.size(), 3);
        QCOMPARE(fields->at(5).transitions.at(1), (DataField::Transition{u"new"_s, u"paid"_s}));
        QCOMPARE(*fieldsFromJson(toJson(*fields)), *fields);
    }

    void saysWhatIsWrongInADefinition_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("context");
        const auto row = [](const char *name, const char *json, const QString &context) {
            QTest::newRow(name) << QByteArray(json) << context;
        };
        row("no object", R"([7])", u"0"_s);
        row("no name", R"([{}])", u"0.name"_s);
        row("capital", R"([{"name": "Amount"}])", u"0.name"_s);
        row("digit first", R"([{"name": "1a"}])", u"0.name"_s);
        row("twice", R"([{"name": "a"}, {"name": "a"}])", u"1.name"_s);
        row("kind", R"([{"name": "a", "kind": "money"}])", u"0.kind"_s);
        row("kind is no text", R"([{"name": "a", "kind": 7}])", u"0.kind"_s);
        row("required", R"([{"name": "a", "required": "yes"}])", u"0.required"_s);
        row("nothing to choose", R"([{"name": "a", "kind": "choice"}])", u"0.choices"_s);
        row("choices of a text", R"([{"name": "a", "choices": ["x"]}])", u"0.choices"_s);
        row("choice twice", R"([{"name": "a", "kind": "choice", "choices": ["x", "x"]}])", u"0.choices"_s);
        row("choice is no text", R"([{"name": "a", "kind": "choice", "choices": [1]}])", u"0.choices"_s);
        row("limit is no number", R"([{"name": "a", "kind": "number", "min": "0"}])", u"0.min"_s);
        row("limits crossed", R"([{"name": "a", "kind": "number", "min": 2, "max": 1}])", u"0.max"_s);
        row("limit of a date", R"([{"name": "a", "kind": "date", "min": 2}])", u"0.min"_s);
        row("default", R"([{"name": "a", "kind": "number", "default": "x"}])", u"0.default"_s);
        row("default that nothing begins with",
            R"([{"name": "a", "kind": "status", "choices": ["x", "y"], "transitions": [["", "x"]],
                 "default": "y"}])",
            u"0.default"_s);
        row("transition of a choice",
            R"([{"name": "a", "kind": "choice", "choices": ["x"], "transitions": []}])", u"0.transitions"_s);
        row("transition is no pair",
            R"([{"name": "a", "kind": "status", "choices": ["x"], "transitions": [["x"]]}])",
            u"0.transitions"_s);
        row("transition to nowhere",
            R"([{"name": "a", "kind": "status", "choices": ["x"], "transitions": [["x", "y"]]}])",
            u"0.transitions"_s);
        row("transition from nowhere",
            R"([{"name": "a", "kind": "status", "choices": ["x"], "transitions": [["y", "x"]]}])",
            u"0.transitions"_s);
    }

    void saysWhatIsWrongInADefinition()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, context);
        const auto fields = fieldsFromJson(array(json));
        QVERIFY(!fields);
        QCOMPARE(fields.error().code, Error::Code::InvalidInput);
        QCOMPARE(fields.error().context, context);
        QVERIFY(!fields.error().message.isEmpty());
    }

    void checksValues_data()
    {
        QTest::addColumn<QByteArray>("entered");
        QTest::addColumn<QByteArray>("values"); // with "customer" and what is always there
        QTest::addColumn<QByteArray>("problems");
        const auto row
            = [](const char *name, const char *entered, const char *values, const char *problems = "") {
                  QTest::newRow(name) << QByteArray(entered) << QByteArray(values) << QByteArray(problems);
              };
        row("fallbacks", R"({})", R"({"amount": 1, "gift": false, "status": "new"})");
        row("null is missing", R"({"amount": null, "due": null})",
            R"({"amount": 1, "gift": false, "status": "new"})");
        row("empty is missing", R"({"amount": "", "due": "", "size": "", "status": ""})",
            R"({"amount": 1, "gift": false, "status": "new"})");
        row("all", R"({"amount": 2.5, "size": "M", "gift": true, "due": "2026-02-28", "status": "paid"})",
            R"({"amount": 2.5, "size": "M", "gift": true, "due": "2026-02-28", "status": "paid"})");
        row("texts of a web form", R"({"amount": " 12.5 ", "gift": "on"})",
            R"({"amount": 12.5, "gift": true, "status": "new"})");
        row("amount is no number", R"({"amount": "1,5"})", R"({"gift": false, "status": "new"})", "amount");
        row("amount is not finite", R"({"amount": "inf"})", R"({"gift": false, "status": "new"})", "amount");
        row("amount too large", R"({"amount": 1001})", R"({"gift": false, "status": "new"})", "amount");
        row("amount too small", R"({"amount": "-1"})", R"({"gift": false, "status": "new"})", "amount");
        row("no such size", R"({"size": "L"})", R"({"amount": 1, "gift": false, "status": "new"})", "size");
        row("size is a number", R"({"size": 1})", R"({"amount": 1, "gift": false, "status": "new"})", "size");
        row("tick is a number", R"({"gift": 1})", R"({"amount": 1, "status": "new"})", "gift");
        row("30 February", R"({"due": "2026-02-30"})", R"({"amount": 1, "gift": false, "status": "new"})",
            "due");
        row("date of other form", R"({"due": "2026-2-3"})",
            R"({"amount": 1, "gift": false, "status": "new"})", "due");
        row("date with time", R"({"due": "2026-02-03T10:00:00Z"})",
            R"({"amount": 1, "gift": false, "status": "new"})", "due");
        row("no such status", R"({"status": "gone"})", R"({"amount": 1, "gift": false})", "status");
        row("unknown", R"({"colour": "red"})", R"({"amount": 1, "gift": false, "status": "new"})", "colour");
    }

    void checksValues()
    {
        QFETCH(QByteArray, entered);
        QFETCH(QByteArray, values);
        QFETCH(QByteArray, problems);
        auto given = object(entered);
        given.insert(u"customer"_s, u"Ada"_s);
        auto expected = object(values);
        expected.insert(u"customer"_s, u"Ada"_s);
        const auto checked = checkValues(*fieldsFromJson(array(orderFields)), given);
        QCOMPARE(problemsAsText(checked), problems);
        QCOMPARE(checked.values, expected);
    }

    void asksForWhatIsRequired()
    {
        const auto fields = *fieldsFromJson(array(orderFields));
        QCOMPARE(problemsAsText(checkValues(fields, {})), "customer");
        QCOMPARE(problemsAsText(checkValues(fields, object(R"({"customer": ""})"))), "customer");
        QCOMPARE(problemsAsText(checkValues(fields, object(R"({"customer": 7})"))), "customer");
    }

    void countsCharactersOfAText()
    {
        const auto fields = *fieldsFromJson(array(orderFields));
        QVERIFY(checkValues(fields, {{u"customer"_s, u"😀😀😀😀😀"_s}}).problems.isEmpty());
        QCOMPARE(problemsAsText(checkValues(fields, {{u"customer"_s, u"Graces"_s}})), "customer");
    }

    void looksOnlyAtWhatChanges()
    {
        const auto fields = *fieldsFromJson(array(orderFields));
        const auto checked = checkChanges(fields, object(R"({"amount": "3", "due": null, "size": ""})"));
        QVERIFY(checked.problems.isEmpty());
        QCOMPARE(checked.values, object(R"({"amount": 3, "due": null, "size": null})"));
        QCOMPARE(problemsAsText(checkChanges(fields, object(R"({"customer": null, "x": 1})"))), "customer x");
    }

    void describesProblemsInOneLine()
    {
        const auto text = describe(
            checkValues(*fieldsFromJson(array(orderFields)), object(R"({"amount": "much"})")).problems);
        QVERIFY2(text.contains(u"customer: This is needed."_s), qPrintable(text));
        QVERIFY2(text.contains(u"amount: A number is needed here, not \"much\"."_s), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestField)
#include "tst_field.moc"
