// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plaintext.h"

#include <QTest>
#include <QTextDocument>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestPlainText : public QObject
{
    Q_OBJECT

private slots:
    void singleLines();
    void cutsBetweenCharacters();
    void toolTipIsNoMarkup();
    void buttons();
};

void TestPlainText::singleLines()
{
    QCOMPARE(singleLine(u"two\r\nlines\tand a tab"), u"two  lines and a tab"_s);
    QCOMPARE(singleLine(u"bell\u0007 and null\u0000!"_s), u"bell\uFFFD and null\uFFFD!"_s);
    QCOMPARE(singleLine(u"exe.\u202Etxt"), u"exe.\uFFFDtxt"_s); // would show as exe.txt spelled backwards
    QCOMPARE(singleLine(u"<b>plain</b>"), u"<b>plain</b>"_s);
    QCOMPARE(singleLine(u""), QString());
}

void TestPlainText::cutsBetweenCharacters()
{
    QCOMPARE(singleLine(u"abcdef", 6), u"abcdef"_s);
    QCOMPARE(singleLine(u"abcdefg", 6), u"abcde…"_s);
    QCOMPARE(singleLine(u"abcd😀xy", 6), u"abcd…"_s); // never half of a surrogate pair
}

void TestPlainText::toolTipIsNoMarkup()
{
    const auto hostile = u"<img src=\"file:///etc/passwd\"> & <b>bold</b>\nsecond"_s;
    const auto tip = plainToolTip(hostile);
    QVERIFY(!tip.contains(u"<img"_s));
    QTextDocument document;
    document.setHtml(tip);
    QCOMPARE(document.toPlainText(), hostile);
}

void TestPlainText::buttons()
{
    QCOMPARE(buttonText(u"Pay & ship"), u"Pay && ship"_s);
}

QTEST_MAIN(TestPlainText)
#include "tst_plaintext.moc"
