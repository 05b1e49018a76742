// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsonscan.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestJsonScan : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void nestsWithoutEnd();
    void readsItems();
    void readsInPortions();
    void partitions();
    void keepsEscapesTogether();
    void decodes_data();
    void decodes();
    void lines();
    void longLinesSplitBetweenCharacters();

private:
    static QByteArray slice(const QByteArray &text, qint64 begin, qint64 end)
    {
        return text.mid(begin, end - begin);
    }
};

void TestJsonScan::accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("count");
    const auto row = [](const char *text, JsonKind kind, qint64 count = 0) {
        QTest::newRow(text) << QByteArray(text) << int(kind) << count;
    };
    row("{}", JsonKind::Object);
    row("[ ]", JsonKind::Array);
    row(" {\"a\" : 1 , \"b\":[1,2,{}]} ", JsonKind::Object, 2);
    row("[1,[2,3],{\"x\":4,\"y\":5}]", JsonKind::Array, 3);
    row("[\"a,b\",\"]\"]", JsonKind::Array, 2);
    row("\"text \\\" \\u00e4 \\\\\"", JsonKind::String);
    row("-0.5e+10", JsonKind::Number);
    row("0", JsonKind::Number);
    row("true", JsonKind::Boolean);
    row("false", JsonKind::Boolean);
    row("null", JsonKind::Null);
    row("\xEF\xBB\xBF[1]", JsonKind::Array, 1);
}

void TestJsonScan::accepts()
{
    QFETCH(QByteArray, text);
    QFETCH(int, kind);
    QFETCH(qint64, count);
    const auto item = scanJson(text);
    QVERIFY(item);
    QCOMPARE(int(item->kind), kind);
    QCOMPARE(item->count, count);
}

void TestJsonScan::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("errorAt");
    const auto row = [](const char *text, qint64 at) { QTest::newRow(text) << QByteArray(text) << at; };
    row("", 0);
    row("  ", 2);
    row("{", 1);
    row("[1,]", 3);
    row("{\"a\"}", 4);
    row("{\"a\":1,}", 7);
    row("{a:1}", 1);
    row("[1}", 2);
    row("[1] 2", 4);
    row("01", 1);
    row("1.", 2);
    row("-", 1);
    row("+1", 0);
    row("tru", 3);
    row("\"open", 5);
    row("\"\\x\"", 2);
    row("\"\\u12g4\"", 5);
    row("\"line\nfeed\"", 5);
    row("NaN", 0);
    QTest::newRow("a null byte") << QByteArray("[\0]", 3) << qint64(1);
    QTest::newRow("ends in an escape") << QByteArray("\"\\") << qint64(2);
}

void TestJsonScan::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, errorAt);
    qint64 at = -1;
    QVERIFY(!scanJson(text, &at));
    QCOMPARE(at, errorAt);
}

void TestJsonScan::nestsWithoutEnd()
{
    constexpr auto depth = 3'000'000;
    const auto text = QByteArray(depth, '[') + QByteArray(depth, ']');
    const auto item = scanJson(text);
    QVERIFY(item);
    QCOMPARE(item->count, qint64(1));
    QVERIFY(!scanJson(text.first(depth + 1)));
}

void TestJsonScan::readsItems()
{
    const QByteArray text = R"( { "a" : 1.10 , "b, \"c\"":[ 1, 2 ], "":{ } } )";
    const auto root = scanJson(text);
    QVERIFY(root);
    auto offset = firstItem(*root);
    const auto items = readItems(text, *root, offset, 100);
    QCOMPARE(items.size(), 3);
    QCOMPARE(offset, root->end);
    QCOMPARE(slice(text, items[0].keyBegin, items[0].keyEnd), QByteArray("\"a\""));
    QCOMPARE(slice(text, items[0].begin, items[0].end), QByteArray("1.10")); // digits as they stand
    QCOMPARE(slice(text, items[1].keyBegin, items[1].keyEnd), QByteArray(R"("b, \"c\"")"));
    QCOMPARE(slice(text, items[1].begin, items[1].end), QByteArray("[ 1, 2 ]"));
    QCOMPARE(items[1].count, qint64(2));
    QVERIFY(items[2].hasKey()); // an empty one is one
    QCOMPARE(items[2].count, qint64(0));

    auto inner = firstItem(items[2]);
    QVERIFY(readItems(text, items[2], inner, 100).isEmpty());
}

void TestJsonScan::readsInPortions()
{
    const QByteArray text = "[10, 11, 12, 13, 14]";
    const auto root = scanJson(text);
    auto offset = firstItem(*root);
    QList<QByteArray> seen;
    for (auto items = readItems(text, *root, offset, 2); !items.isEmpty();
         items = readItems(text, *root, offset, 2)) {
        QVERIFY(items.size() <= 2);
        for (const auto &item : items)
            seen.append(slice(text, item.begin, item.end));
    }
    QCOMPARE(seen, (QList<QByteArray>{"10", "11", "12", "13", "14"}));
}

void TestJsonScan::partitions()
{
    const QByteArray text = "[10, 11, 12, 13, 14]";
    const auto root = scanJson(text);
    const auto starts = partition(text, *root, firstItem(*root), root->count, 2);
    QCOMPARE(starts.size(), 3);
    auto offset = starts[1];
    const auto items = readItems(text, *root, offset, 1);
    QCOMPARE(slice(text, items[0].begin, items[0].end), QByteArray("12"));
}

void TestJsonScan::keepsEscapesTogether()
{
    const QByteArray text = R"(["a\\", "b\"]", "\\\\\""])";
    const auto root = scanJson(text);
    QVERIFY(root);
    QCOMPARE(root->count, qint64(3));
    auto offset = firstItem(*root);
    const auto items = readItems(text, *root, offset, 100);
    QCOMPARE(items.size(), 3);
    QCOMPARE(slice(text, items[2].begin, items[2].end), QByteArray(R"("\\\\\"")"));
}

void TestJsonScan::decodes_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QByteArray("\"Grüße\"") << u"Grüße"_s;
    QTest::newRow("empty") << QByteArray("\"\"") << QString();
    QTest::newRow("escapes") << QByteArray(R"("a\n\t\"\\\/\u00e4z")") << u"a\n\t\"\\/äz"_s;
    QTest::newRow("surrogates") << QByteArray(R"("\ud83d\ude00")") << u"😀"_s;
    QTest::newRow("a lone surrogate") << QByteArray(R"("x\ud83dy")") << u"x\uFFFDy"_s;
    QTest::newRow("no UTF-8") << QByteArray("\"a\xFFz\"") << u"a\uFFFDz"_s;
}

void TestJsonScan::decodes()
{
    QFETCH(QByteArray, literal);
    QFETCH(QString, text);
    QCOMPARE(decodeJsonString(literal), text);
    for (qsizetype limit = 0; limit <= literal.size(); ++limit)
        QVERIFY(decodeJsonString(literal, limit).size() <= limit); // and reads nothing beyond
}

void TestJsonScan::lines()
{
    const QByteArray text = "first\n\nthird";
    const auto root = scanLines(text);
    QCOMPARE(root.kind, JsonKind::Lines);
    QCOMPARE(root.count, qint64(3));
    auto offset = firstItem(root);
    const auto items = readItems(text, root, offset, 100);
    QCOMPARE(items.size(), 3);
    QCOMPARE(slice(text, items[0].begin, items[0].end), QByteArray("first\n"));
    QCOMPARE(slice(text, items[2].begin, items[2].end), QByteArray("third"));
    QCOMPARE(scanLines("").count, qint64(0));
}

void TestJsonScan::longLinesSplitBetweenCharacters()
{
    const auto text = QByteArray("x") + u"ä"_s.repeated(5000).toUtf8();
    const auto root = scanLines(text);
    auto offset = firstItem(root);
    QString together;
    const auto items = readItems(text, root, offset, 100);
    QCOMPARE(items.size(), root.count);
    QVERIFY(items.size() > 5);
    for (const auto &item : items)
        together += QString::fromUtf8(slice(text, item.begin, item.end));
    QCOMPARE(together, QString::fromUtf8(text));
    QCOMPARE(scanLines(QByteArray(5000, '\x80')).end, qint64(5000)); // no UTF-8 at all: ends all the same
}

QTEST_GUILESS_MAIN(TestJsonScan)
#include "tst_jsonscan.moc"
