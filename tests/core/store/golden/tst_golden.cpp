// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/rule/rulefile.h"
#include "core/store/logcheck.h"
#include "core/store/schema.h"
#include "tests/core/store/storefixture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

QJsonValue microsecondsOf(const std::optional<Instant> &instant)
{
    return instant ? QJsonValue(double(toMicroseconds(*instant))) : QJsonValue();
}

QJsonObject told(const Event &event)
{
    return {{u"sequence"_s, event.sequence}, {u"received"_s, microsecondsOf(event.received)},
        {u"time"_s, microsecondsOf(event.time)}, {u"id"_s, event.id.value}, {u"source"_s, event.source},
        {u"type"_s, event.type}, {u"subject"_s, event.subject}, {u"contentType"_s, event.dataContentType},
        {u"schema"_s, event.dataSchema}, {u"traceParent"_s, event.traceParent},
        {u"extensions"_s, event.extensions}, {u"correlation"_s, event.correlation},
        {u"causeRun"_s, event.causation.run.value}, {u"causeStep"_s, event.causation.step.value},
        {u"causeEvent"_s, event.causation.event}, {u"depth"_s, event.depth},
        {u"request"_s, event.request.object()},
        {u"data"_s, event.data ? QJsonValue(QString::fromUtf8(*event.data)) : QJsonValue()}};
}

QJsonObject told(const StepRun &step)
{
    return {{u"step"_s, step.step.value}, {u"state"_s, stateName(step.state)}, {u"attempts"_s, step.attempts},
        {u"input"_s, QString::fromUtf8(step.input)}, {u"output"_s, QString::fromUtf8(step.output)},
        {u"port"_s, step.port}, {u"error"_s, step.error}, {u"started"_s, microsecondsOf(step.started)},
        {u"finished"_s, microsecondsOf(step.finished)}, {u"due"_s, microsecondsOf(step.due)}};
}

QJsonObject told(const Run &run)
{
    QJsonArray steps;
    for (const auto &step : run.steps)
        steps += told(step);
    return {{u"id"_s, run.id.value}, {u"rule"_s, run.rule.value}, {u"ruleVersion"_s, run.ruleVersion},
        {u"event"_s, run.event}, {u"trigger"_s, run.trigger.value}, {u"state"_s, stateName(run.state)},
        {u"error"_s, run.error}, {u"created"_s, microsecondsOf(run.created)},
        {u"started"_s, microsecondsOf(run.started)}, {u"finished"_s, microsecondsOf(run.finished)},
        {u"steps"_s, steps}};
}

QJsonObject told(const StoredRule &rule)
{
    return {{u"draft"_s, toJson(rule.draft)}, {u"version"_s, rule.version}, {u"enabled"_s, rule.enabled},
        {u"hasDraftChanges"_s, rule.hasDraftChanges}, {u"changed"_s, microsecondsOf(rule.changed)}};
}

QJsonObject told(const ScheduleRow &row)
{
    return {{u"rule"_s, row.rule.value}, {u"step"_s, row.step.value},
        {u"definition"_s, QString::fromUtf8(row.definition)}, {u"due"_s, microsecondsOf(row.due)}};
}

QJsonObject told(const StoredConnection &connection)
{
    return {{u"name"_s, connection.name}, {u"type"_s, connection.type}, {u"config"_s, connection.config},
        {u"created"_s, microsecondsOf(connection.created)},
        {u"changed"_s, microsecondsOf(connection.changed)}};
}

template <typename Value, typename Tell> QJsonArray each(const Result<QList<Value>> &values, Tell tell)
{
    if (!values)
        qFatal("%s", qPrintable(values.error().message));
    QJsonArray array;
    for (const auto &value : *values)
        array += tell(value);
    return array;
}

/// All that a reader finds in a store.
QJsonObject toldOf(Reader &reader)
{
    constexpr int all = 10'000;
    const auto tell = [](const auto &value) { return told(value); };
    return {{u"cursor"_s, reader.cursor().value()},
        {u"events"_s, each(reader.events({}, 0, Page::Newer, all), tell)},
        {u"runs"_s,
            each(reader.runs({}, {}, Page::Newer, all),
                [&](const Run &run) { return told(reader.run(run.id).value()); })},
        {u"rules"_s, each(reader.rules(), tell)},
        {u"ruleVersions"_s,
            each(reader.rules(),
                [&](const StoredRule &rule) {
                    return each(reader.ruleVersions(rule.draft.id), [&](int version) {
                        return toJson(reader.ruleVersion(rule.draft.id, version).value());
                    });
                })},
        {u"tables"_s, each(reader.tables(), [](const Table &table) { return toJson(table); })},
        {u"records"_s,
            each(reader.tables(),
                [&](const Table &table) {
                    return each(reader.records(table.id, {}, all),
                        [](const Record &record) { return toJson(record); });
                })},
        {u"schedules"_s, each(reader.schedules(), tell)},
        {u"connections"_s, each(reader.connections(), tell)}};
}

/// Where `found` lacks something of `expected`; empty: nowhere. What is told beside it is newer than the
/// folder.
QString difference(const QJsonValue &expected, const QJsonValue &found, const QString &place)
{
    if (expected.isArray() && found.isArray()) {
        const auto wanted = expected.toArray();
        const auto there = found.toArray();
        if (wanted.size() != there.size())
            return u"%1 has %2 items, not %3"_s.arg(place).arg(there.size()).arg(wanted.size());
        for (qsizetype i = 0; i < wanted.size(); ++i) {
            if (auto wrong = difference(wanted[i], there[i], u"%1[%2]"_s.arg(place).arg(i)); !wrong.isEmpty())
                return wrong;
        }
        return {};
    }
    if (expected.isObject() && found.isObject()) {
        const auto wanted = expected.toObject();
        for (auto it = wanted.begin(); it != wanted.end(); ++it) {
            if (auto wrong = difference(it.value(), found[it.key()], place + u'.' + it.key());
                !wrong.isEmpty())
                return wrong;
        }
        return {};
    }
    return expected == found ? QString() : place + u" is not as it was"_s;
}

QString copied(const QString &folder, const QTemporaryDir &to)
{
    const QDir from(folder);
    for (const auto &name : from.entryList({u"signalbox.db*"_s}, QDir::Files)) {
        if (!QFile::copy(from.filePath(name), to.filePath(name)))
            qFatal("cannot copy %s", qPrintable(name));
        QFile(to.filePath(name)).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }
    return to.filePath(u"signalbox.db"_s);
}

} // namespace

/// What every released version of the store has left behind, killed amid its work (golden/make.sh), is read
/// by this program as it stood there. SIGNALBOX_GOLDEN_TELL=1 writes down what a folder without
/// expected.json holds.
class TestGolden : public QObject
{
    Q_OBJECT

    static void addFolders()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("version");
        const QDir golden(QStringLiteral(SIGNALBOX_GOLDEN_FOLDER));
        for (const auto &name : golden.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QTest::newRow(qPrintable(name)) << golden.filePath(name) << name.toInt();
    }

private slots:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("SIGNALBOX_GOLDEN_TELL"))
            return;
        const QDir golden(QStringLiteral(SIGNALBOX_GOLDEN_FOLDER));
        for (const auto &name : golden.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QTemporaryDir dir;
            const auto file = copied(golden.filePath(name), dir);
            FixedClock clock;
            SeededRandom random(1);
            const auto store = Store::open(file, clock, random);
            QFile expected(golden.filePath(name) + u"/expected.json"_s);
            if (expected.exists() || !expected.open(QIODevice::WriteOnly))
                continue;
            expected.write(QJsonDocument(toldOf(**Reader::open(file))).toJson());
        }
    }

    void everyFolderIsOfAVersion()
    {
        // The newest may still be in the making: it gets its folder when it is released.
        const QDir golden(QStringLiteral(SIGNALBOX_GOLDEN_FOLDER));
        QVERIFY(golden.exists(u"1/expected.json"_s));
        for (const auto &name : golden.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            QVERIFY2(name.toInt() >= 1 && name.toInt() <= schema::migrations().size(), qPrintable(name));
            QVERIFY2(golden.exists(name + u"/expected.json"_s), qPrintable(name));
        }
    }

    void anOlderStoreIsReadAsItStood_data() { addFolders(); }
    void anOlderStoreIsReadAsItStood()
    {
        QFETCH(QString, folder);
        QFETCH(int, version);
        const QTemporaryDir dir;
        const auto file = copied(folder, dir);
        QFile in(folder + u"/expected.json"_s);
        QVERIFY(in.open(QIODevice::ReadOnly));
        const auto expected = parseJsonObject(in.readAll()).value();
        QVERIFY(expected[u"events"_s].toArray().size() > 10);

        FixedClock clock;
        SeededRandom random(1);
        auto store = Store::open(file, clock, random);
        QVERIFY2(store, store ? "" : qPrintable(store.error().message + store.error().context));
        QCOMPARE((*store)->faults(), QStringList());
        const auto wrong = difference(expected, toldOf(**Reader::open(file)), u"store"_s);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));

        // It goes on, and still tells who was here.
        const auto last = expected[u"events"_s].toArray().last()[u"sequence"_s].toInteger();
        QCOMPARE((*store)->append({eventOf(u"t"_s)}).result()->first().sequence, last + 1);
        const auto own = expected[u"events"_s].toArray().first().toObject();
        for (const auto &[id, source] : {std::pair(u"4711"_s, u"/outside"_s),
                 std::pair(own[u"id"_s].toString(), own[u"source"_s].toString())}) {
            const auto again = (*store)->append({eventOf(u"t"_s, id, source)}).result();
            QVERIFY(again->first().duplicate);
        }
        store->reset();
        const auto health = examine(file);
        QVERIFY(health);
        QCOMPARE(health->faults, QStringList());
        QCOMPARE(health->last, last + 1);

        const auto db = std::move(*Connection::open(file, Connection::Mode::ReadOnly));
        QCOMPARE(db->integer("PRAGMA user_version"), schema::migrations().size());
        // What a migration left is what a new store is made of.
        const auto shape = "SELECT count(*) FROM sqlite_schema";
        StoreFixture fresh;
        const auto made = std::move(*Connection::open(fresh.file(), Connection::Mode::ReadOnly));
        QCOMPARE(db->integer(shape), made->integer(shape));

        const auto backup = file + u".version-%1.backup"_s.arg(version);
        QCOMPARE(QFile::exists(backup), version < schema::migrations().size());
        if (version == schema::migrations().size())
            return;
        const auto kept = std::move(*Connection::open(backup, Connection::Mode::ReadOnly));
        QCOMPARE(kept->integer("PRAGMA user_version"), version);
        QCOMPARE(kept->integer("SELECT max(sequence) FROM event"), last);
    }

    /// As it was lost and found in the backup that a migration makes.
    void theBackupOfAMigrationIsAStoreToo_data() { addFolders(); }
    void theBackupOfAMigrationIsAStoreToo()
    {
        QFETCH(QString, folder);
        QFETCH(int, version);
        if (version == schema::migrations().size())
            QSKIP("needs no migration");
        const QTemporaryDir dir;
        const auto file = copied(folder, dir);
        FixedClock clock;
        SeededRandom random(1);
        QVERIFY(Store::open(file, clock, random));
        const auto backup = file + u".version-%1.backup"_s.arg(version);
        const auto store = Store::open(backup, clock, random);
        QVERIFY2(store, store ? "" : qPrintable(store.error().message));
        QCOMPARE((*store)->faults(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestGolden)
#include "tst_golden.moc"
