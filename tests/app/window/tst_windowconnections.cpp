// SPDX-License-Identifier: GPL-3.0-or-later
// A connection made, tried and removed on its page, in the whole program, by mouse and keys.
#include "tests/app/window/editorhands.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray signedRule
    = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "paid", "name": "Order paid",
  "steps": [{"id": "hook", "type": "webhook", "name": "Hook", "config": {"path": "paid",
              "verify": {"scheme": "github", "connection": "shop-signing"}}},
            {"id": "note", "type": "log", "name": "Note", "config": {"message": "paid"}}],
  "links": [{"from": "hook", "to": "note"}]})";

} // namespace

class TestWindowConnections : public QObject
{
    Q_OBJECT

private slots:
    void oneIsMadeTriedAndRemoved()
    {
        WindowFixture fixture;
        QVERIFY(fixture.goTo(PageId::Connections));
        QVERIFY(fixture.click(u"firstConnection"_s));
        hands::type(u"shop-signing"_s);
        QVERIFY(hands::tabTo(u"connectionSecret"_s));
        hands::type(u"s3cret-word"_s);
        hands::key(Qt::Key_Return);

        auto *table = fixture.await<QTableView>(u"connections"_s);
        QVERIFY(table);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, 0).data().toString(), u"shop-signing"_s);
        QTRY_COMPARE(table->model()->index(0, 2).data().toString(), u"Not used yet"_s);
        // What went in does not come out again.
        QTRY_VERIFY(fixture.seen<QLineEdit>(u"connectionSecret"_s)->text().isEmpty());
        for (const auto *edit : fixture.window().findChildren<QLineEdit *>())
            QVERIFY(!edit->text().contains(u"s3cret"_s) && !edit->placeholderText().contains(u"s3cret"_s));

        QVERIFY(fixture.click(u"testConnection"_s));
        QTRY_COMPARE(table->model()->index(0, 2).data().toString(), u"Good"_s);

        // A rule names it: then it cannot go, and the page says why.
        fixture.publish(signedRule);
        QTRY_COMPARE(table->model()->index(0, 5).data().toString(), u"Order paid"_s);
        QVERIFY(hands::click(table, table->model()->index(0, 0)));
        QVERIFY(fixture.click(u"removeConnection"_s));
        QVERIFY(fixture.await<QLabel>(u"connectionNote"_s)->text().contains(u"Order paid"_s));
        QVERIFY(WindowFixture::answerOf(fixture.engine().removeRule(RuleId(u"paid"_s))));
        QTRY_COMPARE(table->model()->index(0, 5).data().toString(), QString());
        QVERIFY(hands::click(table, table->model()->index(0, 0)));
        QVERIFY(fixture.click(u"removeConnection"_s));
        QVERIFY(fixture.click(u"confirm"_s));
        QVERIFY(fixture.await(u"firstConnection"_s));
    }

    void theEditorLeadsToANewOneAndKnowsIt()
    {
        WindowFixture fixture;
        fixture.publish(signedRule);
        QVERIFY(fixture.goTo(PageId::Rules));
        EditorHands editor(fixture);
        QTRY_VERIFY(editor.select("hook"));
        QTRY_VERIFY(editor.problem(u"connection"_s).contains(u"shop-signing"_s));
        QVERIFY(fixture.click(u"newConnection-connection"_s));
        QTRY_VERIFY(fixture.seen<QLineEdit>(u"connectionName"_s));
        QTRY_VERIFY(fixture.seen<QLineEdit>(u"connectionName"_s)->hasFocus());
        hands::type(u"shop-signing"_s);
        QVERIFY(hands::tabTo(u"connectionSecret"_s));
        hands::type(u"s3cret-word"_s);
        hands::key(Qt::Key_Return);
        QVERIFY(fixture.await<QTableView>(u"connections"_s));
        QVERIFY(fixture.goTo(PageId::Rules));
        QTRY_VERIFY(fixture.seen(u"newConnection-connection"_s));
        QTRY_COMPARE(editor.problem(u"connection"_s), QString());
        // What others do to it meanwhile is seen where one is.
        QVERIFY(WindowFixture::answerOf(fixture.engine().setConnection({.name = u"shop-signing"_s,
            .type = u"http-auth"_s,
            .config = QJsonObject{{u"scheme"_s, u"bearer"_s}}})));
        QTRY_VERIFY(editor.problem(u"connection"_s).contains(u"another kind"_s));
    }

    void whatIsWrongIsSaidAtItsPlace()
    {
        WindowFixture fixture;
        QVERIFY(fixture.goTo(PageId::Connections));
        QVERIFY(fixture.click(u"newConnection"_s));
        hands::type(u"-bad"_s);
        QVERIFY(fixture.click(u"saveConnection"_s));
        const auto isSaid = [&] {
            for (const auto *label : fixture.window().findChildren<QLabel *>()) {
                if (label->isVisible() && label->text().contains(u"letters"_s))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(isSaid());
        QTRY_VERIFY(fixture.seen<QLineEdit>(u"connectionName"_s)->hasFocus());
        hands::key(Qt::Key_Escape);
        QTRY_VERIFY(!fixture.seen(u"connectionName"_s));
    }
};

QTEST_MAIN(TestWindowConnections)
#include "tst_windowconnections.moc"
