// SPDX-License-Identifier: GPL-3.0-or-later
// What people press and fill on the board of the whole program, with mouse and keys.
#include "core/base/json.h"
#include "core/event/eventtypes.h"
#include "tests/app/window/windowfixture.h"
#include "ui/board/boardcard.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray greet = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "greet", "name": "Greet",
  "steps": [{"id": "press", "type": "button", "name": "Greet", "config": {"label": "Greet somebody",
              "questions": [{"name": "who", "label": "Whom?", "kind": "text", "required": true}]}},
            {"id": "note", "type": "log", "name": "Note", "config": {"message": "Hello {{ event.data.who }}"}}],
  "links": [{"from": "press", "to": "note"}]})";

const QByteArray order = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "order", "name": "Order",
  "steps": [{"id": "form", "type": "form", "name": "New order", "config": {"submitLabel": "Order it", "fields": [
     {"name": "customer", "label": "Customer", "kind": "text", "required": true},
     {"name": "amount", "label": "Amount", "kind": "number", "min": 1, "max": 100},
     {"name": "item", "label": "Item", "kind": "choice", "choices": ["lamp", "globe"], "required": true},
     {"name": "gift", "label": "Gift wrap", "kind": "checkbox"},
     {"name": "wanted", "label": "Wanted by", "kind": "date"}]}},
            {"id": "note", "type": "log", "name": "Note", "config": {"message": "{{ event.data.customer }}"}}],
  "links": [{"from": "form", "to": "note"}]})";

} // namespace

class TestWindowBoard : public QObject
{
    Q_OBJECT

    template <typename Widget> static Widget *part(WindowFixture &fixture, const char *card, const char *name)
    {
        auto *found = fixture.seen<BoardCard>(QString::fromLatin1(card));
        return found ? found->findChild<Widget *>(QString::fromLatin1(name)) : nullptr;
    }

    /// The tick below what was pressed or sent.
    static bool isDone(const QAbstractButton &state)
    {
        return state.accessibleName().contains(stateTitle(State::Succeeded));
    }

    static QJsonObject dataOf(const Event &event) { return parseJsonObject(*event.data).value(); }

private slots:
    void aButtonIsPressedAndItsQuestionAnswered()
    {
        WindowFixture fixture;
        fixture.publish(greet);
        QVERIFY(fixture.goTo(PageId::Board));
        QVERIFY(fixture.await<BoardCard>(u"greet/press"_s));
        QVERIFY(hands::click(part<QPushButton>(fixture, "greet/press", "press")));
        auto *who = part<QLineEdit>(fixture, "greet/press", "who");
        QTRY_VERIFY(who->isVisible() && who->hasFocus());
        QVERIFY(fixture.events(eventtype::buttonPressed).isEmpty()); // it was only asked

        QVERIFY(hands::click(part<QPushButton>(fixture, "greet/press", "start")));
        QVERIFY(who->isVisible());
        QVERIFY(!who->accessibleDescription().isEmpty()); // the answer is missing
        QVERIFY(hands::click(who));
        hands::type(u"Ada"_s);
        QVERIFY(hands::click(part<QPushButton>(fixture, "greet/press", "start")));

        QTRY_COMPARE(fixture.events(eventtype::buttonPressed).size(), 1);
        const auto event = fixture.events(eventtype::buttonPressed).first();
        QCOMPARE(dataOf(event), (QJsonObject{{u"who"_s, u"Ada"_s}}));
        QCOMPARE(event.subject, u"greet/press"_s);
        auto *state = part<QAbstractButton>(fixture, "greet/press", "state");
        QTRY_VERIFY2(isDone(*state), qPrintable(state->accessibleName()));
        QVERIFY(!who->isVisible());
        QCOMPARE(fixture.runs().size(), 1);
        QCOMPARE(fixture.runs().first().event, event.sequence);
        QCOMPARE(dataOf(fixture.events(eventtype::logged).first()).value(u"message"_s), u"Hello Ada"_s);

        // From the tick to the run.
        QVERIFY(hands::click(state));
        auto *steps = fixture.await<QAbstractItemView>(u"steps"_s);
        QVERIFY(steps);
        QTRY_COMPARE(steps->model()->rowCount(), 2); // the button and the note
    }

    void aFormIsFilledWithTheKeyboardAlone()
    {
        WindowFixture fixture;
        fixture.publish(order);
        hands::key(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(fixture.await<BoardCard>(u"order/form"_s));

        // Wrong first: the amount is too large, the item is not chosen by a key but stands at the first one.
        QVERIFY(hands::tabTo(u"customer"_s));
        hands::type(u"Ada Byron"_s);
        QVERIFY(hands::tabTo(u"amount"_s));
        hands::type(u"1000"_s);
        hands::key(Qt::Key_Return);
        auto *amount = part<QLineEdit>(fixture, "order/form", "amount");
        QTRY_VERIFY(!amount->accessibleDescription().isEmpty());
        QTRY_VERIFY(amount->hasFocus());
        QLabel *said = nullptr;
        for (auto *label : fixture.seen<BoardCard>(u"order/form"_s)->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() == amount->accessibleDescription())
                said = label;
        }
        QVERIFY(said); // also for eyes, below the field
        QVERIFY(said->mapToGlobal(QPoint()).y() >= amount->mapToGlobal(QPoint(0, amount->height())).y());
        QVERIFY(fixture.events(eventtype::formSubmitted).isEmpty());

        hands::retype(u"42.5"_s);
        QVERIFY(amount->accessibleDescription().isEmpty());
        QVERIFY(!said->isVisible());
        hands::key(Qt::Key_Tab);
        auto *item = part<QComboBox>(fixture, "order/form", "item");
        QVERIFY(item->hasFocus());
        hands::key(Qt::Key_Down);
        QCOMPARE(item->currentText(), u"globe"_s);
        hands::key(Qt::Key_Tab);
        QVERIFY(part<QCheckBox>(fixture, "order/form", "gift")->hasFocus());
        hands::key(Qt::Key_Space);
        hands::key(Qt::Key_Tab);
        QVERIFY(part<QWidget>(fixture, "order/form", "wanted")->hasFocus());
        hands::key(Qt::Key_Up); // today
        const auto today = QDate::currentDate();
        const int days = today.day() == 1 ? 1 : -1; // the keys stay within the month
        hands::key(days > 0 ? Qt::Key_Up : Qt::Key_Down);
        const auto wanted = part<QDateEdit>(fixture, "order/form", "wanted")->date();
        QCOMPARE(wanted, today.addDays(days));
        QVERIFY(hands::tabTo(u"submit"_s));
        hands::key(Qt::Key_Space);

        QTRY_COMPARE(fixture.events(eventtype::formSubmitted).size(), 1);
        QCOMPARE(dataOf(fixture.events(eventtype::formSubmitted).first()),
            (QJsonObject{{u"customer"_s, u"Ada Byron"_s}, {u"amount"_s, 42.5}, {u"item"_s, u"globe"_s},
                {u"gift"_s, true}, {u"wanted"_s, wanted.toString(Qt::ISODate)}}));
        auto *state = part<QAbstractButton>(fixture, "order/form", "state");
        QTRY_VERIFY2(isDone(*state), qPrintable(state->accessibleName()));
        QCOMPARE(part<QLineEdit>(fixture, "order/form", "customer")->text(), QString());
    }
};

QTEST_MAIN(TestWindowBoard)
#include "tst_windowboard.moc"
