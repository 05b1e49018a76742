// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/backup.h"
#include "core/store/searchfile.h"
#include "core/store/searchtext.h"
#include "core/store/upkeep.h"
#include "tests/core/store/storefixture.h"

#include <QFileInfo>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What is searched for is found, the same with the index of words and without it.
class TestSearch : public QObject
{
    Q_OBJECT

    using Sequences = QList<Sequence>;

    static void fill(const StoreFixture &store)
    {
        const auto file = SearchFile::open(store.file());
        QVERIFY2(file, file ? "" : qPrintable(file.error().message));
        for (;;) {
            const auto filled = (*file)->fill();
            QVERIFY2(filled, filled ? "" : qPrintable(filled.error().message));
            if (filled->isThrough)
                break;
        }
    }

    static Sequences found(const StoreFixture &store, const QString &text, const QString &type = {})
    {
        EventFilter filter;
        filter.text = text;
        filter.type = type;
        const auto events = store.reader->events(filter, 0, Page::Newer, 1000);
        if (!events)
            qFatal("%s", qPrintable(events.error().message));
        auto backwards = sequencesOf(store.reader->eventHeads(filter, 0, Page::Older, 1000));
        std::ranges::reverse(backwards);
        if (backwards != sequencesOf(events))
            qFatal("not the same both ways: %s", qPrintable(text));
        return backwards;
    }

private slots:
    void wordsAreFound_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<Sequences>("expected");
        QTest::newRow("a word") << u"cheese"_s << Sequences{1, 2};
        QTest::newRow("in any case") << u"CHEESE"_s << Sequences{1, 2};
        QTest::newRow("its beginning") << u"chee"_s << Sequences{1, 2};
        QTest::newRow("two letters") << u"ch"_s << Sequences{1, 2, 9};
        QTest::newRow("not its end") << u"eese"_s << Sequences();
        QTest::newRow("two words, anywhere") << u"berlin cheese"_s << Sequences{1};
        QTest::newRow("in quotes, as they stand") << u"\"old cheese\""_s << Sequences{2};
        QTest::newRow("in quotes, not so") << u"\"cheese old\""_s << Sequences();
        QTest::newRow("an open quote") << u"\"cheese"_s << Sequences{1, 2};
        QTest::newRow("an address") << u"ann@example.com"_s << Sequences{1};
        QTest::newRow("half an address") << u"ann@exam"_s << Sequences{1};
        QTest::newRow("a number") << u"4711"_s << Sequences{3};
        QTest::newRow("umlauts") << u"müller"_s << Sequences{4, 5};
        QTest::newRow("after a line end in JSON") << u"second"_s << Sequences{5};
        QTest::newRow("type") << u"shop.order"_s << Sequences{1, 2, 3};
        QTest::newRow("subject") << u"order/9"_s << Sequences{6};
        QTest::newRow("id") << u"evt_77"_s << Sequences{6};
        QTest::newRow("a script without spaces") << u"京"_s << Sequences{7};
        QTest::newRow("its word") << u"東京"_s << Sequences{7};
        QTest::newRow("a sign") << u"%"_s << Sequences{8};
        QTest::newRow("operators are words") << u"cheese OR nothing"_s << Sequences();
        QTest::newRow("NOT is a word") << u"NOT cheese"_s << Sequences();
        QTest::newRow("NEAR") << u"NEAR(cheese berlin)"_s << Sequences();
        QTest::newRow("star") << u"chee*"_s << Sequences();
        QTest::newRow("column") << u"text:cheese"_s << Sequences();
        QTest::newRow("quotes within") << u"a\"b\"\"c\"'; DROP TABLE event"_s << Sequences();
        QTest::newRow("nothing") << u"  \"\" "_s << Sequences{1, 2, 3, 4, 5, 6, 7, 8, 9};
        QTest::newRow("nowhere") << u"unicorn"_s << Sequences();
    }
    void wordsAreFound()
    {
        QFETCH(QString, typed);
        QFETCH(Sequences, expected);
        StoreFixture store;
        store.add(u"shop.order"_s, R"({"what":"cheese","to":"Berlin","mail":"ann@example.com"})");
        store.add(u"shop.order"_s, R"({"what":"old cheese"})");
        store.add(u"shop.order"_s, R"({"number":4711})");
        store.add(u"t"_s, QByteArray(R"({"name":"M\u00fcller"})"));
        store.add(u"t"_s, R"({"text":"first\nsecond","by":"Müller"})");
        auto event = eventOf(u"t"_s, u"evt_77"_s);
        event.subject = u"order/9"_s;
        QVERIFY(store->append({event}).result());
        store.add(u"t"_s, R"({"city":"東京都"})");
        store.add(u"t"_s, "100%");
        store.add(u"t"_s, "<p>chair</p>");
        QCOMPARE(found(store, typed), expected);
        fill(store);
        QCOMPARE(found(store, typed), expected); // by the index
        store.add(u"t"_s, R"({"what":"Cheese Berlin"})");
        QCOMPARE(found(store, u"berlin cheese"_s), (Sequences{1, 10})); // by both
    }

    void theIndexIsAsked()
    {
        StoreFixture store;
        store.add(u"t"_s, "cheese");
        store.add(u"t"_s, "cheese");
        fill(store);
        auto index
            = std::move(*Connection::open(SearchFile::nameFor(store.file()), Connection::Mode::ReadWrite));
        QVERIFY(index->run("INSERT INTO words_0 (words_0) VALUES ('delete-all')"));
        QVERIFY(found(store, u"cheese"_s).isEmpty());
    }

    void pagesGoOnAcrossTheIndexsEnd()
    {
        StoreFixture store;
        for (int i = 0; i < 700; ++i) // more than is taken in at once
            store.add(i % 2 ? u"odd"_s : u"even"_s, "cheese");
        fill(store);
        for (int i = 0; i < 50; ++i)
            store.add(i % 2 ? u"odd"_s : u"even"_s, "cheese");
        QCOMPARE(found(store, u"cheese"_s).size(), 750);
        QCOMPARE(found(store, u"cheese"_s, u"odd"_s).size(), 375);
        QCOMPARE(found(store, u"cheese"_s, u"o*"_s).size(), 375);
        EventFilter filter;
        filter.text = u"cheese"_s;
        Sequence from = 0;
        Sequence expected = 750;
        for (int page = 0; page < 25; ++page) {
            const auto events = sequencesOf(store.reader->events(filter, from, Page::Older, 30));
            QCOMPARE(events.size(), 30);
            for (const auto sequence : events)
                QCOMPARE(sequence, expected--);
            from = events.last();
        }
    }

    void whatIsGoneIsNotFound()
    {
        StoreFixture store;
        store.add(u"t"_s, "cheese old");
        store.clock.move(24h);
        store.add(u"t"_s, "cheese new");
        QVERIFY(store->route({2, {}}).result());
        fill(store);
        QVERIFY(store->upkeep().purge({0, store.clock.now(), store.clock.now()}).result());
        QCOMPARE(found(store, u"cheese"_s), Sequences{2});
        auto file = std::move(*SearchFile::open(store.file()));
        QVERIFY(file->trim());
        QCOMPARE(found(store, u"cheese"_s), Sequences{2});
    }

    void ofAnotherLogItBeginsAnew()
    {
        StoreFixture store;
        QTemporaryDir dir;
        store.add(u"t"_s, "first");
        QVERIFY(backUpStore(store.file(), dir.filePath(u"b"_s)));
        store.add(u"t"_s, "lost");
        fill(store);
        store.close();
        QVERIFY(restoreStore(dir.filePath(u"b"_s), store.file()));
        QVERIFY(!QFileInfo::exists(SearchFile::nameFor(store.file())));
        store.open();
        store.add(u"t"_s, "other");
        fill(store);
        QCOMPARE(found(store, u"other"_s), Sequences{2});
        QVERIFY(found(store, u"lost"_s).isEmpty());
        // Also where nobody said so.
        store.close();
        QVERIFY(QFile::remove(store.file()));
        QVERIFY(QFile::remove(EndFile::nameFor(store.file())));
        store.open();
        store.add(u"t"_s, "third");
        store.add(u"t"_s, "third");
        store.add(u"t"_s, "third");
        fill(store);
        QCOMPARE(found(store, u"third"_s), (Sequences{1, 2, 3}));
    }

    void aDamagedIndexIsMadeAnew_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("noise") << QByteArray(8192, '\xa5');
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("empty") << QByteArray();
    }
    void aDamagedIndexIsMadeAnew()
    {
        QFETCH(QByteArray, content);
        StoreFixture store;
        store.add(u"t"_s, "cheese");
        fill(store);
        SearchFile::remove(store.file());
        QFile file(SearchFile::nameFor(store.file()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        QCOMPARE(found(store, u"cheese"_s), Sequences{1}); // whatever it is, nobody is refused
        fill(store);
        store.reopen();
        QCOMPARE(found(store, u"cheese"_s), Sequences{1});
    }

    void placesAreMarked()
    {
        using Places = QList<SearchText::Place>;
        QCOMPARE(SearchText(u"old cheese"_s).placesIn(u"Cheese, old cheese; scold"_s),
            (Places{{0, 6}, {8, 3}, {12, 6}}));
        QCOMPARE(SearchText(u"ab abc"_s).placesIn(u"abcd"_s), (Places{{0, 3}}));
        QCOMPARE(SearchText(QString()).placesIn(u"abcd"_s), Places());
    }

    void readableTextOfAnything()
    {
        QCOMPARE(readableText("plain \\n"), u"plain \\n"_s);
        QCOMPARE(readableText("{\"a\":\"b\\nc\\u00FC\\\\ \\\"\"}"), u"{\"a\":\"b cü\\ \"\"}"_s);
        QCOMPARE(readableText("{\"a\\u12"), u"{\"au12"_s);
        QCOMPARE(readableText("{\"a\\"), u"{\"a\\"_s);
        QCOMPARE(readableText(QByteArray("a\0b", 3)), QString());
        QCOMPARE(readableText({}), QString());
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
