// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stepwork.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestRecordAction : public QObject
{
    Q_OBJECT

private slots:
    void wantsWhatItIsTold_data()
    {
        using enum RecordCommand::Operation;
        QTest::addColumn<QString>("operation");
        QTest::addColumn<RecordCommand::Operation>("wanted");
        QTest::newRow("create") << u"create"_s << Create;
        QTest::newRow("update") << u"update"_s << Update;
        QTest::newRow("delete") << u"delete"_s << Delete;
    }
    void wantsWhatItIsTold()
    {
        QFETCH(QString, operation);
        const auto result = startStep(u"record"_s,
            workFor(u"record"_s,
                {{u"operation"_s, operation}, {u"table"_s, u"orders"_s}, {u"id"_s, u"7"_s},
                    {u"values"_s, QJsonObject{{u"status"_s, u"paid"_s}, {u"amount"_s, 12.5}}}}));
        QVERIFY(result);
        const auto command = std::get<RecordWanted>(*result).command;
        QTEST(command.operation, "wanted");
        QCOMPARE(command.table, TableId(u"orders"_s));
        QCOMPARE(command.id, RecordId(u"7"_s));
        QCOMPARE(command.values, QJsonObject({{u"status"_s, u"paid"_s}, {u"amount"_s, 12.5}}));
    }

    void aNewRecordNeedsNoId()
    {
        const auto result = startStep(u"record"_s, workFor(u"record"_s, {{u"table"_s, u"orders"_s}}));
        QVERIFY(result);
        const auto command = std::get<RecordWanted>(*result).command;
        QCOMPARE(command.operation, RecordCommand::Operation::Create);
        QVERIFY(command.id.isEmpty());
        QVERIFY(command.values.isEmpty());
    }

    void aChangeWithoutAnIdIsRefused()
    {
        for (const auto &operation : {u"update"_s, u"delete"_s}) {
            const auto result = startStep(
                u"record"_s, workFor(u"record"_s, {{u"operation"_s, operation}, {u"table"_s, u"orders"_s}}));
            QVERIFY(!result);
            QCOMPARE(result.error().context, u"id"_s);
        }
    }
};

QTEST_GUILESS_MAIN(TestRecordAction)
#include "tst_recordaction.moc"
