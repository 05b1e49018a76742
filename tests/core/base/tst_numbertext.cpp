// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/numbertext.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestNumberText : public QObject
{
    Q_OBJECT

private slots:
    void asPeopleWriteIt_data()
    {
        QTest::addColumn<double>("number");
        QTest::addColumn<QString>("text");
        const auto row
            = [](double number, const QString &text) { QTest::newRow(qPrintable(text)) << number << text; };
        row(0, u"0"_s);
        row(7, u"7"_s);
        row(-0.1, u"-0.1"_s);
        row(129.5, u"129.5"_s);
        row(10'000, u"10,000"_s);
        row(-1'000'000, u"-1,000,000"_s);
        row(123'456'789.25, u"123,456,789.25"_s);
        row(999'999'999'999'999, u"999,999,999,999,999"_s);
        row(0.000001, u"0.000001"_s);
        row(1e21, u"1E+21"_s);
        row(2.5e-9, u"2.5E-09"_s);
    }

    void asPeopleWriteIt()
    {
        QFETCH(double, number);
        QFETCH(QString, text);
        QCOMPARE(numberText(number, QLocale(QLocale::English, QLocale::UnitedStates)), text);
    }

    void inTheirLanguage()
    {
        QCOMPARE(numberText(10'000.5, QLocale(QLocale::German, QLocale::Germany)), u"10.000,5"_s);
    }
};

QTEST_GUILESS_MAIN(TestNumberText)
#include "tst_numbertext.moc"
