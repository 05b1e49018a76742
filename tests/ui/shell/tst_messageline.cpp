// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/messageline.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestMessageLine : public QObject
{
    Q_OBJECT

private slots:
    void anErrorStaysUntilItIsClosed()
    {
        ThemeManager themes(*qApp);
        MessageLine line(themes);
        QVERIFY(line.isHidden());
        line.say(u"It <b>broke</b>."_s, true);
        line.say(u"Saved."_s, false);
        QVERIFY(line.isVisible());
        auto *error = line.findChild<QLabel *>(u"saidError"_s);
        QCOMPARE(error->text(), u"It <b>broke</b>."_s);
        QCOMPARE(error->textFormat(), Qt::PlainText);
        QVERIFY(error->isVisible());
        QVERIFY(line.findChild<QLabel *>(u"said"_s)->isVisible());

        QTest::mouseClick(line.findChild<QToolButton *>(u"closeError"_s), Qt::LeftButton);
        QVERIFY(!error->isVisible());
        QVERIFY(line.findChild<QLabel *>(u"said"_s)->isVisible()); // the word has its own time
    }

    void aLaterErrorTakesThePlaceOfTheFirst()
    {
        ThemeManager themes(*qApp);
        MessageLine line(themes);
        line.say(u"One."_s, true);
        line.say(u"Two."_s, true);
        QCOMPARE(line.findChild<QLabel *>(u"saidError"_s)->text(), u"Two."_s);
    }
};

QTEST_MAIN(TestMessageLine)
#include "tst_messageline.moc"
