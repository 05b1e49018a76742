// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/dateedit.h"
#include "ui/widgets/valueform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

QList<DataField> fields()
{
    return *fieldsFromJson(QJsonDocument::fromJson(R"([
      {"name": "who", "label": "Who", "kind": "text", "required": true},
      {"name": "amount", "kind": "number", "min": 1, "default": 3},
      {"name": "when", "kind": "date"},
      {"name": "gift", "label": "Gift", "kind": "checkbox"},
      {"name": "item", "kind": "choice", "choices": ["lamp", "globe"]}])")
                               .array());
}

} // namespace

class TestValueForm : public QObject
{
    Q_OBJECT

private slots:
    void beginsWithTheFieldsOwnValues()
    {
        ValueForm form(fields());
        QCOMPARE(form.values(), (QJsonObject{{u"amount"_s, 3}, {u"gift"_s, false}}));
    }

    void takesWhatIsEntered()
    {
        ValueForm form(fields());
        form.show();
        QTest::keyClicks(form.findChild<QLineEdit *>(u"who"_s), u"Ada"_s);
        auto *amount = form.findChild<QLineEdit *>(u"amount"_s);
        amount->clear();
        QTest::keyClicks(amount, u"12.5"_s);
        QTest::keyClick(form.findChild<QCheckBox *>(u"gift"_s), Qt::Key_Space);
        QTest::keyClick(form.findChild<QComboBox *>(u"item"_s), Qt::Key_G);
        form.findChild<DateEdit *>(u"when"_s)->setDay({2026, 12, 24});
        const QJsonObject expected{{u"who"_s, u"Ada"_s}, {u"amount"_s, 12.5}, {u"gift"_s, true},
            {u"item"_s, u"globe"_s}, {u"when"_s, u"2026-12-24"_s}};
        QCOMPARE(form.values(), expected);
        const auto checked = form.check();
        QVERIFY(checked.problems.isEmpty());
        QCOMPARE(checked.values, expected);
        form.setValues({{u"who"_s, u"Grace"_s}});
        QCOMPARE(form.values().value(u"who"_s).toString(), u"Grace"_s);
        QVERIFY(!form.values().contains(u"when"_s));
    }

    void whatIsWrongStandsAtItsFieldUntilItIsEdited()
    {
        ValueForm form(fields());
        form.show();
        auto *who = form.findChild<QLineEdit *>(u"who"_s);
        auto *amount = form.findChild<QLineEdit *>(u"amount"_s);
        amount->clear();
        QTest::keyClicks(amount, u"lots"_s);
        QCOMPARE(form.values().value(u"amount"_s), QJsonValue(u"lots"_s)); // as entered
        QCOMPARE(form.check().problems.size(), 2);
        QVERIFY(!who->accessibleDescription().isEmpty());
        QVERIFY(!amount->accessibleDescription().isEmpty());
        QCOMPARE(form.focusWidget(), who);
        QTest::keyClicks(who, u"A"_s);
        QVERIFY(who->accessibleDescription().isEmpty());
        QVERIFY(!amount->accessibleDescription().isEmpty());
    }

    void returnSubmitsOnce_data()
    {
        QTest::addColumn<QString>("field");
        for (const auto &field : fields())
            QTest::newRow(qPrintable(field.name)) << field.name;
    }
    void returnSubmitsOnce()
    {
        QFETCH(QString, field);
        ValueForm form(fields());
        form.show();
        QSignalSpy submitted(&form, &ValueForm::submitted);
        auto *editor = form.findChild<QWidget *>(field);
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(submitted.size(), 1);
    }

    void aDayCanBeNone()
    {
        DateEdit edit;
        edit.show();
        QVERIFY(!edit.day().isValid());
        QTest::keyClick(&edit, Qt::Key_Up);
        QCOMPARE(edit.day(), QDate::currentDate());
        QTest::keyClick(&edit, Qt::Key_Delete);
        QVERIFY(!edit.day().isValid());
        edit.setDay({2026, 2, 28});
        QCOMPARE(edit.day(), QDate(2026, 2, 28));
        edit.setDay({});
        QVERIFY(!edit.day().isValid());
    }
};

QTEST_MAIN(TestValueForm)
#include "tst_valueform.moc"
