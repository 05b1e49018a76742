// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "ui/editor/choicebox.h"
#include "ui/editor/fieldeditor.h"
#include "ui/editor/surroundings.h"
#include "ui/theme/theme.h"

#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestGroupEditor : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void showsWhatApplies();
    void editsTheObject();
    void keepsWhatItDoesNotKnow();
    void bearsOtherValues();

private:
    template <typename Widget = QLineEdit> Widget *typedIn(const char *key) const
    {
        const auto *editor = m_editor->findChild<FieldEditor *>(u"field-verify."_s + QLatin1StringView(key));
        return editor ? qobject_cast<Widget *>(editor->focusProxy()) : nullptr;
    }
    void show(const QJsonValue &value) { m_editor->setConfig({{u"verify"_s, value}}); }

    std::unique_ptr<ThemeManager> m_themes;
    Surroundings m_around;
    SystemClock m_clock;
    std::unique_ptr<FieldEditor> m_editor;
};

void TestGroupEditor::initTestCase()
{
    m_themes = std::make_unique<ThemeManager>(*qApp);
}

void TestGroupEditor::init()
{
    const Field field{.key = u"verify"_s,
        .kind = FieldKind::Group,
        .label = u"Who may send"_s,
        .fields = {{.key = u"scheme"_s,
                       .kind = FieldKind::Choice,
                       .label = u"Way"_s,
                       .fallback = u"none"_s,
                       .choices = {{u"none"_s, u"Nobody"_s, u"Everyone may."_s}, {u"token"_s, u"Token"_s}}},
            {.key = u"connection"_s,
                .kind = FieldKind::Text,
                .label = u"Connection"_s,
                .onlyWhenKey = u"scheme"_s,
                .onlyWhenIn = {u"token"_s}}}};
    m_editor.reset(makeFieldEditor(field, {*m_themes, m_around, m_clock}));
    m_editor->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
}

void TestGroupEditor::showsWhatApplies()
{
    const auto *meaning = m_editor->findChild<QLabel *>(u"meaning-scheme"_s);
    m_editor->setConfig({});
    QCOMPARE(typedIn<ChoiceBox>("scheme")->value(), u"none"_s);
    QVERIFY(!typedIn("connection")->isVisible());
    QCOMPARE(meaning->text(), u"Everyone may."_s);
    show(QJsonObject{{u"scheme"_s, u"token"_s}, {u"connection"_s, u"mine"_s}});
    QVERIFY(typedIn("connection")->isVisible());
    QCOMPARE(typedIn("connection")->text(), u"mine"_s);
    QVERIFY(!meaning->isVisible());
    QCOMPARE(m_editor->focusProxy(), typedIn<ChoiceBox>("scheme"));
}

void TestGroupEditor::editsTheObject()
{
    QSignalSpy edited(m_editor.get(), &FieldEditor::edited);
    m_editor->setConfig({});
    QCOMPARE(edited.size(), 0);
    QTest::keyClick(typedIn<ChoiceBox>("scheme"), Qt::Key_Down);
    QCOMPARE(edited.takeLast().first().toJsonValue(), QJsonValue(QJsonObject{{u"scheme"_s, u"token"_s}}));
    QVERIFY(typedIn("connection")->isVisible());
    QTest::keyClicks(typedIn("connection"), u"a"_s);
    QCOMPARE(edited.takeLast().first().toJsonValue(),
        QJsonValue(QJsonObject{{u"scheme"_s, u"token"_s}, {u"connection"_s, u"a"_s}}));
    QTest::keyClick(typedIn("connection"), Qt::Key_Backspace);
    QCOMPARE(edited.takeLast().first().toJsonValue(), QJsonValue(QJsonObject{{u"scheme"_s, u"token"_s}}));
}

void TestGroupEditor::keepsWhatItDoesNotKnow()
{
    QSignalSpy edited(m_editor.get(), &FieldEditor::edited);
    show(QJsonObject{{u"scheme"_s, u"token"_s}, {u"later"_s, 1}});
    QTest::keyClicks(typedIn("connection"), u"a"_s);
    QCOMPARE(edited.last().first().toJsonValue(),
        QJsonValue(QJsonObject{{u"scheme"_s, u"token"_s}, {u"later"_s, 1}, {u"connection"_s, u"a"_s}}));
}

void TestGroupEditor::bearsOtherValues()
{
    QSignalSpy edited(m_editor.get(), &FieldEditor::edited);
    for (const auto &value : QList<QJsonValue>{u"text"_s, 5, QJsonArray{1}, QJsonValue::Null,
             QJsonObject{{u"scheme"_s, 5}, {u"connection"_s, QJsonObject{}}}})
        show(value);
    QCOMPARE(edited.size(), 0);
}

QTEST_MAIN(TestGroupEditor)
#include "tst_groupeditor.moc"
