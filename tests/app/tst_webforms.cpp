// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/browser.h"
#include "tests/support/program.h"

using namespace signalbox;
using namespace Qt::StringLiterals;

/// Forms as web pages, in a real browser that runs no script, against the real program.
class TestWebForms : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void somebodyFillsInAForm();
    void problemsLeadToTheirFields();
    void goingBackSendsNothingTwice();
    void reloadingSendsNothing();
    void followsTheColoursOfTheComputer();
    void anotherSiteCannotSend();

private:
    QList<QJsonObject> events()
    {
        return m_program.run({u"event"_s, u"list"_s, u"--type"_s, u"signalbox.form.submitted"_s}).lines();
    }
    QString url() const { return m_program.hooks + u"/form/order"_s; }

    Program m_program;
    Browser m_browser;
};

void TestWebForms::initTestCase()
{
    if (Browser::program().isEmpty())
        QSKIP("There is no Chromium here (Debian: chromium).");
    const auto file = m_program.write(u"rule.json"_s, R"({"format":"signalbox/rule","formatVersion":1,
        "id":"order","name":"Order","steps":[{"id":"form","type":"form","name":"Order","config":{
            "title":"Order <something>","help":"We deliver on weekdays.",
            "fields":[{"name":"name","label":"Your name","required":true},
                {"name":"count","label":"How many","kind":"number","required":true,"min":1,"max":9},
                {"name":"size","label":"Size","kind":"choice","choices":["small","large"],"default":"small"},
                {"name":"gift","label":"As a gift","kind":"checkbox"},
                {"name":"note","label":"A note","max":500}],
            "web":{"slug":"order","thanks":"It is on its way."}}},
            {"id":"log","type":"log","config":{"message":"{{ event.data.name }}"}}],
        "links":[{"from":"form","to":"log"}]})");
    m_program.serve();
    QCOMPARE(m_program.run({u"rule"_s, u"import"_s, file, u"--enable"_s}).exit, 0);
    if (!m_browser.start())
        QSKIP(qPrintable(u"Chromium does not start here: "_s + m_browser.output()));
}

void TestWebForms::somebodyFillsInAForm()
{
    m_browser.open(url());
    QVERIFY(m_browser.text().contains(u"Order <something>"));
    m_browser.type(u"f-name"_s, u"Ada & <b>Löw</b>"_s);
    m_browser.type(u"f-count"_s, u"3"_s);
    m_browser.click(u"input[value=large]"_s);
    m_browser.click(u"#f-gift"_s);
    m_browser.type(u"f-note"_s, u"Ring\ntwice"_s);
    m_browser.follow(u"button"_s);
    QCOMPARE(m_browser.path(), u"/form/order?sent"_s);
    QVERIFY(m_browser.text().contains(u"It is on its way."));
    const auto stored = events();
    QCOMPARE(stored.size(), 1);
    QCOMPARE(stored[0][u"data"_s].toObject(),
        (QJsonObject{{u"name"_s, u"Ada & <b>Löw</b>"_s}, {u"count"_s, 3}, {u"size"_s, u"large"_s},
            {u"gift"_s, true}, {u"note"_s, u"Ring\ntwice"_s}}));
    QTRY_COMPARE(m_program.run({u"run"_s, u"list"_s, u"--state"_s, u"succeeded"_s}).lines().size(), 1);
}

void TestWebForms::problemsLeadToTheirFields()
{
    const auto before = events().size();
    m_browser.open(url());
    m_browser.type(u"f-count"_s, u"many"_s);
    m_browser.type(u"f-note"_s, u"kept"_s);
    m_browser.follow(u"button"_s);
    QCOMPARE(m_browser.ask(u"document.querySelectorAll('[role=alert] a').length"_s).toInt(), 2);
    QCOMPARE(m_browser.valueOf(u"f-count"_s), u"many"_s);
    QCOMPARE(m_browser.valueOf(u"f-note"_s), u"kept"_s);
    m_browser.click(u"[role=alert] a[href=\"#f-count\"]"_s);
    QTRY_COMPARE(m_browser.ask(u"document.activeElement.id"_s).toString(), u"f-count"_s);
    // What a screen reader says of the field.
    QVERIFY(m_browser
                .ask(u"document.getElementById(document.activeElement.getAttribute('aria-describedby')"
                     ".split(' ').pop()).innerText"_s)
                .toString()
                .contains(u"number"));
    if (const auto folder = qEnvironmentVariable("SIGNALBOX_PICTURES"); !folder.isEmpty()) {
        QFile file(folder + u"/webform-problems.png"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(m_browser.picture()) > 0);
    }
    QCOMPARE(events().size(), before);
    m_browser.type(u"f-name"_s, u"Ada"_s);
    m_browser.type(u"f-count"_s, u"2"_s);
    m_browser.follow(u"button"_s);
    QCOMPARE(m_browser.path(), u"/form/order?sent"_s);
    QCOMPARE(events().size(), before + 1);
}

void TestWebForms::goingBackSendsNothingTwice()
{
    const auto before = events().size();
    m_browser.open(url());
    m_browser.type(u"f-name"_s, u"Bob"_s);
    m_browser.type(u"f-count"_s, u"1"_s);
    m_browser.follow(u"button"_s);
    QCOMPARE(m_browser.path(), u"/form/order?sent"_s);
    m_browser.back();
    QCOMPARE(m_browser.path(), u"/form/order"_s);
    m_browser.type(u"f-name"_s, u"Bob"_s);
    m_browser.type(u"f-count"_s, u"1"_s);
    m_browser.follow(u"button"_s);
    QCOMPARE(m_browser.path(), u"/form/order?sent=before"_s);
    QVERIFY(m_browser.text().contains(u"sent already"));
    QCOMPARE(events().size(), before + 1);
    // Who wants to send another, can.
    m_browser.follow(u"a"_s);
    m_browser.type(u"f-name"_s, u"Bob"_s);
    m_browser.type(u"f-count"_s, u"1"_s);
    m_browser.follow(u"button"_s);
    QCOMPARE(m_browser.path(), u"/form/order?sent"_s);
    QCOMPARE(events().size(), before + 2);
}

void TestWebForms::reloadingSendsNothing()
{
    const auto before = events().size();
    QVERIFY(before > 0);
    m_browser.open(m_program.hooks + m_browser.path());
    m_browser.open(m_program.hooks + m_browser.path());
    QCOMPARE(events().size(), before);
}

void TestWebForms::followsTheColoursOfTheComputer()
{
    m_browser.open(url());
    const auto background = u"getComputedStyle(document.body).backgroundColor"_s;
    m_browser.prefer(u"light"_s);
    const auto light = m_browser.ask(background).toString();
    m_browser.prefer(u"dark"_s);
    const auto dark = m_browser.ask(background).toString();
    QCOMPARE(light, u"rgb(245, 246, 248)"_s); // so the policy lets the style in
    QCOMPARE(dark, u"rgb(20, 23, 29)"_s);
    if (const auto folder = qEnvironmentVariable("SIGNALBOX_PICTURES"); !folder.isEmpty()) {
        QFile file(folder + u"/webform-dark.png"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(m_browser.picture()) > 0);
    }
    m_browser.prefer({});
}

/// A page of another origin with a form that leads to ours.
void TestWebForms::anotherSiteCannotSend()
{
    const auto before = events().size();
    const auto page = m_program.write(u"evil.html"_s,
        "<form method=post action=\"" + url().toUtf8()
            + "\"><input name=name value=Eve><input name=count value=1><button>Go</button></form>");
    m_browser.open(QUrl::fromLocalFile(page).toString());
    m_browser.follow(u"button"_s);
    QVERIFY(m_browser.text().contains(u"did not come from the form"));
    QCOMPARE(events().size(), before);
}

QTEST_GUILESS_MAIN(TestWebForms)
#include "tst_webforms.moc"
