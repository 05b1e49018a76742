// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

/// The cases of CEL's conformance suite, where their folder stands beside the checkout.
class TestConformance : public QObject
{
    Q_OBJECT

private slots:
    void cases()
    {
        const auto all = test::readConformanceCases(QString::fromUtf8(CONFORMANCE_CASES));
        if (!all)
            QSKIP("The cases are not on this machine.");
        QStringList wrong;
        for (const auto &one : *all) {
            if (const auto reason = test::runConformanceCase(one); !reason.isEmpty())
                wrong += one.name + u": "_s + one.expression + u": "_s + reason;
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void aWrongResultIsNoticed()
    {
        const QJsonObject three{{u"int"_s, u"3"_s}};
        QVERIFY(test::runConformanceCase({u"sum"_s, u"1 + 2"_s, {}, three}).isEmpty());
        QVERIFY(!test::runConformanceCase({u"sum"_s, u"1 + 3"_s, {}, three}).isEmpty());
        QVERIFY(!test::runConformanceCase({u"kind"_s, u"3.0"_s, {}, three}).isEmpty());
        QVERIFY(!test::runConformanceCase({u"no error"_s, u"1 + 2"_s, {}, {}}).isEmpty());
        QVERIFY(test::runConformanceCase({u"error"_s, u"1 / 0"_s, {}, {}}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestConformance)
#include "tst_conformance.moc"
