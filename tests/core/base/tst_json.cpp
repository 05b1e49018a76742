// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestJson : public QObject
{
    Q_OBJECT

private slots:
    void readsAnObject()
    {
        const auto object = parseJsonObject(R"({"a": 1})");
        QVERIFY(object);
        QCOMPARE(object->value(u"a"_s).toInt(), 1);
    }

    void readsScalars()
    {
        QCOMPARE(parseJson("7")->toInt(), 7);
        QCOMPARE(parseJson("\"x\"")->toString(), u"x"_s);
        QVERIFY(parseJson("null")->isNull());
    }

    void saysWhereItIsWrong()
    {
        const auto bad = parseJsonObject("{\n  \"a\": ?\n}");
        QVERIFY(!bad);
        QCOMPARE(bad.error().code, Error::Code::InvalidInput);
        QVERIFY2(bad.error().context.startsWith(u"line 2"_s), qPrintable(bad.error().context));
    }

    void refusesWhatIsNoObjectAndMoreThanOneValue()
    {
        QVERIFY(!parseJsonObject("[1]"));
        QVERIFY(!parseJson("1, 2"));
        QVERIFY(!parseJson(""));
    }

    void writesStringsThatReadBack()
    {
        const auto text = u"quote \" back \\ line\n tab\t bell\u0007 euro € 😀"_s;
        QByteArray out;
        appendJsonString(out, text);
        QCOMPARE(parseJson(out)->toString(), text);
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
