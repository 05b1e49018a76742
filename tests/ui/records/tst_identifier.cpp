// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/identifier.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestIdentifier : public QObject
{
    Q_OBJECT

private slots:
    void isMadeFromAName_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("taken");
        QTest::addColumn<QString>("key");
        QTest::newRow("words") << u"Wanted by"_s << QStringList() << u"wanted_by"_s;
        QTest::newRow("marks") << u"  Price (€) "_s << QStringList() << u"price"_s;
        QTest::newRow("accents") << u"Café Zürich"_s << QStringList() << u"cafe_zurich"_s;
        QTest::newRow("digits first") << u"2nd name"_s << QStringList() << u"nd_name"_s;
        QTest::newRow("digits later") << u"Line 2"_s << QStringList() << u"line_2"_s;
        QTest::newRow("no letter") << u"価格"_s << QStringList() << u"field"_s;
        QTest::newRow("empty") << QString() << QStringList() << u"field"_s;
        QTest::newRow("taken") << u"Name"_s << QStringList{u"name"_s, u"name_2"_s} << u"name_3"_s;
    }
    void isMadeFromAName()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, taken);
        QTEST(identifierFrom(text, taken, u"field"_s), "key");
    }

    void isNeverLong() { QVERIFY(identifierFrom(QString(300, u'a'), {}, u"field"_s).size() <= 40); }
};

QTEST_GUILESS_MAIN(TestIdentifier)
#include "tst_identifier.moc"
