// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stepwork.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestSwitchAction : public QObject
{
    Q_OBJECT

private slots:
    void takesTheFirstCaseThatEquals_data()
    {
        QTest::addColumn<QString>("value"); // JSON
        QTest::addColumn<QString>("port");
        QTest::newRow("the first") << uR"("DE")"_s << u"home"_s;
        QTest::newRow("the second") << uR"("US")"_s << u"abroad"_s;
        QTest::newRow("none") << uR"("FR")"_s << u"else"_s;
        QTest::newRow("a number") << u"5"_s << u"five"_s;
        QTest::newRow("true") << u"true"_s << u"yes"_s;
        QTest::newRow("null") << u"null"_s << u"else"_s;
        QTest::newRow("a list") << u"[5]"_s << u"else"_s;
    }
    void takesTheFirstCaseThatEquals()
    {
        QFETCH(QString, value);
        const auto delivery = delivered(startStep(
            u"switch"_s, workFor(u"switch"_s, config(), {{"value", *Value::fromJson(value.toUtf8())}})));
        QTEST(delivery.port, "port");
        QCOMPARE(delivery.output.toJson(), value.toUtf8());
    }

    void hasAWayOutForEachCase()
    {
        QStringList ports;
        for (const auto &port : findActionType(u"switch"_s)->ports(config()))
            ports += port.id;
        QCOMPARE(ports, QStringList({u"home"_s, u"abroad"_s, u"again"_s, u"five"_s, u"yes"_s, u"else"_s}));
    }

    void casesWithoutOrWithTheSameNameAreFound_data()
    {
        QTest::addColumn<QStringList>("ports");
        QTest::addColumn<bool>("good");
        QTest::newRow("good") << QStringList{u"a"_s, u"b"_s} << true;
        QTest::newRow("empty") << QStringList{u"a"_s, QString()} << false;
        QTest::newRow("twice") << QStringList{u"a"_s, u"a"_s} << false;
        QTest::newRow("else is taken") << QStringList{u"else"_s} << false;
    }
    void casesWithoutOrWithTheSameNameAreFound()
    {
        QFETCH(QStringList, ports);
        QJsonArray cases;
        for (const auto &port : ports)
            cases += QJsonObject{{u"port"_s, port}, {u"when"_s, port}};
        QTEST(findActionType(u"switch"_s)->checkOf({{u"cases"_s, cases}}).isEmpty(), "good");
    }

private:
    static QJsonObject config()
    {
        const auto entry = [](const QString &port, const QJsonValue &when) {
            return QJsonObject{{u"port"_s, port}, {u"when"_s, when}};
        };
        return {{u"cases"_s,
            QJsonArray{entry(u"home"_s, u"DE"_s), entry(u"abroad"_s, u"US"_s), entry(u"again"_s, u"US"_s),
                entry(u"five"_s, 5), entry(u"yes"_s, true)}}};
    }
};

QTEST_GUILESS_MAIN(TestSwitchAction)
#include "tst_switchaction.moc"
