// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palettemodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

QList<PaletteEntry> entries()
{
    return {{u"Board"_s, u"Page"_s, u"board"_s, u"Ctrl+1"_s, {}}, {u"Rules"_s, u"Page"_s, u"rules"_s, {}, {}},
        {u"New rule"_s, u"Action"_s, u"add"_s, {}, {}}, {u"Order paid"_s, u"Rule"_s, u"rule"_s, {}, {}}};
}

QStringList titles(const PaletteModel &model)
{
    QStringList titles;
    for (int row = 0; row < model.rowCount(); ++row)
        titles += model.index(row).data().toString();
    return titles;
}

} // namespace

class TestPaletteModel : public QObject
{
    Q_OBJECT

private slots:
    void everythingIsThereInItsOrderUntilSomethingIsTyped()
    {
        PaletteModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setEntries(entries());
        QCOMPARE(titles(model), QStringList({u"Board"_s, u"Rules"_s, u"New rule"_s, u"Order paid"_s}));
        QCOMPARE(model.index(0).data(PaletteModel::ShortcutRole).toString(), u"Ctrl+1"_s);
        QCOMPARE(model.entryAt(3).group, u"Rule"_s);
    }

    void theBestComesFirst()
    {
        PaletteModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries(entries());
        model.setTyped(u"rule"_s);
        // A title that fits, then what is found by its group alone.
        QCOMPARE(titles(model), QStringList({u"Rules"_s, u"New rule"_s, u"Order paid"_s}));
        QVERIFY(model.index(2).data(PaletteModel::PositionsRole).value<QList<int>>().isEmpty());
        model.setTyped(u"nothing has this name"_s);
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.index(0).isValid());
        model.setTyped({});
        QCOMPARE(model.rowCount(), 4);
    }

    void whatIsTypedHoldsForNewEntries()
    {
        PaletteModel model;
        model.setTyped(u"board"_s);
        model.setEntries(entries());
        QCOMPARE(titles(model), QStringList{u"Board"_s});
    }
};

QTEST_GUILESS_MAIN(TestPaletteModel)
#include "tst_palettemodel.moc"
