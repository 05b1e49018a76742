// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recordingnotifier.h"
#include "tests/support/stepwork.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestNotifyAction : public QObject
{
    Q_OBJECT

private slots:
    void showsPlainText()
    {
        RecordingNotifier notifier;
        const auto outcome = outcomeOf(startStep(u"notify"_s,
            workFor(
                u"notify"_s, {{u"title"_s, u"<b>Order</b>"_s}, {u"text"_s, u"7 & 8"_s}, {u"urgent"_s, true}}),
            {nullptr, &notifier}));
        QVERIFY(outcome);
        QCOMPARE(outcome->output.toJson(), QByteArray(R"({"title":"<b>Order</b>","text":"7 & 8"})"));
        QCOMPARE(notifier.shown.size(), 1);
        QCOMPARE(
            notifier.shown.first().title, u"<b>Order</b>"_s); // as it is; showing it plain is the other side
        QCOMPARE(notifier.shown.first().text, u"7 & 8"_s);
        QVERIFY(notifier.shown.first().urgent);
    }

    void withoutADesktopItFailsForGood()
    {
        RecordingNotifier notifier;
        notifier.answer = failure(Error::Code::Unavailable, u"no desktop"_s);
        const auto outcome = outcomeOf(
            startStep(u"notify"_s, workFor(u"notify"_s, {{u"title"_s, u"x"_s}}), {nullptr, &notifier}));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().error.message, u"no desktop"_s);
        QVERIFY(!outcome.error().retry);
    }
};

QTEST_GUILESS_MAIN(TestNotifyAction)
#include "tst_notifyaction.moc"
