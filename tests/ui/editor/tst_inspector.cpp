// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/expression/expression.h"
#include "core/webhook/scheme.h"
#include "tests/support/ruletext.h"
#include "tests/ui/editor/editorsupport.h"
#include "ui/editor/choicebox.h"
#include "ui/editor/fieldrow.h"
#include "ui/editor/inspector.h"
#include "ui/editor/rulechecker.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/rulepanel.h"
#include "ui/editor/rulesamples.h"
#include "ui/editor/steppanel.h"
#include "ui/editor/surroundings.h"
#include "ui/editor/textarea.h"
#include "ui/editor/valuetext.h"
#include "ui/expression/expressionfield.h"
#include "ui/theme/theme.h"
#include "ui/widgets/context.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

constexpr int narrowest = 240; // as the editor lets it be

const QList<Surroundings::ConnectionName> connections{{u"bank"_s, u"http-auth"_s, true},
    {u"hooks"_s, u"webhook-secret"_s, true}, {u"other hooks"_s, u"webhook-secret"_s, false}};

} // namespace

class TestInspector : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyTypeHasAnEditorForEveryField_data();
    void everyTypeHasAnEditorForEveryField();
    void nothingIsCutSideways_data();
    void nothingIsCutSideways();
    void aStepBeginsAtItsTop();
    void showingChangesNothing_data();
    void showingChangesNothing();
    void valuesAsText_data();
    void valuesAsText();
    void typingEditsTheConfig();
    void undoShowsInTheEditor();
    void hidesWhatDoesNotApply();
    void expressionErrorsHaveAPlace();
    void brokenJsonIsKeptAndSaid();
    void problemsStandAtTheirFields();
    void hookShowsItsAddress();
    void aFormShowsTheAddressOfItsPage();
    void scheduleSaysWhenItComes();
    void casesKeepTheirWays();
    void mapsAndLists();
    void formFields();
    void recordFieldsFollowTheTable();
    void statusesOfTheTable();
    void connectionsAreChosenOrTyped();
    void connectionsThatCannotServeAreSaid();
    void otherValidConnectionsAreCheckedToo();
    void aNewConnectionIsMadeOnItsPage();
    void unknownTypeIsShown();
    void ruleProperties();
    void howRunsGoTogether();
    void referencesOfAStep();
    void samplesOfItemsAndAwaitedEvents();
    void referencesAreInserted();
    void fieldsAreTriedOnTheSample();
    void doubtsComeFromTheSamples();

private:
    void show(const char *type, const QJsonObject &config = {});
    QJsonObject config() const { return m_document->rule().steps.first().config; }
    template <typename Widget = QLineEdit> Widget *typedIn(const char *key)
    {
        auto *row = m_inspector->stepPanel()->row(QString::fromLatin1(key));
        return row ? qobject_cast<Widget *>(row->editor()->focusProxy()) : nullptr;
    }

    std::unique_ptr<ThemeManager> m_themes;
    std::unique_ptr<Surroundings> m_around;
    SystemClock m_clock;
    Navigator m_navigator;
    std::unique_ptr<RuleDocument> m_document;
    std::unique_ptr<Inspector> m_inspector;
};

void TestInspector::initTestCase()
{
    m_themes = std::make_unique<ThemeManager>(*qApp);
    m_around = std::make_unique<Surroundings>();
    Table orders;
    orders.id = TableId(u"orders"_s);
    orders.name = u"Orders"_s;
    DataField number;
    number.name = u"number"_s;
    number.label = u"Number"_s;
    DataField status;
    status.name = u"status"_s;
    status.label = u"State"_s;
    status.kind = DataField::Kind::Status;
    status.choices = {u"new"_s, u"paid"_s};
    orders.fields = {number, status};
    m_around->setTables({orders});
    m_around->setRules({{RuleId(u"other"_s), u"Other rule"_s}}, {u"Shop"_s});
    m_around->setEventTypes({u"com.example.paid"_s});
    m_around->setListener(u"http://127.0.0.1:8787"_s);
    m_around->setConnections(connections);
}

void TestInspector::show(const char *type, const QJsonObject &config)
{
    auto rule = emptyRule();
    Step step;
    step.id = StepId(u"it"_s);
    step.type = QString::fromLatin1(type);
    step.name = u"It"_s;
    step.config = config;
    rule.steps = {step};
    m_inspector = std::make_unique<Inspector>(FieldParts{*m_themes, *m_around, m_clock, &m_navigator});
    m_document = std::make_unique<RuleDocument>(rule, testCatalog());
    m_inspector->resize(320, 700);
    m_inspector->setDocument(m_document.get());
    m_inspector->showSteps({step.id});
    m_inspector->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_inspector.get()));
}

void TestInspector::everyTypeHasAnEditorForEveryField_data()
{
    QTest::addColumn<QString>("id");
    for (const auto &type : testCatalog().types())
        QTest::newRow(qPrintable(type.id)) << type.id;
}

void TestInspector::everyTypeHasAnEditorForEveryField()
{
    QFETCH(const QString, id);
    show(qPrintable(id));
    const auto *type = testCatalog().find(id);
    for (const auto &field : type->fields) {
        const auto *row = m_inspector->stepPanel()->row(field.key);
        QVERIFY2(row, qPrintable(field.key));
        // Help stands below, the label above or beside; whoever only hears it learns the same.
        if (!row->editor()->hasOwnLabel()) {
            const auto labels = row->findChildren<QLabel *>();
            QVERIFY(std::ranges::any_of(
                labels, [&](const QLabel *label) { return label->text().startsWith(field.label); }));
        }
        QVERIFY2(row->editor()->focusProxy() || field.kind == FieldKind::RecordFields, qPrintable(field.key));
    }
    QCOMPARE(m_document->undoStack()->count(), 0);
    QVERIFY(!m_inspector->grab().isNull());
}

void TestInspector::nothingIsCutSideways_data()
{
    everyTypeHasAnEditorForEveryField_data();
}

void TestInspector::nothingIsCutSideways()
{
    QFETCH(const QString, id);
    QList<QJsonObject> configs{{}};
    if (id == u"webhook") {
        for (const auto &scheme : signatureSchemes())
            configs += QJsonObject{{u"path"_s, u"payments"_s}, {u"answer"_s, u"run"_s},
                {u"verify"_s, QJsonObject{{u"scheme"_s, scheme.id}}}};
    }
    for (const auto &config : configs) {
        show(qPrintable(id), config);
        m_inspector->stepPanel()->findChild<QToolButton *>(u"moreSettings"_s)->click();
        m_inspector->resize(narrowest, 700);
        QCoreApplication::processEvents(); // what is to be laid out
        const auto *panel = m_inspector->stepPanel();
        QStringList widest;
        for (const auto *row : panel->findChildren<FieldRow *>()) {
            if (row->isVisible() && row->minimumSizeHint().width() > panel->parentWidget()->width())
                widest += row->editor()->field().key;
        }
        QVERIFY2(panel->width() <= panel->parentWidget()->width(),
            qPrintable(QString::fromUtf8(toCompactJson(config)) + widest.join(u' ')));
    }
}

void TestInspector::aStepBeginsAtItsTop()
{
    show("webhook");
    m_inspector->stepPanel()->findChild<QToolButton *>(u"moreSettings"_s)->click();
    auto *viewport = m_inspector->stepPanel()->parentWidget();
    auto *bar = qobject_cast<QScrollArea *>(viewport->parentWidget())->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    bar->setValue(bar->maximum());
    const auto scrolledTo = bar->value();
    m_inspector->showSteps({StepId(u"it"_s)}); // the same one
    QCOMPARE(bar->value(), scrolledTo);
    const auto other = m_document->makeStep(u"webhook"_s);
    m_document->addStep(other, {});
    m_inspector->showSteps({other.id});
    QCOMPARE(bar->value(), 0);
}

/// Looking at a step is no edit, whatever stands in its config.
void TestInspector::showingChangesNothing_data()
{
    everyTypeHasAnEditorForEveryField_data();
}

void TestInspector::showingChangesNothing()
{
    QFETCH(const QString, id);
    const QList<QJsonValue> values{u"{{ event.data.x }}"_s, 5, true, QJsonArray{1, u"two"_s, QJsonObject{}},
        QJsonObject{{u"a"_s, 1}}, QJsonValue::Null, u""_s};
    for (const auto &value : values) {
        QJsonObject config;
        for (const auto &field : testCatalog().find(id)->fields)
            config.insert(field.key, value);
        show(qPrintable(id), config);
        QCOMPARE(m_document->undoStack()->count(), 0);
        QCOMPARE(this->config(), config);
    }
}

void TestInspector::valuesAsText_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QJsonValue(QJsonValue::Undefined) << u""_s;
    QTest::newRow("text") << QJsonValue(u"hello"_s) << u"hello"_s;
    QTest::newRow("expression") << QJsonValue(u"{{ event.data }}"_s) << u"{{ event.data }}"_s;
    QTest::newRow("number") << QJsonValue(5) << u"5"_s;
    QTest::newRow("text that is a number") << QJsonValue(u"5"_s) << u"\"5\""_s;
    QTest::newRow("true") << QJsonValue(true) << u"true"_s;
    QTest::newRow("text true") << QJsonValue(u"true"_s) << u"\"true\""_s;
    QTest::newRow("null") << QJsonValue(QJsonValue::Null) << u"null"_s;
    QTest::newRow("empty text") << QJsonValue(u""_s) << u"\"\""_s;
    QTest::newRow("object") << QJsonValue(QJsonObject{{u"a"_s, 1}}) << u"{\"a\":1}"_s;
    QTest::newRow("quoted") << QJsonValue(u"\"x"_s) << u"\"\\\"x\""_s;
}

void TestInspector::valuesAsText()
{
    QFETCH(const QJsonValue, value);
    QFETCH(const QString, text);
    QCOMPARE(textOfValue(value), text);
    QCOMPARE(valueOfText(text), value);
}

void TestInspector::typingEditsTheConfig()
{
    show("log");
    auto *message = typedIn<CodeEdit>("message");
    QTest::keyClicks(message, u"Hello"_s);
    QCOMPARE(config().value(u"message"_s).toString(), u"Hello"_s);
    QCOMPARE(m_document->undoStack()->count(), 1);
    message->selectAll();
    QTest::keyClick(message, Qt::Key_Delete);
    QVERIFY(!config().contains(u"message"_s));

    auto *level = typedIn<ChoiceBox>("level");
    QCOMPARE(level->value(), u"info"_s); // the field's own value
    level->setFocus();
    QTest::keyClick(level, Qt::Key_Down);
    QCOMPARE(config().value(u"level"_s).toString(), u"warning"_s);

    show("webhook");
    QTest::keyClicks(typedIn("maxBody"), u"12x"_s);
    QCOMPARE(config().value(u"maxBody"_s), QJsonValue(u"12x"_s)); // kept as typed, validation says it
    QTest::keyClick(typedIn("maxBody"), Qt::Key_Backspace);
    QCOMPARE(config().value(u"maxBody"_s), QJsonValue(12));
    QTest::mouseClick(typedIn<QCheckBox>("keepInvalidJson"), Qt::LeftButton, {}, QPoint(8, 8));
    QCOMPARE(config().value(u"keepInvalidJson"_s), QJsonValue(true));
}

void TestInspector::undoShowsInTheEditor()
{
    show("log");
    QTest::keyClicks(typedIn<CodeEdit>("message"), u"Hello"_s);
    m_document->undoStack()->undo();
    QCOMPARE(typedIn<CodeEdit>("message")->toPlainText(), QString());
    m_document->undoStack()->redo();
    QCOMPARE(typedIn<CodeEdit>("message")->toPlainText(), u"Hello"_s);
    auto *name = m_inspector->findChild<QLineEdit *>(u"stepName"_s);
    m_document->renameStep(StepId(u"it"_s), u"Other"_s);
    QCOMPARE(name->text(), u"Other"_s);
    name->selectAll();
    QTest::keyClicks(name, u"Typed"_s);
    QCOMPARE(m_document->rule().steps.first().name, u"Typed"_s);
}

void TestInspector::hidesWhatDoesNotApply()
{
    show("record");
    auto *panel = m_inspector->stepPanel();
    QVERIFY(panel->row(u"id"_s)->isHidden());
    QVERIFY(!panel->row(u"values"_s)->isHidden());
    m_document->setConfig(StepId(u"it"_s), u"operation"_s, u"delete"_s);
    QVERIFY(!panel->row(u"id"_s)->isHidden());
    QVERIFY(panel->row(u"values"_s)->isHidden());
    // What is advanced is folded away until it is asked for.
    show("webhook");
    panel = m_inspector->stepPanel();
    QVERIFY(!panel->row(u"methods"_s)->isVisible());
    QTest::mouseClick(m_inspector->findChild<QToolButton *>(u"moreSettings"_s), Qt::LeftButton);
    QVERIFY(panel->row(u"methods"_s)->isVisible());
}

void TestInspector::expressionErrorsHaveAPlace()
{
    show("if");
    auto *area = typedIn<CodeEdit>("condition");
    QTest::keyClicks(area, u"event.data.amount > "_s);
    auto *row = m_inspector->stepPanel()->row(u"condition"_s);
    QVERIFY(row->hasProblem());
    QVERIFY2(row->editor()->problem().contains(u"column"_s), qPrintable(row->editor()->problem()));
    QVERIFY(!area->extraSelections().isEmpty());
    QTest::keyClicks(area, u"100"_s);
    QVERIFY(!row->hasProblem());
    QVERIFY(area->extraSelections().isEmpty());
    QCOMPARE(config().value(u"condition"_s).toString(), u"event.data.amount > 100"_s);
}

void TestInspector::brokenJsonIsKeptAndSaid()
{
    show("http", {{u"body"_s, QJsonObject{{u"a"_s, 1}}}});
    auto *area = typedIn<CodeEdit>("body");
    QVERIFY(area->toPlainText().contains(u"\"a\": 1"_s));
    area->selectAll();
    QTest::keyClicks(area, u"{\"a\": "_s);
    auto *row = m_inspector->stepPanel()->row(u"body"_s);
    QVERIFY(row->hasProblem());
    QCOMPARE(config().value(u"body"_s).toString(), u"{\"a\": "_s); // nothing typed is lost
    const auto problems = problemsOf(m_document->rule(), testCatalog());
    QVERIFY(std::ranges::any_of(problems, [](const Problem &problem) { return problem.field == u"body"_s; }));
    QTest::keyClicks(area, u"\"{{ event.data.id }}\"}"_s);
    QVERIFY(!row->hasProblem());
    QCOMPARE(config().value(u"body"_s), QJsonValue(QJsonObject{{u"a"_s, u"{{ event.data.id }}"_s}}));
    area->selectAll();
    QTest::keyClicks(area, u"{{ event.data }}"_s);
    QVERIFY(!row->hasProblem());
    QCOMPARE(config().value(u"body"_s), QJsonValue(u"{{ event.data }}"_s));
}

void TestInspector::problemsStandAtTheirFields()
{
    show("http");
    m_inspector->setProblems({{u"it"_s, u"url"_s, u"\"Address\" is missing."_s},
        {u"it"_s, u"links"_s, u"No trigger leads to this step."_s}, {u"it"_s, u"timeout"_s, u"Too long."_s},
        {u"other"_s, u"url"_s, u"not here"_s}});
    auto *panel = m_inspector->stepPanel();
    const auto text = [&](const char *key) {
        return panel->findChild<QLabel *>(u"problem-"_s + QString::fromLatin1(key))->text();
    };
    QCOMPARE(text("url"), u"\"Address\" is missing."_s);
    QCOMPARE(text("method"), QString());
    QVERIFY(panel->row(u"timeout"_s)->isVisible()); // advanced, but unfolded since something is wrong there
    QVERIFY(std::ranges::any_of(panel->findChildren<QLabel *>(), [](const QLabel *label) {
        return label->isVisible() && label->text() == u"No trigger leads to this step."_s;
    }));
    QCOMPARE(typedIn<CodeEdit>("url")->accessibleDescription(), u"\"Address\" is missing."_s);
    m_inspector->setProblems({});
    QCOMPARE(text("url"), QString());
    QVERIFY(!panel->row(u"url"_s)->hasProblem());
}

void TestInspector::hookShowsItsAddress()
{
    show("webhook");
    QTest::keyClicks(typedIn("path"), u"pay"_s);
    auto *url = m_inspector->findChild<QLabel *>(u"hookUrl"_s);
    QCOMPARE(url->text(), u"http://127.0.0.1:8787/hook/pay"_s);
    m_around->setPublicBase(u"https://hooks.example.com"_s);
    QCOMPARE(url->text(), u"https://hooks.example.com/hook/pay"_s);
    m_around->setPublicBase({});
    m_around->setListener({});
    QVERIFY(!url->text().contains(u"http"_s));
    m_around->setListener(u"http://127.0.0.1:8787"_s);
    QVERIFY(m_inspector->findChild<QToolButton *>(u"openFormUrl"_s)->isHidden());
}

void TestInspector::aFormShowsTheAddressOfItsPage()
{
    show("form");
    auto *slug = m_inspector->findChild<FieldEditor *>(u"field-web.slug"_s)->findChild<QLineEdit *>();
    auto *open = m_inspector->findChild<QToolButton *>(u"openFormUrl"_s);
    QVERIFY(open->isHidden());
    QTest::keyClicks(slug, u"contact"_s);
    QCOMPARE(m_inspector->findChild<QLabel *>(u"hookUrl"_s)->text(), u"http://127.0.0.1:8787/form/contact"_s);
    QVERIFY(!open->isHidden());
    QCOMPARE(config().value(u"web"_s)[u"slug"_s].toString(), u"contact"_s);
    slug->selectAll();
    QTest::keyClick(slug, Qt::Key_Delete);
    QVERIFY(!config().contains(u"web"_s));
    QVERIFY(open->isHidden());
}

void TestInspector::scheduleSaysWhenItComes()
{
    show("schedule");
    auto *mode = m_inspector->findChild<ChoiceBox *>(u"scheduleMode"_s);
    mode->setFocus();
    QTest::keyClick(mode, Qt::Key_Down); // every
    QCOMPARE(config().value(u"schedule"_s), QJsonValue(QJsonObject{{u"every"_s, u"15m"_s}}));
    const auto *next = m_inspector->findChild<QLabel *>(u"scheduleNext"_s);
    QCOMPARE(next->text().count(u'\n'), 4);
    QTest::keyClick(mode, Qt::Key_Down); // daily
    auto *text = m_inspector->findChild<QLineEdit *>(u"scheduleText"_s);
    QCOMPARE(text->text(), u"08:00"_s);
    QTest::keyClicks(text, u", 17:30"_s);
    QCOMPARE(
        config().value(u"schedule"_s)[u"daily"_s][u"at"_s], QJsonValue(QJsonArray{u"08:00"_s, u"17:30"_s}));
    QTest::keyClick(mode, Qt::Key_Down); // weekly
    QCOMPARE(config().value(u"schedule"_s)[u"weekly"_s][u"days"_s].toArray().size(), 5);
    QTest::keyClick(mode, Qt::Key_Down); // monthly
    auto *monthDays = m_inspector->findChild<QLineEdit *>(u"scheduleMonthDays"_s);
    QCOMPARE(monthDays->text(), u"first mon"_s);
    monthDays->selectAll();
    QTest::keyClicks(monthDays, u"15, last workday"_s);
    QCOMPARE(
        config().value(u"schedule"_s)[u"monthly"_s][u"on"_s], QJsonValue(QJsonArray{15, u"last workday"_s}));
    QVERIFY(!m_inspector->stepPanel()->row(u"schedule"_s)->hasProblem());
    QTest::keyClick(mode, Qt::Key_Down); // sun
    auto *place = m_inspector->findChild<QLineEdit *>(u"schedulePlace"_s);
    place->selectAll();
    QTest::keyClicks(place, u"48.1, eleven"_s);
    QVERIFY(m_inspector->stepPanel()->row(u"schedule"_s)->hasProblem());
    place->selectAll();
    QTest::keyClicks(place, u"48.1, 11.6"_s);
    QCOMPARE(config().value(u"schedule"_s)[u"sun"_s][u"longitude"_s].toDouble(), 11.6);
    QVERIFY(!m_inspector->stepPanel()->row(u"schedule"_s)->hasProblem());
    QTest::keyClick(mode, Qt::Key_Down); // cron
    text->selectAll();
    QTest::keyClicks(text, u"61 * * * *"_s);
    QVERIFY(m_inspector->stepPanel()->row(u"schedule"_s)->hasProblem());
    QVERIFY(!next->isVisible());
    text->selectAll();
    QTest::keyClicks(text, u"30 2 * * 1-5"_s);
    QVERIFY(!m_inspector->stepPanel()->row(u"schedule"_s)->hasProblem());
    QVERIFY(!m_inspector->findChild<QLabel *>(u"scheduleSentence"_s)->text().isEmpty());
    QTest::keyClicks(m_inspector->findChild<QLineEdit *>(u"scheduleZone"_s), u"UTC"_s);
    QCOMPARE(config().value(u"schedule"_s)[u"zone"_s].toString(), u"UTC"_s);
    // In the zone of the schedule; some 31 March is the day on which its clocks change (2024, 2030).
    show("schedule",
        {{u"schedule"_s, QJsonObject{{u"cron"_s, u"30 2 31 3 *"_s}, {u"zone"_s, u"Europe/Berlin"_s}}}});
    QVERIFY(m_inspector->findChild<QLabel *>(u"scheduleNext"_s)->text().contains(u"◷"_s));
    // As people write it by hand: beside the config's own keys.
    auto *from = m_inspector->findChild<QLineEdit *>(u"scheduleFrom"_s);
    QTest::keyClicks(from, u"2026-12-24 18:00"_s);
    QTest::keyClicks(m_inspector->findChild<QLineEdit *>(u"scheduleExcept"_s), u"2027-03-31"_s);
    const auto limited = config().value(u"schedule"_s);
    QCOMPARE(fromRfc3339(limited[u"from"_s].toString()),
        fromQDateTime(QDateTime(QDate(2026, 12, 24), QTime(18, 0))));
    QCOMPARE(limited[u"except"_s], QJsonValue(QJsonArray{u"2027-03-31"_s}));
    QVERIFY(!m_inspector->stepPanel()->row(u"schedule"_s)->hasProblem());
    show("schedule", config());
    QCOMPARE(m_inspector->findChild<QLineEdit *>(u"scheduleFrom"_s)->text(), u"2026-12-24 18:00"_s);
    QTest::keyClicks(m_inspector->findChild<QLineEdit *>(u"scheduleUntil"_s), u"tomorrow"_s);
    QVERIFY(m_inspector->stepPanel()->row(u"schedule"_s)->hasProblem());

    show("schedule", {{u"every"_s, u"5m"_s}});
    QCOMPARE(m_inspector->findChild<QLineEdit *>(u"scheduleText"_s)->text(), u"5m"_s);
}

void TestInspector::casesKeepTheirWays()
{
    show("switch");
    auto *row = m_inspector->stepPanel()->row(u"cases"_s);
    auto *add = row->findChild<QPushButton *>(u"addRow"_s);
    QTest::mouseClick(add, Qt::LeftButton);
    QTest::keyClicks(row->findChildren<QLineEdit *>().at(0), u"DE"_s);
    QTest::mouseClick(add, Qt::LeftButton);
    QTest::keyClicks(row->findChildren<QLineEdit *>().at(1), u"FR"_s);
    const auto cases = [this] { return config().value(u"cases"_s).toArray(); };
    QCOMPARE(cases().size(), 2);
    const auto second = cases()[1].toObject().value(u"port"_s).toString();
    QVERIFY(second != cases()[0].toObject().value(u"port"_s).toString());
    QTest::mouseClick(row->findChildren<QToolButton *>().at(0), Qt::LeftButton);
    QCOMPARE(cases().size(), 1);
    QCOMPARE(cases()[0].toObject().value(u"port"_s).toString(), second);
    QCOMPARE(cases()[0].toObject().value(u"when"_s).toString(), u"FR"_s);
}

void TestInspector::mapsAndLists()
{
    show("set");
    auto *row = m_inspector->stepPanel()->row(u"values"_s);
    QTest::mouseClick(row->findChild<QPushButton *>(u"addRow"_s), Qt::LeftButton);
    QTest::keyClicks(row->findChild<QLineEdit *>(), u"total"_s);
    QTest::keyClicks(row->findChild<CodeEdit *>(), u"120"_s);
    QCOMPARE(config().value(u"values"_s), QJsonValue(QJsonObject{{u"total"_s, 120}}));

    show("program");
    QTest::keyClicks(typedIn<CodeEdit>("arguments"), u"-n\rtwo words"_s);
    QCOMPARE(config().value(u"arguments"_s), QJsonValue(QJsonArray{u"-n"_s, u"two words"_s}));
}

void TestInspector::formFields()
{
    show("form");
    auto *row = m_inspector->stepPanel()->row(u"fields"_s);
    QTest::mouseClick(row->findChild<QPushButton *>(u"addField"_s), Qt::LeftButton);
    auto *label = row->findChild<QLineEdit *>(u"label"_s);
    QVERIFY(label->hasFocus());
    QTest::keyClicks(label, u"Your name"_s);
    const auto first = [this] { return config().value(u"fields"_s).toArray().at(0).toObject(); };
    QCOMPARE(first().value(u"name"_s).toString(), u"your_name"_s);
    auto *name = row->findChild<QLineEdit *>(u"name"_s);
    name->selectAll();
    QTest::keyClicks(name, u"who"_s);
    QTest::keyClicks(label, u"?"_s); // the name is somebody's own now
    QCOMPARE(first().value(u"name"_s).toString(), u"who"_s);
    QCOMPARE(first().value(u"label"_s).toString(), u"Your name?"_s);
    auto *kind = row->findChild<ChoiceBox *>(u"kind"_s);
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_Down);
    QCOMPARE(first().value(u"kind"_s).toString(), u"number"_s);
    QTest::keyClicks(row->findChild<QLineEdit *>(u"minimum"_s), u"3"_s);
    QCOMPARE(first().value(u"min"_s), QJsonValue(3));
    QTest::keyClick(kind, Qt::Key_Down);
    QTest::keyClicks(row->findChild<TextArea *>(u"choices"_s), u"a\rb"_s);
    QCOMPARE(first().value(u"choices"_s), QJsonValue(QJsonArray{u"a"_s, u"b"_s}));
    QVERIFY(!first().contains(u"min"_s)); // a choice has no bounds
    QVERIFY(fieldsFromJson(config().value(u"fields"_s).toArray()));
}

void TestInspector::recordFieldsFollowTheTable()
{
    show("record", {{u"values"_s, QJsonObject{{u"old"_s, 1}}}});
    auto *row = m_inspector->stepPanel()->row(u"values"_s);
    QVERIFY(row->findChild<ExpressionField *>(u"value-old"_s)); // no table yet: what there is
    m_document->setConfig(StepId(u"it"_s), u"table"_s, u"orders"_s);
    auto *status = row->findChild<ExpressionField *>(u"value-status"_s);
    QVERIFY(status);
    QTest::keyClicks(status->edit(), u"pa"_s); // what the status can be is offered
    QTest::keyClick(status->edit(), Qt::Key_Return);
    QCOMPARE(config().value(u"values"_s), QJsonValue(QJsonObject{{u"old"_s, 1}, {u"status"_s, u"paid"_s}}));
}

void TestInspector::statusesOfTheTable()
{
    show("status", {{u"table"_s, u"orders"_s}, {u"to"_s, u"gone"_s}});
    auto *from = typedIn<ChoiceBox>("from");
    QVERIFY(from->findData(u"paid"_s) > 0);
    auto *to = typedIn<ChoiceBox>("to");
    QCOMPARE(to->value(), u"gone"_s); // kept, though the table has no such status
    QVERIFY(to->currentText() != u"gone"_s);
}

void TestInspector::connectionsAreChosenOrTyped()
{
    show("http");
    auto *box = typedIn<QComboBox>("connection");
    QVERIFY(box->isEditable());
    QCOMPARE(box->currentText(), QString()); // the first of them is not chosen by itself
    QCOMPARE(box->count(), 3);
    const auto name = [this] { return config().value(u"connection"_s).toString(); };
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(name(), u"bank"_s);
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(name(), u"hooks"_s);
    m_document->undoStack()->undo();
    QVERIFY(box->currentText() != u"hooks"_s);

    // Out of the list, with the mouse.
    box->showPopup();
    auto *list = box->view();
    QVERIFY(QTest::qWaitForWindowExposed(list->window()));
    QTest::mouseClick(
        list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(2, 0)).center());
    QTRY_COMPARE(name(), u"other hooks"_s);
    QCOMPARE(box->currentText(), u"other hooks"_s);

    // Typed, letter by letter, with what is around becoming another meanwhile.
    box->lineEdit()->selectAll();
    QTest::keyClicks(box, u"Ban"_s);
    QCOMPARE(name(), u"Ban"_s);
    box->lineEdit()->setCursorPosition(1);
    m_around->setConnections(connections.mid(0, 2));
    QCOMPARE(box->currentText(), u"Ban"_s);
    QCOMPARE(box->lineEdit()->cursorPosition(), 1);
    QCOMPARE(box->count(), 2);
    m_around->setConnections(connections);
    QCOMPARE(name(), u"Ban"_s);
    const int edits = m_document->undoStack()->count();
    QTest::keyClick(box, Qt::Key_Return);
    box->clearFocus();
    QCOMPARE(name(), u"Ban"_s);
    QCOMPARE(m_document->undoStack()->count(), edits);
    box->setFocus();
    box->lineEdit()->selectAll();
    QTest::keyClick(box, Qt::Key_Delete);
    QVERIFY(!config().contains(u"connection"_s));

    // Completed below the line.
    QTest::keyClicks(box, u"oth"_s);
    auto *popup = box->completer()->popup();
    QTRY_VERIFY(popup->isVisible());
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QCOMPARE(name(), u"other hooks"_s);
}

void TestInspector::connectionsThatCannotServeAreSaid()
{
    const QJsonObject verify{{u"scheme"_s, u"github"_s}, {u"connection"_s, u"hooks"_s}};
    show("webhook", {{u"verify"_s, verify}});
    auto *group = m_inspector->stepPanel()->row(u"verify"_s);
    auto *box = group->findChild<QWidget *>(u"field-verify.connection"_s)->findChild<QComboBox *>();
    const auto *said = group->findChild<QLabel *>(u"problem-connection"_s);
    QCOMPARE(box->currentText(), u"hooks"_s);
    QCOMPARE(box->count(), 2); // what says who Signalbox is says nothing of others
    QVERIFY(said->isHidden());
    const auto enter = [box](const QString &text) {
        box->lineEdit()->selectAll();
        QTest::keyClicks(box, text);
    };
    enter(u"hoks"_s);
    QVERIFY(said->isVisible());
    QVERIFY2(said->text().contains(u"no connection \"hoks\""_s), qPrintable(said->text()));
    QCOMPARE(box->accessibleDescription(), said->text());
    enter(u"bank"_s);
    QVERIFY2(said->text().contains(u"another kind"_s), qPrintable(said->text()));
    enter(u"other hooks"_s);
    QVERIFY2(said->text().contains(u"no secret"_s), qPrintable(said->text()));
    QCOMPARE(config().value(u"verify"_s)[u"connection"_s].toString(), u"other hooks"_s);
    // It is said and no more: the rule can go live, and its connection come later.
    QVERIFY(std::ranges::none_of(problemsOf(m_document->rule(), testCatalog()),
        [](const Problem &problem) { return problem.field == u"verify"_s; }));

    auto complete = connections;
    complete.last().hasSecret = true;
    m_around->setConnections(complete);
    QVERIFY(said->isHidden());
    m_around->setConnections(QList<Surroundings::ConnectionName>());
    QVERIFY(said->isVisible());
    // Where it is not known which there are, none is called missing.
    m_around->setConnections({});
    QVERIFY(said->isHidden());
    QCOMPARE(box->currentText(), u"other hooks"_s);
    m_around->setConnections(connections);
}

void TestInspector::otherValidConnectionsAreCheckedToo()
{
    m_around->setConnections(connections);
    const auto verifyWith = [](const QJsonArray &names) {
        return QJsonObject{{u"verify"_s,
            QJsonObject{
                {u"scheme"_s, u"github"_s}, {u"connection"_s, u"hooks"_s}, {u"connections"_s, names}}}};
    };
    show("webhook", verifyWith({u"hooks"_s, u"bank"_s, u"hoks"_s}));
    auto *group = m_inspector->stepPanel()->row(u"verify"_s);
    const auto *said = group->findChild<QLabel *>(u"problem-connections"_s);
    auto *area = group->findChild<QWidget *>(u"field-verify.connections"_s)->findChild<QPlainTextEdit *>();
    QVERIFY2(said->isVisible() && said->text().contains(u"\"bank\" is of another kind"_s),
        qPrintable(said->text()));
    QVERIFY(group->findChild<QLabel *>(u"problem-connection"_s)->isHidden());
    const auto enter = [area](const QString &text) {
        area->selectAll();
        QTest::keyClicks(area, text);
    };
    enter(u"hoks"_s);
    QVERIFY2(said->text().contains(u"no connection \"hoks\""_s), qPrintable(said->text()));
    enter(u"other hooks"_s);
    QVERIFY2(said->text().contains(u"no secret"_s), qPrintable(said->text()));
    auto complete = connections;
    complete.last().hasSecret = true;
    m_around->setConnections(complete);
    QVERIFY(said->isHidden());
    m_around->setConnections({});
    QVERIFY(said->isHidden());
    m_around->setConnections(connections);
    QVERIFY(said->isVisible());
    enter(u"hooks"_s);
    QVERIFY(said->isHidden());
    // Lists of other things are nobody's names.
    show("webhook", {{u"methods"_s, QJsonArray{u"POST"_s}}});
    QVERIFY(
        m_inspector->stepPanel()->row(u"methods"_s)->findChild<QLabel *>(u"problem-methods"_s)->isHidden());
}

void TestInspector::aNewConnectionIsMadeOnItsPage()
{
    const QSignalSpy wanted(&m_navigator, &Navigator::newConnection);
    show("http");
    QTest::mouseClick(m_inspector->findChild<QToolButton *>(u"newConnection-connection"_s), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.last().first().toString(), QString()); // more than one kind fits
    show("webhook", {{u"verify"_s, QJsonObject{{u"scheme"_s, u"github"_s}}}});
    auto *way = m_inspector->findChild<QToolButton *>(u"newConnection-connection"_s);
    way->setFocus(Qt::TabFocusReason);
    QTest::keyClick(way, Qt::Key_Space);
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted.last().first().toString(), u"webhook-secret"_s);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestInspector::unknownTypeIsShown()
{
    show("teleport", {{u"a"_s, 1}});
    QCOMPARE(m_inspector->currentIndex(), 1);
    QVERIFY(std::ranges::any_of(m_inspector->findChildren<QLabel *>(),
        [](const QLabel *label) { return label->isVisible() && label->text() == u"teleport"_s; }));
}

void TestInspector::ruleProperties()
{
    show("log");
    m_inspector->showSteps({});
    auto *name = m_inspector->findChild<QLineEdit *>(u"ruleName"_s);
    QCOMPARE(name->text(), u"Test"_s);
    QTest::keyClicks(name, u"!"_s);
    QCOMPARE(m_document->rule().name, u"Test!"_s);
    QTest::keyClicks(m_inspector->findChild<QLineEdit *>(u"ruleFolder"_s), u"Shop"_s);
    QTest::keyClicks(m_inspector->findChild<TextArea *>(u"ruleDescription"_s), u"Why"_s);
    QCOMPARE(m_document->rule().folder, u"Shop"_s);
    QCOMPARE(m_document->rule().description, u"Why"_s);
    QCOMPARE(m_document->undoStack()->count(), 3);
    while (m_document->undoStack()->canUndo())
        m_document->undoStack()->undo();
    QCOMPARE(name->text(), u"Test"_s);
}

void TestInspector::howRunsGoTogether()
{
    show("log");
    m_inspector->showSteps({});
    auto *limit = m_inspector->findChild<FieldEditor *>(u"runs-queueLimit"_s);
    auto *mode = m_inspector->findChild<FieldEditor *>(u"runs-mode"_s);
    QVERIFY(limit && mode && mode->isVisible());
    QVERIFY(!limit->isVisible());
    emit mode->edited(u"queue"_s);
    QCOMPARE(m_document->rule().runs, QJsonObject({{u"mode"_s, u"queue"_s}}));
    QVERIFY(limit->isVisible());
    m_document->setRuns(u"debounce"_s, u"soon"_s);
    const auto problems = problemsOf(m_document->rule(), m_document->catalog());
    m_inspector->setProblems(problems);
    const auto rows = m_inspector->findChild<QWidget *>(u"runPolicy"_s)->findChildren<FieldRow *>();
    const auto wrong = std::ranges::find_if(rows, &FieldRow::hasProblem);
    QVERIFY(wrong != rows.end());
    QCOMPARE((*wrong)->editor()->field().key, u"debounce"_s);
    while (m_document->undoStack()->canUndo())
        m_document->undoStack()->undo();
    QVERIFY(m_document->rule().runs.isEmpty());
    QVERIFY(!limit->isVisible());
}

void TestInspector::referencesOfAStep()
{
    auto rule = ruleFromText(u"form > http > if; if:true > log; set"_s,
        {{u"form"_s,
            {{u"fields"_s, QJsonArray{QJsonObject{{u"name"_s, u"customer"_s}, {u"kind"_s, u"text"_s}}}}}}});
    const auto paths = [&](const RuleSamples &samples) {
        QStringList all;
        std::function<void(const QList<Reference> &)> collect = [&](const QList<Reference> &references) {
            for (const auto &reference : references) {
                all += reference.path;
                collect(reference.members);
            }
        };
        collect(referencesFor(sampleFor(rule, StepId(u"log"_s), testCatalog(), samples)));
        return all;
    };
    auto known = paths({});
    QVERIFY(known.contains(u"event.data.customer"_s)); // what the form asks for
    QVERIFY(known.contains(u"steps.http.output.body.ok"_s)); // from the type's example
    QVERIFY(known.contains(u"steps.if.output"_s));
    QVERIFY(!known.contains(u"steps.set.output"_s)); // does not lead here
    QVERIFY(!known.contains(u"steps.log.output"_s));
    // What really stood there is better than any example.
    RuleSamples samples;
    samples.event = Event();
    samples.event->data = R"({"order id": 7})";
    samples.outputs = {{StepId(u"http"_s), Value::fromJson(R"([{"a": 1}])").value()}};
    known = paths(samples);
    QVERIFY(known.contains(u"event.data[\"order id\"]"_s));
    QVERIFY(known.contains(u"steps.http.output[0].a"_s));
    QVERIFY(!known.contains(u"steps.http.output.body.ok"_s));
    for (const auto &path : std::as_const(known))
        QVERIFY2(Expression::compile(path).has_value(), qPrintable(path));
}

/// What is done for each item sees the first one, of a list in a list too; who waits sees what it waits for.
void TestInspector::samplesOfItemsAndAwaitedEvents()
{
    const auto rule = ruleFromText(
        u"go > each; each:item > each2; each2:item > log; each:out > set; go > wait_for_event"_s,
        {{u"each"_s, {{u"items"_s, u"event.data.orders"_s}}}, {u"each2"_s, {{u"items"_s, u"item.lines"_s}}},
            {u"wait_for_event"_s, {{u"type"_s, u"paid"_s}}}});
    RuleSamples samples;
    samples.event = Event();
    samples.event->data = R"({"orders": [{"lines": ["a", "b"]}, {"lines": []}]})";
    const StepId wait(u"wait_for_event"_s);
    samples.awaited[wait].data = R"({"by": "card"})";
    const auto given = [&](const StepId &step, const QString &text) {
        const auto value
            = evaluateOn(text, CodeKind::Expression, sampleFor(rule, step, testCatalog(), samples));
        return value ? value->toJson() : value.error().message.toUtf8();
    };
    QCOMPARE(given(StepId(u"log"_s), u"[item, index]"_s), QByteArray(R"(["a",0])"));
    QCOMPARE(given(StepId(u"each2"_s), u"item.lines"_s), QByteArray(R"(["a","b"])"));
    QVERIFY(!sampleFor(rule, StepId(u"set"_s), testCatalog(), samples).find("item"));
    QCOMPARE(given(wait, u"awaited.data.by"_s), QByteArray(R"("card")"));
    QVERIFY(!sampleFor(rule, StepId(u"log"_s), testCatalog(), samples).find("awaited"));
    samples.event->data = R"({"orders": 7})";
    QCOMPARE(given(StepId(u"log"_s), u"item"_s), QByteArray("null"));
}

void TestInspector::referencesAreInserted()
{
    show("log", {{u"message"_s, u"Order "_s}});
    auto *row = m_inspector->stepPanel()->row(u"message"_s);
    QVERIFY(row->referenceButton());
    QVERIFY(!m_inspector->stepPanel()->row(u"level"_s)->referenceButton());
    typedIn<CodeEdit>("message")->setFocus();
    typedIn<CodeEdit>("message")->moveCursor(QTextCursor::End);
    row->insertReference(u"event.data.id"_s);
    QCOMPARE(config().value(u"message"_s).toString(), u"Order {{ event.data.id }}"_s);
    show("if");
    m_inspector->stepPanel()->row(u"condition"_s)->insertReference(u"event.data.id"_s);
    QCOMPARE(config().value(u"condition"_s).toString(), u"event.data.id"_s);
    // Among several lines, where the cursor is.
    show("set", {{u"values"_s, QJsonObject{{u"a"_s, u""_s}, {u"b"_s, u""_s}}}});
    row = m_inspector->stepPanel()->row(u"values"_s);
    row->findChildren<CodeEdit *>().at(1)->setFocus();
    row->insertReference(u"event.data.id"_s);
    QCOMPARE(config().value(u"values"_s)[u"b"_s].toString(), u"{{ event.data.id }}"_s);
}

void TestInspector::fieldsAreTriedOnTheSample()
{
    show("log", {{u"message"_s, u"Order {{ event.data.id }}"_s}});
    auto *row = m_inspector->stepPanel()->row(u"message"_s);
    const auto *result = row->findChild<QLabel *>(u"sampleResult"_s);
    QVERIFY(!result->isVisible()); // no trigger, no event: nothing to try it on
    RuleSamples samples;
    samples.event = Event();
    samples.event->sequence = 7;
    samples.event->data = R"({"id": "A1"})";
    m_inspector->setSamples(samples, 7);
    QTRY_COMPARE(result->text(), u"= Order A1"_s);
    samples.event->data = R"({"id": "B2"})";
    m_inspector->setSamples(samples, 7);
    QTRY_COMPARE(result->text(), u"= Order B2"_s);
    // Below a row of a map, too.
    show("set", {{u"values"_s, QJsonObject{{u"a"_s, u"{{ event.data.id + '!' }}"_s}}}});
    m_inspector->setSamples(samples, 7);
    row = m_inspector->stepPanel()->row(u"values"_s);
    QTRY_COMPARE(row->findChild<QLabel *>(u"sampleResult"_s)->text(), u"= B2!"_s);
    // What no expression may stand in has no use for a sample.
    QVERIFY(m_inspector->findChild<QWidget *>(u"samplePanel"_s)->isVisible());
}

void TestInspector::doubtsComeFromTheSamples()
{
    const auto rule = ruleFromText(u"event > if; if:true > log"_s,
        {{u"event"_s, {{u"type"_s, u"shop.order"_s}}},
            {u"if"_s, {{u"condition"_s, u"event.data.totl > 5 && event.data.name > 5"_s}}},
            {u"log"_s, {{u"message"_s, u"{{ steps.if.output.x }}"_s}}}});
    QVERIFY(problemsOf(rule, testCatalog()).isEmpty());
    RuleSamples samples;
    samples.event = Event();
    samples.event->data = R"({"total": 7, "name": "Ada"})";
    const auto doubts = doubtsOf(rule, testCatalog(), samples);
    QCOMPARE(doubts.size(), 3);
    QVERIFY(doubts.at(0).message.contains(u"\"total\""_s)); // is meant
    QCOMPARE(doubts.at(1).field, u"condition"_s); // a text is no more than a number
    QCOMPARE(doubts.at(2).step, u"log"_s); // an if puts out true or false
    samples.event->data = R"({"totl": 7, "name": 3})";
    QCOMPARE(doubtsOf(rule, testCatalog(), samples).size(), 1);
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
