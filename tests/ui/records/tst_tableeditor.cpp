// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/records/shoptable.h"
#include "tests/ui/widgets/pagefixture.h"
#include "ui/records/statusdiagram.h"
#include "ui/records/tableeditor.h"
#include "ui/records/tablefieldeditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

struct Editing : PageFixture
{
    Editing()
    {
        editor.resize(420, 700);
        editor.show();
    }

    TableFieldEditor *field(int place)
    {
        return editor.findChild<TableFieldEditor *>(u"field%1"_s.arg(place));
    }
    void click(const QString &name)
    {
        QTest::mouseClick(editor.findChild<QPushButton *>(name), Qt::LeftButton);
    }
    Result<Table> stored(const QString &id)
    {
        return read([id](Reader &reader) { return reader.table(TableId(id)); });
    }
    QString problems()
    {
        QStringList shown;
        for (const auto *label : editor.findChildren<QLabel *>()) {
            if (label->property("role").toString() == u"problem" && label->isVisible())
                shown += label->text();
        }
        return shown.join(u'|');
    }

    TableEditor editor{context()};
};

} // namespace

class TestTableEditor : public QObject
{
    Q_OBJECT

private slots:
    void aTableComesBackAsItWas()
    {
        Editing editing;
        QSignalSpy saved(&editing.editor, &TableEditor::saved);
        editing.editor.open(shopTable(), {shopTable()});
        editing.editor.save();
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(*editing.stored(u"orders"_s), shopTable());
    }

    void aNameIsNeededAndFree()
    {
        Editing editing;
        editing.editor.openNew({shopTable()});
        editing.editor.save();
        QCOMPARE(editing.problems(), u"The table needs a name."_s);
        QTest::keyClicks(editing.editor.findChild<QLineEdit *>(u"tableName"_s), u"orders"_s);
        QCOMPARE(editing.problems(), QString()); // it is being mended
        editing.editor.save();
        QCOMPARE(editing.problems(), u"Another table has this name."_s);
    }

    void whatIsWrongStandsAtItsField()
    {
        Editing editing;
        editing.editor.openNew({});
        QTest::keyClicks(editing.editor.findChild<QLineEdit *>(u"tableName"_s), u"Jobs"_s);
        editing.editor.save();
        QCOMPARE(editing.problems(), u"The field needs a name."_s);
        QTest::keyClicks(editing.field(0)->findChild<QLineEdit *>(u"label"_s), u"State"_s);
        editing.click(u"addField"_s);
        QTest::keyClicks(editing.field(1)->findChild<QLineEdit *>(u"label"_s), u"state"_s);
        editing.editor.save();
        QCOMPARE(editing.problems(), u"Another field of this table has this name."_s);
        QTest::keyClicks(editing.field(1)->findChild<QLineEdit *>(u"label"_s), u" 2"_s);

        auto *kind = editing.field(1)->findChild<QComboBox *>(u"kind"_s);
        kind->setCurrentIndex(kind->findText(kindTitle(DataField::Kind::Status)));
        emit kind->activated(kind->currentIndex());
        editing.editor.save();
        QVERIFY(!editing.problems().isEmpty()); // nothing to choose from
        editing.field(1)->findChild<QPlainTextEdit *>(u"choices"_s)->setPlainText(u"open\n done \n\nopen"_s);
        QCOMPARE(editing.problems(), QString());
        QSignalSpy saved(&editing.editor, &TableEditor::saved);
        editing.editor.save();
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(editing.stored(u"jobs"_s)->fields.at(1).choices, (QStringList{u"open"_s, u"done"_s}));
        QCOMPARE(editing.stored(u"jobs"_s)->fields.at(1).name, u"state_2"_s);
    }

    void changesOfStatusAreTickedAndDrawn()
    {
        Editing editing;
        editing.editor.open(shopTable(), {});
        auto *field = editing.field(StatusColumn);
        QVERIFY(field->field().transitions.contains({u"paid"_s, u"shipped"_s}));
        auto *box = field->findChild<QCheckBox *>(u"check>shipped"_s);
        QVERIFY(box && !box->isChecked());
        QCOMPARE(PageFixture::unnamedControls(editing.editor), QStringList());
        box->click();
        QVERIFY(field->field().transitions.contains({u"check"_s, u"shipped"_s}));
        QVERIFY(field->findChild<StatusDiagram *>()->accessibleName().contains(u"check to shipped"_s));
        // A state that goes takes its changes along; the others stay.
        field->findChild<QPlainTextEdit *>(u"choices"_s)->setPlainText(u"new\npaid\nshipped"_s);
        QCOMPARE(field->field().transitions,
            (QList<DataField::Transition>{{{}, u"new"_s}, {u"new"_s, u"paid"_s}, {u"paid"_s, u"shipped"_s}}));
        field->findChild<QCheckBox *>(u"onlyThese"_s)->click();
        QVERIFY(field->field().transitions.isEmpty());
    }

    void choosingAKindAndBackLosesNothing()
    {
        Editing editing;
        editing.editor.open(shopTable(), {});
        auto *field = editing.field(StatusColumn);
        auto *kind = field->findChild<QComboBox *>(u"kind"_s);
        const auto choose = [&](DataField::Kind wanted) {
            kind->setCurrentIndex(kind->findText(kindTitle(wanted)));
            emit kind->activated(kind->currentIndex());
        };
        const auto before = field->field();
        choose(DataField::Kind::Text);
        QVERIFY(field->field().choices.isEmpty());
        choose(DataField::Kind::Status);
        QCOMPARE(field->field(), before);
    }

    void fieldsAreMovedAndRemoved()
    {
        Editing editing;
        editing.editor.open(shopTable(), {});
        editing.field(0)->findChild<QToolButton *>(u"down"_s)->click();
        QCOMPARE(editing.field(0)->name(), u"amount"_s);
        QCOMPARE(editing.field(1)->name(), u"customer"_s);
        QVERIFY(!editing.field(0)->findChild<QToolButton *>(u"up"_s)->isEnabled());
        editing.field(1)->findChild<QToolButton *>(u"remove"_s)->click();
        QCOMPARE(editing.field(1)->name(), u"customer"_s); // asked first: records may hold something in it
        editing.click(u"confirm"_s);
        QCOMPARE(editing.field(1)->name(), u"wanted"_s);
    }

    void whatTheStoreRefusesIsSaid()
    {
        Editing editing;
        QVERIFY(StoreFixture::get(editing.engine().saveTable(shopTable())));
        QVERIFY(StoreFixture::get(editing.engine().changeRecord(
            {RecordCommand::Operation::Create, TableId(u"orders"_s), {}, {{u"customer"_s, u"Ada"_s}}})));
        editing.editor.open(shopTable(), {});
        auto *kind = editing.field(CustomerColumn)->findChild<QComboBox *>(u"kind"_s);
        kind->setCurrentIndex(kind->findText(kindTitle(DataField::Kind::Number)));
        emit kind->activated(kind->currentIndex());
        editing.editor.save();
        QTRY_VERIFY(!editing.problems().isEmpty());
        QCOMPARE(editing.stored(u"orders"_s)->fields.first().kind, DataField::Kind::Text);
    }
};

QTEST_MAIN(TestTableEditor)
#include "tst_tableeditor.moc"
