// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "tests/ui/widgets/pagefixture.h"
#include "ui/board/boardcard.h"
#include "ui/board/boardpage.h"
#include "ui/widgets/linkrow.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QToolButton>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray bell = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "bell", "name": "Bell",
  "steps": [{"id": "press", "type": "button", "name": "Ring", "config": {"label": "Ring & wait"}},
            {"id": "note", "type": "log", "name": "Note", "config": {"message": "rang"}}],
  "links": [{"from": "press", "to": "note"}]})";

const QByteArray order = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "order", "name": "Order",
  "steps": [{"id": "form", "type": "form", "name": "New order", "config": {"page": "Shop", "fields": [
     {"name": "customer", "label": "Customer", "kind": "text", "required": true},
     {"name": "amount", "label": "Amount", "kind": "number", "min": 1}]}}],
  "links": []})";

const QByteArray sample
    = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "sample", "name": "Sample",
  "steps": [{"id": "press", "type": "button", "name": "Send", "config": {"questions": [
     {"name": "amount", "label": "Amount", "kind": "number", "required": true}]}}],
  "links": []})";

const QByteArray wrong = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "wrong", "name": "Wrong",
  "steps": [{"id": "press", "type": "button", "name": "Fail", "config": {}},
            {"id": "set", "type": "set", "name": "Set", "config": {"values": {"a": "{{ event.data.missing }}"}}}],
  "links": [{"from": "press", "to": "set"}]})";

template <typename Widget> Widget *find(QWidget &page, const QString &card, const QString &name)
{
    auto *found = page.findChild<BoardCard *>(card);
    return found ? found->findChild<Widget *>(name) : nullptr;
}

void click(QWidget *widget)
{
    QVERIFY(widget);
    QTest::mouseClick(widget, Qt::LeftButton);
}

} // namespace

class TestBoardPage : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyBoardOffersTheFirstStep()
    {
        PageFixture fixture;
        BoardPage page(fixture.context(), fixture.navigator);
        page.resize(900, 600);
        page.show();
        auto *load = page.findChild<QPushButton *>(u"loadExample"_s);
        QTRY_VERIFY(load->isVisible());
        QSignalSpy wanted(&page, &BoardPage::exampleWanted);
        QSignalSpy newRule(&fixture.navigator, &Navigator::newRule);
        click(load);
        click(page.findChild<QPushButton *>(u"newRule"_s));
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(newRule.size(), 1);
    }

    void aClickPresses()
    {
        PageFixture fixture;
        BoardPage page(fixture.context(), fixture.navigator);
        page.resize(900, 600);
        page.show();
        fixture.publish(bell); // the board learns of it by itself
        QTRY_VERIFY(find<QPushButton>(page, u"bell/press"_s, u"press"_s));
        auto *state = find<LinkRow>(page, u"bell/press"_s, u"state"_s);
        QVERIFY(state->accessibleName().endsWith(u"Not used yet"_s));
        QVERIFY(!state->isEnabled());
        click(find<QPushButton>(page, u"bell/press"_s, u"press"_s));
        QTRY_COMPARE(fixture.events(eventtype::buttonPressed).size(), 1);
        QTRY_VERIFY2(state->accessibleName().contains(stateTitle(State::Succeeded)),
            qPrintable(state->accessibleName()));

        QSignalSpy shown(&fixture.navigator, &Navigator::showRun);
        click(state);
        QCOMPARE(shown.size(), 1);
        const auto run = shown.first().first().value<RunId>();
        QCOMPARE(fixture.read([run](Reader &reader) { return reader.run(run); })->rule, RuleId(u"bell"_s));
    }

    void aFormLeadsToItsWebPage()
    {
        PageFixture fixture;
        auto web = order;
        web.replace(R"("page": "Shop",)", R"("web": {"slug": "order"},)");
        fixture.publish(web);
        fixture.publish(bell);
        BoardPage page(fixture.context(), fixture.navigator);
        page.resize(900, 600);
        page.show();
        QTRY_VERIFY(find<QToolButton>(page, u"order/form"_s, u"webPage"_s));
        QVERIFY(!find<QToolButton>(page, u"bell/press"_s, u"webPage"_s));
        QSignalSpy said(&fixture.navigator, &Navigator::say);
        click(find<QToolButton>(page, u"order/form"_s, u"webPage"_s));
        QTRY_COMPARE(said.size(), 1); // that nothing listens
    }

    void aFailedRunIsSaidOnTheCard()
    {
        PageFixture fixture;
        fixture.publish(wrong);
        BoardPage page(fixture.context(), fixture.navigator);
        page.show();
        QTRY_VERIFY(find<QPushButton>(page, u"wrong/press"_s, u"press"_s));
        click(find<QPushButton>(page, u"wrong/press"_s, u"press"_s));
        auto *state = find<LinkRow>(page, u"wrong/press"_s, u"state"_s);
        QTRY_VERIFY2(
            state->accessibleName().contains(stateTitle(State::Failed)), qPrintable(state->accessibleName()));
        QVERIFY(state->isEnabled());
    }

    void questionsAreAskedInPlace()
    {
        PageFixture fixture;
        fixture.publish(sample);
        BoardPage page(fixture.context(), fixture.navigator);
        page.resize(900, 600);
        page.show();
        const auto key = u"sample/press"_s;
        QTRY_VERIFY(find<QPushButton>(page, key, u"press"_s));
        click(find<QPushButton>(page, key, u"press"_s));
        auto *amount = find<QLineEdit>(page, key, u"amount"_s);
        QVERIFY(amount->isVisible());
        QTest::keyClicks(amount, u"many"_s);
        QTest::keyClick(amount, Qt::Key_Return);
        QVERIFY(amount->isVisible());
        QVERIFY(!amount->accessibleDescription().isEmpty()); // what is wrong with it
        QVERIFY(fixture.events(eventtype::buttonPressed).isEmpty());

        amount->clear();
        QTest::keyClicks(amount, u"12.5"_s);
        QVERIFY(amount->accessibleDescription().isEmpty());
        QTest::keyClick(amount, Qt::Key_Return);
        QTRY_COMPARE(fixture.events(eventtype::buttonPressed).size(), 1);
        QCOMPARE(fixture.events(eventtype::buttonPressed).first().data, QByteArray(R"({"amount":12.5})"));
        QTRY_VERIFY(!amount->isVisible());
    }

    void aFormIsSentAndEmptied()
    {
        PageFixture fixture;
        fixture.publish(order);
        BoardPage page(fixture.context(), fixture.navigator);
        page.resize(900, 600);
        page.show();
        const auto key = u"order/form"_s;
        QTRY_VERIFY(find<QPushButton>(page, key, u"submit"_s));
        auto *customer = find<QLineEdit>(page, key, u"customer"_s);
        click(find<QPushButton>(page, key, u"submit"_s));
        QVERIFY(!customer->accessibleDescription().isEmpty()); // it is required
        QTest::keyClicks(customer, u"Ada"_s);
        click(find<QPushButton>(page, key, u"submit"_s));
        QTRY_COMPARE(fixture.events(eventtype::formSubmitted).size(), 1);
        QCOMPARE(fixture.events(eventtype::formSubmitted).first().data, QByteArray(R"({"customer":"Ada"})"));
        QTRY_COMPARE(customer->text(), QString());
    }

    void whatIsEnteredStaysWhenAnotherRuleIsSaved()
    {
        PageFixture fixture;
        fixture.publish(order);
        BoardPage page(fixture.context(), fixture.navigator);
        page.resize(900, 600);
        page.show();
        QTRY_VERIFY(find<QLineEdit>(page, u"order/form"_s, u"customer"_s));
        auto *customer = find<QLineEdit>(page, u"order/form"_s, u"customer"_s);
        QTest::keyClicks(customer, u"Grace"_s);
        fixture.publish(bell);
        QTRY_VERIFY(find<QPushButton>(page, u"bell/press"_s, u"press"_s));
        QCOMPARE(find<QLineEdit>(page, u"order/form"_s, u"customer"_s), customer);
        QCOMPARE(customer->text(), u"Grace"_s);
        QCOMPARE(page.findChild<QTabBar *>(u"boardPages"_s)->count(), 2);
        QVERIFY(customer->isVisible()); // its page is still the current one
        QCOMPARE(PageFixture::unnamedControls(page), QStringList());

        QVERIFY(StoreFixture::get(fixture.engine().setEnabled(RuleId(u"order"_s), false)));
        QTRY_VERIFY(!page.findChild<BoardCard *>(u"order/form"_s));
        QCOMPARE(page.findChild<QTabBar *>(u"boardPages"_s)->count(), 1);
    }
};

QTEST_MAIN(TestBoardPage)
#include "tst_boardpage.moc"
