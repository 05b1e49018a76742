// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/storefixture.h"

#include <QSignalSpy>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestConnectionJobs : public QObject
{
    Q_OBJECT

private slots:
    void aConnectionIsAddedChangedAndRemoved()
    {
        StoreFixture store;
        QSignalSpy changes(store.store.get(), &Store::connectionsChanged);
        const auto made
            = store->saveConnection({u"shop"_s, u"http-auth"_s, {{u"scheme"_s, u"basic"_s}}, {}, {}})
                  .result();
        QVERIFY(made);
        QCOMPARE(made->created, store.clock.now());
        QCOMPARE(made->changed, store.clock.now());
        QTRY_COMPARE(changes.size(), 1);

        store.clock.move(std::chrono::seconds(5));
        const auto changed
            = store->saveConnection({u"shop"_s, u"http-auth"_s, {{u"scheme"_s, u"bearer"_s}}, {}, {}})
                  .result();
        QCOMPARE(changed->created, made->created);
        QCOMPARE(changed->changed, store.clock.now());
        QCOMPARE(*store.reader->connection(u"shop"_s), *changed);
        store.reopen();
        QCOMPARE(*store.reader->connections(), (QList{*changed}));

        QVERIFY(store->removeConnection(u"shop"_s).result());
        QCOMPARE(store.reader->connection(u"shop"_s).error().code, Error::Code::NotFound);
        QCOMPARE(store->removeConnection(u"shop"_s).result().error().code, Error::Code::NotFound);
    }

    void theyComeByName()
    {
        StoreFixture store;
        for (const auto &name : {u"b"_s, u"C"_s, u"a"_s})
            QVERIFY(store->saveConnection({name, u"webhook-secret"_s, {}, {}, {}}).result());
        QStringList names;
        const auto all = store.reader->connections();
        for (const auto &connection : *all)
            names += connection.name;
        QCOMPARE(names, (QStringList{u"a"_s, u"b"_s, u"C"_s}));
    }

    void withoutNameOrTypeItIsNone()
    {
        StoreFixture store;
        QCOMPARE(store->saveConnection({{}, u"http-auth"_s, {}, {}, {}}).result().error().code,
            Error::Code::InvalidInput);
        QCOMPARE(store->saveConnection({u"shop"_s, {}, {}, {}, {}}).result().error().code,
            Error::Code::InvalidInput);
        QVERIFY(store.reader->connections()->isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestConnectionJobs)
#include "tst_connectionjobs.moc"
