// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/typepattern.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestTypePattern : public QObject
{
    Q_OBJECT

private slots:
    void fits_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("fits");
        QTest::newRow("same") << u"a.b"_s << u"a.b"_s << true;
        QTest::newRow("longer") << u"a.b"_s << u"a.b.c"_s << false;
        QTest::newRow("case") << u"a.b"_s << u"A.b"_s << false;
        QTest::newRow("point is no wildcard") << u"a.b"_s << u"axb"_s << false;
        QTest::newRow("end") << u"a.*"_s << u"a.b.c"_s << true;
        QTest::newRow("end, nothing") << u"a.*"_s << u"a."_s << true;
        QTest::newRow("end, too short") << u"a.*"_s << u"a"_s << false;
        QTest::newRow("beginning") << u"*.paid"_s << u"order.paid"_s << true;
        QTest::newRow("beginning, wrong end") << u"*.paid"_s << u"order.paid.v2"_s << false;
        QTest::newRow("middle") << u"order.*.paid"_s << u"order.eu.paid"_s << true;
        QTest::newRow("going back") << u"*ab"_s << u"aab"_s << true;
        QTest::newRow("going back twice") << u"*ab*cd"_s << u"abacabcd"_s << true;
        QTest::newRow("two stars") << u"**"_s << u"x"_s << true;
        QTest::newRow("everything") << u"*"_s << u""_s << true;
        QTest::newRow("nothing") << u""_s << u""_s << true;
        QTest::newRow("nothing does not fit") << u""_s << u"a"_s << false;
        QTest::newRow("a star in the text") << u"a*c"_s << u"a*c"_s << true;
    }

    void fits()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QFETCH(bool, fits);
        QCOMPARE(fitsPattern(pattern, text), fits);
    }

    void endsOnHostilePatterns()
    {
        const QString text(20000, u'a');
        QString pattern;
        for (int i = 0; i < 50; ++i)
            pattern += u"a*"_s;
        QVERIFY(!fitsPattern(pattern + u'b', text));
    }

    void knowsPatterns()
    {
        QVERIFY(isPattern(u"a.*"));
        QVERIFY(!isPattern(u"a.b"));
    }
};

QTEST_GUILESS_MAIN(TestTypePattern)
#include "tst_typepattern.moc"
