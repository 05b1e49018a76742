// SPDX-License-Identifier: GPL-3.0-or-later
// What Signalbox is for, done by hand in the whole program: draw a rule, publish it, and see it act on what
// comes in over the socket.
#include "core/base/json.h"
#include "core/event/eventtypes.h"
#include "tests/app/window/editorhands.h"
#include "tests/support/receiver.h"
#include "ui/monitor/eventtablemodel.h"
#include "ui/runs/runtablemodel.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QFile>
#include <QLineEdit>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// What the newest row of a live table says in this column, and to whom it belongs.
QVariant newest(QAbstractItemView *table, int column, int role = Qt::DisplayRole)
{
    return table->model()->index(0, column).data(role);
}

/// A push to this branch, as GitHub delivers it.
QByteArray push(const QByteArray &branch)
{
    QFile file(QStringLiteral(TEST_DATA "/push.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no push.json");
    return file.readAll().replace("\"ref\":\"refs/heads/main\"", "\"ref\":\"refs/heads/" + branch + '"');
}

} // namespace

class TestMainJob : public QObject
{
    Q_OBJECT

private slots:
    void aRuleIsDrawnPublishedAndSeenAtWork()
    {
        Receiver receiver;
        WindowFixture fixture;
        QVERIFY(fixture.goTo(PageId::Rules));
        QVERIFY(fixture.click(u"firstRuleButton"_s));
        EditorHands editor(fixture);
        auto *name = fixture.await<QLineEdit>(u"ruleName"_s);
        QTRY_VERIFY(name && name->hasFocus()); // a new rule wants a name
        hands::retype(u"Deploy"_s);
        QCOMPARE(editor.rule().name, u"Deploy"_s);
        QVERIFY(editor.rule().steps.isEmpty());

        // Three steps from the palette, on a canvas with room for them, and links drawn from port to port …
        const auto width = editor.canvas()->viewport()->width();
        QVERIFY(hands::click(editor.canvas()->viewport(), {width / 2, 300}));
        hands::key(Qt::Key_Minus);
        hands::key(Qt::Key_Minus);
        QVERIFY(editor.place(u"webhook"_s, {width / 6, 120}));
        QVERIFY(editor.place(u"if"_s, {width / 2, 120}));
        QVERIFY(editor.place(u"http"_s, {width * 5 / 6, 60}));
        QCOMPARE(editor.rule().steps.size(), 3);
        QVERIFY(editor.rule().links.isEmpty());
        QVERIFY(editor.drag(editor.outOf("webhook"), editor.inOf("if")));
        QVERIFY(editor.drag(editor.outOf("if", "true"), editor.inOf("http")));
        // … and one from a link that is let go over nothing.
        QVERIFY(editor.drag(editor.outOf("if", "false"), {width * 2 / 3, 260}));
        auto *search = fixture.await<QLineEdit>(u"quickAddSearch"_s);
        QVERIFY(search && search->hasFocus());
        hands::type(u"log"_s);
        hands::key(Qt::Key_Return);
        QCOMPARE(editor.rule().links,
            (QList<Link>{EditorHands::link("webhook", "if"), EditorHands::link("if", "http", "true"),
                EditorHands::link("if", "log", "false")}));

        QVERIFY(editor.fill(u"message"_s, u"Not main: {{ event.data.ref }}"_s)); // the new step is selected
        QVERIFY(editor.select("webhook"));
        QVERIFY(editor.fill(u"path"_s, u"github"_s));
        const auto hook = QUrl(fixture.await<QLabel>(u"hookUrl"_s)->text());
        QVERIFY(editor.select("if"));
        QVERIFY(editor.fill(u"condition"_s, u"event.data.ref == 'refs/heads/main'"_s));
        QVERIFY(editor.select("http"));
        QVERIFY(editor.fill(u"url"_s, receiver.url(u"/deploy"_s)));
        QVERIFY(editor.fill(u"body"_s, u"{\"commit\": \"{{ event.data.after }}\"}"_s));

        QVERIFY(fixture.click(u"publishButton"_s));
        auto *mark = fixture.seen<QLabel>(u"draftMark"_s);
        QTRY_VERIFY2(mark->text().contains(u"Version 1"_s), qPrintable(mark->text()));
        // The first Publish switches it on.
        QTRY_VERIFY(fixture.seen<QAbstractButton>(u"enableSwitch"_s)->isChecked());

        // As GitHub posts it.
        const auto answer = WindowFixture::post(hook, push("main"));
        QCOMPARE(answer.status, 202);
        const auto sequence = parseJsonObject(answer.body)->value(u"sequence"_s).toInteger();
        QTRY_COMPARE(receiver.requests.size(), 1);
        QCOMPARE(receiver.requests.first().method, QByteArray("POST"));
        QCOMPARE(receiver.requests.first().target, QByteArray("/deploy"));
        QCOMPARE(parseJson(receiver.requests.first().body),
            parseJson(R"({"commit": "00000023f497448ed7e368cffa582ace7df65468"})"));

        // The steps light up.
        for (const auto *step : {"webhook", "if", "http"})
            QTRY_COMPARE(editor.step(step)->look().state, std::optional(State::Succeeded));
        QVERIFY(editor.step("log")->look().state.value_or(State::Skipped) == State::Skipped);

        // The monitor has the event with what became of it; the next one comes by itself.
        QVERIFY(fixture.goTo(PageId::Monitor));
        auto *events = fixture.await<QAbstractItemView>(u"events"_s);
        QVERIFY(events);
        const auto type = EventTableModel::TypeColumn;
        QTRY_COMPARE(newest(events, type, EventTableModel::TypeRole).toString(), eventtype::webhookReceived);
        QCOMPARE(newest(events, type, EventTableModel::SequenceRole).toLongLong(), sequence);
        QTRY_COMPARE(newest(events, EventTableModel::RulesColumn).toString(), u"Deploy"_s);
        QTRY_COMPARE(newest(events, EventTableModel::StateColumn, EventTableModel::StateRole).toInt(),
            int(State::Succeeded));
        QCOMPARE(WindowFixture::post(hook, push("main")).status, 202);
        QTRY_VERIFY(newest(events, type, EventTableModel::SequenceRole).toLongLong() > sequence);
        QTRY_COMPARE(newest(events, EventTableModel::RulesColumn).toString(), u"Deploy"_s);

        // So have the runs.
        QVERIFY(fixture.goTo(PageId::Runs));
        auto *runs = fixture.await<QAbstractItemView>(u"runs"_s);
        QVERIFY(runs);
        QTRY_COMPARE(runs->model()->rowCount(), 2);
        QCOMPARE(WindowFixture::post(hook, push("side")).status, 202);
        QTRY_COMPARE(runs->model()->rowCount(), 3);
        QCOMPARE(newest(runs, RunTableModel::RuleColumn).toString(), u"Deploy"_s);
        QTRY_COMPARE(newest(runs, RunTableModel::StateColumn, RunTableModel::StateRole).toInt(),
            int(State::Succeeded));
        QVERIFY(hands::click(runs, runs->model()->index(0, RunTableModel::RuleColumn)));
        auto *steps = fixture.await<QAbstractItemView>(u"steps"_s);
        QVERIFY(steps);
        QTRY_COMPARE(steps->model()->rowCount(), 4);
        const auto logged = fixture.events(eventtype::logged);
        QCOMPARE(logged.size(), 1);
        QCOMPARE(parseJsonObject(*logged.first().data)->value(u"message"_s), u"Not main: refs/heads/side"_s);
        QCOMPARE(receiver.requests.size(), 2);
    }
};

QTEST_MAIN(TestMainJob)
#include "tst_mainjob.moc"
