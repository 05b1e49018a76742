// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsonmodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestJsonModel : public QObject
{
    Q_OBJECT

private slots:
    void isAModel();
    void showsAnObject();
    void showsAScalar();
    void grows();
    void groups();
    void groupsOfGroups();
    void paths();
    void longStringsAreCutButWhole();
    void dropsAnswersAboutAnEarlierDocument();
    void fiftyMegabytes();
    void lines();

private:
    /// A model's rows below `parent` as "name=value", opening nothing.
    static QStringList rows(const JsonModel &model, const QModelIndex &parent = {});
    static void load(JsonModel &model, const QByteArray &text);
};

QStringList TestJsonModel::rows(const JsonModel &model, const QModelIndex &parent)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        result.append(model.index(row, JsonModel::KeyColumn, parent).data().toString() + u'='
            + model.index(row, JsonModel::ValueColumn, parent).data().toString());
    }
    return result;
}

void TestJsonModel::load(JsonModel &model, const QByteArray &text)
{
    const auto root = scanJson(text);
    QVERIFY(root);
    model.setDocument(text, *root);
}

void TestJsonModel::isAModel()
{
    JsonModel model;
    load(model, R"({"a":{"b":{"c":1}},"d":[[],[5]],"many":[)" + QByteArray("1,").repeated(700) + "2]}");
    // Opens all that can be opened, so it may come only after the reset.
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_VERIFY(model.nodeCount() > 700);
    QCOMPARE(model.rowCount(model.index(2, 0)), 2);
    model.clear();
}

void TestJsonModel::showsAnObject()
{
    JsonModel model;
    QCOMPARE(model.rowCount(), 0);
    load(model, R"({"id":"A 1","amount":12.50,"paid":true,"note":null,"items":[1,2],"none":{}})");
    QCOMPARE(rows(model),
        (QStringList{u"id=\"A 1\""_s, u"amount=12.50"_s, u"paid=true"_s, u"note=null"_s, u"items=2 item(s)"_s,
            u"none={ }"_s}));
    QVERIFY(!model.hasChildren(model.index(0, 0)));
    QVERIFY(model.hasChildren(model.index(4, 0)));
    QVERIFY(!model.hasChildren(model.index(5, 0)));
    QVERIFY(!model.index(6, 0).isValid());
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestJsonModel::showsAScalar()
{
    JsonModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    load(model, "42");
    QCOMPARE(rows(model), QStringList{u"=42"_s});
    QCOMPARE(model.path(model.index(0, 0), u"event.data"_s), u"event.data"_s);
}

void TestJsonModel::grows()
{
    JsonModel model;
    load(model, R"({"a":{"b":{"c":1}},"d":[[],[5]]})");
    QCOMPARE(model.nodeCount(), 2);
    const auto a = model.index(0, 0);
    QVERIFY(model.canFetchMore(a));
    model.fetchMore(a);
    QVERIFY(!model.canFetchMore(a));
    QCOMPARE(rows(model, a), QStringList{u"b=1 field(s)"_s});
    const auto d = model.index(1, 0);
    model.fetchMore(d);
    QCOMPARE(rows(model, d), (QStringList{u"0=[ ]"_s, u"1=1 item(s)"_s}));
    QCOMPARE(model.nodeCount(), 5);
    model.fetchMore(d); // nothing more is there
    QCOMPARE(model.nodeCount(), 5);
}

void TestJsonModel::groups()
{
    QByteArray text = "[";
    for (int i = 0; i < JsonModel::pageSize + 1; ++i)
        text += QByteArray::number(i) + ",";
    text.back() = ']';
    JsonModel model;
    load(model, text);
    QCOMPARE(rows(model), (QStringList{u"0 to 499="_s, u"500 to 500="_s}));
    const auto second = model.index(1, 0);
    model.fetchMore(second);
    QCOMPARE(rows(model, second), QStringList{u"500=500"_s});
    QCOMPARE(model.path(model.index(0, 0, second), u"x"_s), u"x[500]"_s);

    // Exactly a page needs no groups.
    text.truncate(text.lastIndexOf(','));
    load(model, text + ']');
    QCOMPARE(model.rowCount(), JsonModel::pageSize);
}

void TestJsonModel::groupsOfGroups()
{
    constexpr auto count = 260'000; // above 500 * 500
    const auto text = '[' + QByteArray("1,").repeated(count - 1) + "7]";
    JsonModel model;
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    load(model, text);
    QTRY_COMPARE(model.rowCount(), 2); // comes from the background
    auto parent = model.index(1, 0);
    QCOMPARE(parent.data().toString(), u"250,000 to 259,999"_s);
    model.fetchMore(parent);
    QTRY_COMPARE(model.rowCount(parent), 20);
    parent = model.index(19, 0, parent);
    model.fetchMore(parent);
    QTRY_COMPARE(model.rowCount(parent), 500);
    QCOMPARE(rows(model, parent).last(), u"259,999=7"_s);
    QCOMPARE(model.nodeCount(), 2 + 20 + 500);
}

void TestJsonModel::paths()
{
    JsonModel model;
    load(model, R"({"order":{"line items":[{"_sku2":1}],"2nd":2,"q\"":3}})");
    const auto order = model.index(0, 0);
    model.fetchMore(order);
    const auto items = model.index(0, 0, order);
    model.fetchMore(items);
    const auto first = model.index(0, 0, items);
    model.fetchMore(first);
    QCOMPARE(model.path(model.index(0, 1, first), u"event.data"_s),
        u"event.data.order[\"line items\"][0]._sku2"_s);
    QCOMPARE(model.path(model.index(1, 0, order), u"d"_s), u"d.order[\"2nd\"]"_s);
    QCOMPARE(model.path(model.index(2, 0, order), u"d"_s), u"d.order[\"q\\\"\"]"_s);
}

void TestJsonModel::longStringsAreCutButWhole()
{
    const auto longText = QByteArray(5'000'000, 'x');
    JsonModel model;
    load(model, "[\"" + longText + "\\n\"]");
    QTRY_COMPARE(model.rowCount(), 1);
    const auto value = model.index(0, JsonModel::ValueColumn);
    QVERIFY(value.data().toString().size() < 500);
    QVERIFY(value.data().toString().endsWith(u"5 MB"_s));
    QCOMPARE(value.data(JsonModel::ValueTextRole).toString(), QString::fromLatin1(longText) + u'\n');
}

void TestJsonModel::dropsAnswersAboutAnEarlierDocument()
{
    JsonModel model;
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    load(model, '[' + QByteArray("\"long enough for the background\",").repeated(20'000) + "1]");
    QCOMPARE(model.rowCount(), 0); // on its way
    load(model, R"({"now":1})");
    QCOMPARE(rows(model), QStringList{u"now=1"_s});
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(rows(model), QStringList{u"now=1"_s});
    QVERIFY(inserted.isEmpty()); // the rows above came with a reset
}

void TestJsonModel::fiftyMegabytes()
{
    QByteArray record
        = R"({"id":123456,"name":"a name of some length","tags":["a","b"],"nested":{"x":1.5,"y":null}},)";
    auto text = R"({"records":[)" + record.repeated(50'000'000 / record.size()) + R"(0],"after":true})";
    JsonModel model;
    QElapsedTimer timer;
    timer.start();
    const auto root = scanJson(text);
    const auto scanned = timer.restart();
    QVERIFY(root);
    model.setDocument(text, *root);
    const auto returned = timer.restart();
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 2, 10'000);
    const auto records = model.index(0, 0);
    model.fetchMore(records);
    QTRY_VERIFY_WITH_TIMEOUT(model.rowCount(records) > 1, 10'000);
    const auto opened = timer.elapsed();
    const auto group = model.index(1, 0, records);
    model.fetchMore(group);
    QTRY_VERIFY_WITH_TIMEOUT(model.rowCount(group) > 1, 10'000);
    QVERIFY2(model.nodeCount() < 3 * JsonModel::pageSize, qPrintable(QString::number(model.nodeCount())));
    qInfo("50 MB: checked in %lld ms, handed over in %lld ms, first rows and groups after %lld ms, %d nodes",
        scanned, returned, opened, model.nodeCount());
}

void TestJsonModel::lines()
{
    JsonModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QByteArray text = "one\ntwo <b>\n";
    model.setDocument(text, scanLines(text));
    QCOMPARE(rows(model), (QStringList{u"1=one "_s, u"2=two <b> "_s}));
    QCOMPARE(model.index(1, 1).data(JsonModel::ValueTextRole).toString(), u"two <b>\n"_s);
}

QTEST_GUILESS_MAIN(TestJsonModel)
#include "tst_jsonmodel.moc"
