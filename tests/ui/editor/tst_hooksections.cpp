// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/settings.h"
#include "core/webhook/hooklistener.h"
#include "core/webhook/hooksettings.h"
#include "core/webhook/preset.h"
#include "core/webhook/webform.h"
#include "tests/ui/editor/editorsupport.h"
#include "tests/ui/widgets/pagefixture.h"
#include "ui/editor/choicebox.h"
#include "ui/editor/hookaddress.h"
#include "ui/editor/hookrequests.h"
#include "ui/editor/hooksetup.h"
#include "ui/editor/palettetree.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/surroundingsreader.h"

#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace signalbox;
using namespace Qt::StringLiterals;
using Verdict = HookRequest::Verdict;

namespace {

/// A listener to which came what the test says.
class FakeHooks : public HookListener
{
public:
    QFuture<Result<QString>> listen(QString address) override
    {
        return QtFuture::makeReadyFuture(Result<QString>(address));
    }
    void setUp(HookSettings) override { }
    void setEndpoints(QList<WebhookEndpoint>) override { }
    void setForms(QList<WebForm>) override { }
    void setAwaited(std::function<void(Sequence)>) override { }
    bool isAwaited(Sequence) const override { return false; }
    void answer(Sequence, RunAnswer) override { }
    void runsEnded(Sequence) override { }
    qint64 strayCount() const override { return 0; }
    QList<HookRequest> requests(const QString &path) const override { return log.newest(path); }
    QFuture<Result<HookTestAnswer>> test(HookTestOrder order) override
    {
        tested = std::move(order);
        return QtFuture::makeReadyFuture(testAnswer);
    }

    HookLog log;
    HookTestOrder tested;
    Result<HookTestAnswer> testAnswer = HookTestAnswer{202, "{}", 7, true};
};

HookRequest came(Verdict verdict, const QByteArray &body = "{}", const QString &type = u"application/json"_s)
{
    HookRequest request;
    request.verdict = verdict;
    request.method = "POST";
    request.body = body;
    request.contentType = type;
    request.record = {{u"path"_s, u"/hook/github"_s}, {u"headers"_s, QJsonObject{{u"x-a"_s, u"1"_s}}}};
    return request;
}

struct Fixture
{
    Fixture()
        : document(emptyRule(), testCatalog())
        , setup(page.context(), surroundings)
        , requests(page.context(), page.navigator, surroundings)
    {
        surroundings.setListener(u"http://127.0.0.1:8787"_s);
        const auto step = document.makeStep(u"webhook#github"_s);
        document.addStep(step, {});
        id = step.id;
        setup.setStep(&document, id);
        requests.setStep(&document, id);
        setup.show();
        requests.show();
    }

    QJsonObject config() const { return document.rule().step(id)->config; }
    template <typename T> T *part(const char *name) const
    {
        auto *found = setup.findChild<T *>(QString::fromLatin1(name));
        return found ? found : requests.findChild<T *>(QString::fromLatin1(name));
    }

    FakeHooks hooks;
    PageFixture page{&hooks};
    Surroundings surroundings;
    RuleDocument document;
    StepId id;
    HookSetup setup;
    HookRequests requests;
};

} // namespace

class TestHookSections : public QObject
{
    Q_OBJECT

private slots:
    void variantsAreOfferedWhenSearched();
    void aVariantMakesAStepThatIsSetUp();
    void itsTypesOfEventsAreKnown();
    void choosingASenderIsOneCommand();
    void theStepsNameTheAddress();
    void otherStepsHaveNone();
    void showsWhatCame();
    void takesTheNextRequestAsSample();
    void listeningIsCancelled();
    void aRequestOfTheListBecomesTheSample();
    void whatIsTooLittleIsSaid();
    void testsAndTells();
    void withoutAPathThereIsNothingToSee();
    void addresses();
    void everyControlHasAName();
};

void TestHookSections::variantsAreOfferedWhenSearched()
{
    const auto offers = matchingOffers(testCatalog(), u"github"_s);
    QVERIFY(!offers.isEmpty());
    QCOMPARE(offers.first().choice(), u"webhook#github"_s);
    for (const auto &offer : matchingOffers(testCatalog(), {}))
        QVERIFY(!offer.variant);
    QVERIFY(matchingOffers(testCatalog(), u"no such thing"_s).isEmpty());
}

void TestHookSections::aVariantMakesAStepThatIsSetUp()
{
    RuleDocument document(emptyRule(), testCatalog());
    const auto step = document.makeStep(u"webhook#stripe"_s);
    QCOMPARE(step.type, u"webhook"_s);
    QCOMPARE(step.name, u"Stripe webhook"_s);
    QCOMPARE(step.config.value(u"path").toString(), u"stripe"_s);
    QCOMPARE(step.config.value(u"verify").toObject().value(u"scheme").toString(), u"stripe"_s);
    QCOMPARE(step.config.value(u"sample"), findHookPreset(u"stripe"_s)->sampleData());
    QCOMPARE(document.makeStep(u"webhook#nobody"_s).config, QJsonObject());
}

void TestHookSections::itsTypesOfEventsAreKnown()
{
    RuleDocument document(emptyRule(), testCatalog());
    auto rule = document.rule();
    rule.steps = {document.makeStep(u"webhook#github"_s), document.makeStep(u"emit"_s),
        document.makeStep(u"emit"_s), document.makeStep(u"webhook"_s)};
    rule.steps[1].config = {{u"type"_s, u"shop.paid"_s}};
    rule.steps[2].config = {{u"type"_s, u"shop.{{ event.data.kind }}"_s}};
    const auto types = eventTypesOf(rule);
    QVERIFY(types.contains(u"com.github.push"_s));
    QVERIFY(types.contains(u"shop.paid"_s));
    QCOMPARE(types.size(), findHookPreset(u"github"_s)->eventTypes.size() + 1);
}

void TestHookSections::choosingASenderIsOneCommand()
{
    Fixture f;
    auto *box = f.part<ChoiceBox>("hookPreset");
    QCOMPARE(box->value(), u"github"_s);
    const auto before = f.document.rule();
    const auto commands = f.document.undoStack()->count();
    emit box->chosen(u"zoom"_s);
    QCOMPARE(f.document.undoStack()->count(), commands + 1);
    QCOMPARE(f.config().value(u"handshake").toString(), u"zoom"_s);
    QCOMPARE(f.config().value(u"path").toString(), u"github"_s); // it may be registered somewhere
    const auto after = f.document.rule();
    f.document.undoStack()->undo();
    QCOMPARE(f.document.rule(), before);
    QCOMPARE(box->value(), u"github"_s);
    f.document.undoStack()->redo();
    QCOMPARE(f.document.rule(), after);
    emit box->chosen(QString());
    QCOMPARE(f.config(), (QJsonObject{{u"path"_s, u"github"_s}}));
}

void TestHookSections::theStepsNameTheAddress()
{
    Fixture f;
    auto *steps = f.part<QLabel>("hookSteps");
    QVERIFY(steps->isHidden());
    f.part<QToolButton>("hookStepsButton")->click();
    QVERIFY(steps->isVisible());
    QVERIFY(steps->text().contains(u"http://127.0.0.1:8787/hook/github"_s));
    f.surroundings.setPublicBase(u"https://hooks.example.com"_s);
    QVERIFY(steps->text().contains(u"https://hooks.example.com/hook/github"_s));
}

void TestHookSections::otherStepsHaveNone()
{
    Fixture f;
    const auto button = f.document.makeStep(u"button"_s);
    f.document.addStep(button, {});
    f.setup.setStep(&f.document, button.id);
    f.requests.setStep(&f.document, button.id);
    QVERIFY(f.setup.isHidden());
    QVERIFY(f.requests.isHidden());
    f.requests.setStep(&f.document, f.id);
    QVERIFY(f.requests.isVisible());
    f.document.remove({f.id}); // while it is shown
    f.requests.setStep(nullptr, {});
    QVERIFY(f.requests.isHidden());
}

void TestHookSections::showsWhatCame()
{
    Fixture f;
    auto *list = f.part<QListWidget>("hookRequests");
    QVERIFY(list->isHidden());
    QVERIFY(f.part<QLabel>("hookNoRequests")->isVisible());
    f.hooks.log.add(u"github"_s, came(Verdict::WrongSignature, "<b>no markup</b>"));
    f.hooks.log.add(u"github"_s, came(Verdict::Accepted));
    f.hooks.log.add(u"other"_s, came(Verdict::Accepted));
    f.requests.look();
    QCOMPARE(list->count(), 2);
    QVERIFY(list->item(0)->text().contains(u"accepted"_s));
    QVERIFY(list->item(1)->text().contains(u"wrong signature"_s));
    auto old = came(Verdict::WrongSignature);
    old.shortfall.age = std::chrono::seconds(4000);
    f.hooks.log.add(u"github"_s, old);
    f.requests.look();
    QVERIFY(list->item(0)->text().contains(u"too old"_s));
    list->setCurrentRow(0);
    QVERIFY(f.part<QLabel>("hookVerdict")->text().contains(u"66 minutes ago"_s));
    list->setCurrentRow(2);
    QVERIFY(f.part<QLabel>("hookVerdict")->text().contains(u"secret"_s));
    QVERIFY(f.part<QPlainTextEdit>("hookRequest")->toPlainText().contains(u"<b>no markup</b>"_s));
    QVERIFY(f.part<QPushButton>("hookShowEvent")->isHidden());
    f.hooks.log.add(u"github"_s, came(Verdict::TooLarge));
    f.requests.look();
    QCOMPARE(list->currentRow(), 3); // the same one
}

void TestHookSections::takesTheNextRequestAsSample()
{
    Fixture f;
    f.hooks.log.add(u"github"_s, came(Verdict::Accepted, "{\"old\":1}"));
    f.requests.look();
    auto *button = f.part<QPushButton>("hookListen");
    button->click();
    QVERIFY(button->isChecked());
    f.requests.look();
    QVERIFY(button->isChecked()); // that one was there before
    f.hooks.log.add(u"github"_s, came(Verdict::Accepted, "{\"new\":[1,2]}"));
    const auto commands = f.document.undoStack()->count();
    f.requests.look();
    QVERIFY(!button->isChecked());
    QCOMPARE(f.config().value(u"sample").toObject(), (QJsonObject{{u"new"_s, QJsonArray{1, 2}}}));
    QCOMPARE(f.document.undoStack()->count(), commands + 1);
}

void TestHookSections::listeningIsCancelled()
{
    Fixture f;
    const auto before = f.config();
    auto *button = f.part<QPushButton>("hookListen");
    button->click();
    button->click();
    QVERIFY(!button->isChecked());
    f.hooks.log.add(u"github"_s, came(Verdict::Accepted, "{\"new\":1}"));
    f.requests.look();
    QCOMPARE(f.config(), before);
    button->click();
    f.requests.setStep(&f.document, {}); // another step is looked at
    QVERIFY(!button->isChecked());
}

void TestHookSections::aRequestOfTheListBecomesTheSample()
{
    Fixture f;
    f.hooks.log.add(
        u"github"_s, came(Verdict::WrongSignature, "a=1+2&b=%C3%A9", u"application/x-www-form-urlencoded"_s));
    f.hooks.log.add(u"github"_s, came(Verdict::BadBody, "just text", u"text/plain"_s));
    f.requests.look();
    auto *list = f.part<QListWidget>("hookRequests");
    list->setCurrentRow(1);
    f.part<QPushButton>("hookUse")->click();
    QCOMPARE(f.config().value(u"sample").toObject(), (QJsonObject{{u"a"_s, u"1 2"_s}, {u"b"_s, u"é"_s}}));
    QVERIFY(f.part<QLabel>("hookTestAnswer")->text().contains(u"was refused"_s));
    list->setCurrentRow(0);
    f.part<QPushButton>("hookUse")->click();
    QCOMPARE(f.config().value(u"sample").toString(), u"just text"_s);
}

void TestHookSections::whatIsTooLittleIsSaid()
{
    Fixture f;
    const auto before = f.config();
    auto large = came(Verdict::TooLarge);
    large.bodySize = 5'000'000;
    f.hooks.log.add(u"github"_s, large);
    f.requests.look();
    f.part<QListWidget>("hookRequests")->setCurrentRow(0);
    f.part<QPushButton>("hookUse")->click();
    QVERIFY(f.part<QLabel>("hookTestAnswer")->isVisible());
    QCOMPARE(f.config(), before);
    // One that was taken is whole in the log.
    const auto sequence = f.page.append(u"x"_s, "{\"whole\":true}");
    auto cut = came(Verdict::Accepted);
    cut.bodySize = 5'000'000;
    cut.event = sequence;
    f.hooks.log.add(u"github"_s, cut);
    f.requests.look();
    f.part<QListWidget>("hookRequests")->setCurrentRow(0);
    f.part<QPushButton>("hookUse")->click();
    QTRY_COMPARE(f.config().value(u"sample").toObject(), (QJsonObject{{u"whole"_s, true}}));
}

void TestHookSections::testsAndTells()
{
    Fixture f;
    auto *answer = f.part<QLabel>("hookTestAnswer");
    auto *button = f.part<QPushButton>("hookTest");
    f.requests.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&f.requests));
    button->setFocus();
    button->click();
    QTRY_VERIFY(answer->text().contains(u"event 7"_s));
    QVERIFY(button->hasFocus());
    QCOMPARE(f.hooks.tested.path, u"github"_s);
    QVERIFY(f.hooks.tested.body.contains("refs/heads/main"));
    QVERIFY(f.hooks.tested.headers.contains({"x-github-event", "push"}));
    QSignalSpy shown(&f.page.navigator, &Navigator::showEvent);
    f.part<QToolButton>("hookTestEvent")->click();
    QCOMPARE(shown.value(0).value(0).toLongLong(), 7);
    f.hooks.testAnswer = failure(Error::Code::Unavailable, u"No secret."_s);
    button->click();
    QTRY_COMPARE(answer->text(), u"No secret."_s);
    QVERIFY(button->isEnabled());
    f.hooks.testAnswer = HookTestAnswer{401, "{}", 0, false};
    button->click();
    QTRY_VERIFY(answer->text().contains(u"401"_s) && answer->text().contains(u"only the sender"_s));
    QVERIFY(answer->isVisible());
    f.document.setConfig(f.id, u"maxBody"_s, 5000);
    QVERIFY(answer->isHidden()); // it was about the rule as it was
    f.surroundings.setListener({});
    QVERIFY(!button->isEnabled());
}

void TestHookSections::withoutAPathThereIsNothingToSee()
{
    Fixture f;
    f.hooks.log.add(u"github"_s, came(Verdict::Accepted));
    f.requests.look();
    auto *list = f.part<QListWidget>("hookRequests");
    QVERIFY(list->isVisible());
    f.document.setConfig(f.id, u"path"_s, QJsonValue::Undefined);
    QVERIFY(list->isHidden());
    QVERIFY(f.part<QLabel>("hookNoRequests")->text().contains(u"path"_s));
    QVERIFY(f.part<QPushButton>("hookTest")->isHidden());
    f.document.setConfig(f.id, u"path"_s, u"github"_s);
    QCOMPARE(list->count(), 1);
    QVERIFY(f.part<QPushButton>("hookTest")->isVisible());
}

void TestHookSections::addresses()
{
    QCOMPARE(hookUrl({}, u"http://127.0.0.1:1"_s, u"a b"_s), u"http://127.0.0.1:1/hook/a%20b"_s);
    QCOMPARE(
        hookUrl(u"https://x.example"_s, u"http://127.0.0.1:1"_s, u"a/b"_s), u"https://x.example/hook/a/b"_s);
    QVERIFY(hookUrl({}, {}, u"a"_s).isEmpty());
    QVERIFY(hookUrl({}, u"http://127.0.0.1:1"_s, {}).isEmpty());
    const auto local = reachOf({}, u"http://127.0.0.1:1"_s), wide = reachOf({}, u"http://192.0.2.7:1"_s);
    QVERIFY(local != wide);
    QVERIFY(reachOf({}, {}) != local);
    QVERIFY(reachOf(u"https://x.example"_s, u"http://127.0.0.1:1"_s).contains(u"127.0.0.1"_s));
}

void TestHookSections::everyControlHasAName()
{
    Fixture f;
    f.hooks.log.add(u"github"_s, came(Verdict::Accepted));
    f.requests.look();
    f.part<QListWidget>("hookRequests")->setCurrentRow(0);
    QCOMPARE(PageFixture::unnamedControls(f.setup), QStringList());
    QCOMPARE(PageFixture::unnamedControls(f.requests), QStringList());
}

QTEST_MAIN(TestHookSections)
#include "tst_hooksections.moc"
