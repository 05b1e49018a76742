// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/formpage.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QString hostile = u"\"><script>alert('1')</script>&amp;</textarea>"_s;

DataField field(const QString &name, DataField::Kind kind)
{
    DataField field;
    field.name = name;
    field.label = u"The "_s + name;
    field.kind = kind;
    return field;
}

/// One field of each kind and form.
WebForm everything()
{
    using enum DataField::Kind;
    auto number = field(u"amount"_s, Number);
    number.required = true;
    number.minimum = 1;
    number.maximum = 9;
    auto story = field(u"story"_s, Text);
    story.maximum = 2000;
    auto few = field(u"size"_s, Choice);
    few.choices = {u"small"_s, hostile};
    auto many = field(u"country"_s, Choice);
    many.choices = {u"A"_s, u"B"_s, u"C"_s, u"D"_s, u"E"_s, u"F"_s, u"G"_s};
    return {.slug = u"order"_s,
        .rule = RuleId(u"shop"_s),
        .step = StepId(u"form"_s),
        .title = u"Order "_s + hostile,
        .help = hostile,
        .submitLabel = hostile,
        .thanks = hostile,
        .fields = {field(u"name"_s, Text), number, story, few, many, field(u"gift"_s, Checkbox),
            field(u"day"_s, Date)}};
}

/// The page as XML: what our HTML leaves open is closed, so that every tag can be looked at.
struct Element
{
    QString name;
    QXmlStreamAttributes attributes;

    QString operator[](const QString &attribute) const { return attributes.value(attribute).toString(); }
};

QList<Element> elementsOf(const QByteArray &html)
{
    auto text = QString::fromUtf8(html);
    text.remove(u"<!DOCTYPE html>\n"_s);
    static const QRegularExpression open(u"<(meta|input)([^>]*)>"_s);
    text.replace(open, u"<\\1\\2/>"_s);
    static const QRegularExpression bare(u" (required|checked|selected|novalidate)(?=[ />])"_s);
    text.replace(bare, u" \\1=\"\""_s);
    QXmlStreamReader reader(text);
    QList<Element> elements;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement)
            elements += {reader.name().toString(), reader.attributes()};
    }
    if (reader.hasError())
        qWarning().noquote() << reader.errorString() << text;
    return reader.hasError() ? QList<Element>() : elements;
}

QList<Element> named(const QList<Element> &elements, const QString &name)
{
    QList<Element> found;
    std::ranges::copy_if(elements, std::back_inserter(found), [&](const auto &e) { return e.name == name; });
    return found;
}

} // namespace

class TestFormPage : public QObject
{
    Q_OBJECT

private slots:
    /// No tag of ours is made by what rules or people say, whatever it is.
    void whatPeopleSayIsNeverMarkup()
    {
        auto entry = FormEntry{.submission = "<b>", .token = "\"x"};
        for (const auto &one : everything().fields)
            entry.typed.insert(one.name, hostile);
        entry.problems = {{u"name"_s, hostile}, {hostile, hostile}};
        for (const auto &html : {formPage(everything(), entry), thanksPage(everything(), false),
                 thanksPage(everything(), true), noticePage(hostile, hostile)}) {
            const auto elements = elementsOf(html);
            QVERIFY(!elements.isEmpty());
            QVERIFY(named(elements, u"script"_s).isEmpty());
            QVERIFY(named(elements, u"b"_s).isEmpty());
            for (const auto &element : elements) {
                for (const auto &attribute : element.attributes)
                    QVERIFY2(!attribute.name().startsWith(u"on") && attribute.name() != u"style"
                            && attribute.name() != u"src",
                        html.constData());
            }
        }
    }

    void everyControlHasALabel()
    {
        const auto elements = elementsOf(formPage(everything(), {}));
        QStringList labelled, ids;
        for (const auto &label : named(elements, u"label"_s))
            labelled += label[u"for"_s];
        for (const auto &element : elements) {
            if (!element[u"id"_s].isEmpty()) {
                QVERIFY(!ids.contains(element[u"id"_s]));
                ids += element[u"id"_s];
            }
        }
        for (qsizetype i = 0; i < elements.size(); ++i) {
            const auto &element = elements[i];
            const bool isControl = element.name == u"select" || element.name == u"textarea"
                || (element.name == u"input" && element[u"type"_s] != u"hidden");
            // In a label, or with one that names it.
            if (isControl)
                QVERIFY(labelled.contains(element[u"id"_s]) || elements[i - 1].name == u"label");
        }
        QCOMPARE(named(elements, u"fieldset"_s).size(), 1); // a few choices
        QCOMPARE(named(elements, u"legend"_s).size(), 1);
        QCOMPARE(named(elements, u"select"_s).size(), 1);
        QCOMPARE(named(elements, u"textarea"_s).size(), 1);
        const auto html = named(elements, u"html"_s).first();
        QVERIFY(!html[u"lang"_s].isEmpty());
        QCOMPARE(html[u"dir"_s], u"ltr"_s);
        QVERIFY(named(elements, u"link"_s).isEmpty() && named(elements, u"img"_s).isEmpty());
    }

    void problemsStandAtTheirFieldsAndOnTop()
    {
        FormEntry entry;
        entry.typed = {{u"amount"_s, u"many"_s}, {u"gift"_s, u"true"_s}, {u"country"_s, u"C"_s},
            {u"story"_s, u"\nOnce"_s}};
        entry.problems = {{u"amount"_s, u"A number is needed."_s}, {u"size"_s, u"Choose one."_s}};
        const auto html = formPage(everything(), entry);
        const auto elements = elementsOf(html);
        QStringList ids, links;
        for (const auto &element : elements)
            ids += element[u"id"_s];
        for (const auto &link : named(elements, u"a"_s)) {
            links += link[u"href"_s];
            QVERIFY(ids.contains(link[u"href"_s].mid(1)));
        }
        QCOMPARE(links, (QStringList{u"#f-amount"_s, u"#f-size"_s}));
        for (const auto &element : elements) {
            for (const auto &id : element[u"aria-describedby"_s].split(u' ', Qt::SkipEmptyParts))
                QVERIFY(ids.contains(id));
            if (element[u"id"_s] == u"f-amount") {
                QCOMPARE(element[u"value"_s], u"many"_s); // kept as it was typed
                QCOMPARE(element[u"aria-invalid"_s], u"true"_s);
                QCOMPARE(element[u"aria-describedby"_s], u"f-amount-hint f-amount-problem"_s);
            }
            if (element[u"id"_s] == u"f-name")
                QVERIFY(element[u"aria-invalid"_s].isEmpty());
            if (element[u"id"_s] == u"f-gift")
                QVERIFY(element.attributes.hasAttribute(u"checked"_s));
        }
        QCOMPARE(html.count(" selected"), 1);
        QVERIFY(html.contains("<option selected>C<"));
        QVERIFY(html.contains(">\n\nOnce</textarea>")); // the first line end is the page's own
        QVERIFY(html.contains("<title>Problem: "));
    }

    void beginsWithDefaults()
    {
        auto form = everything();
        form.fields[1].fallback = 2.5;
        form.fields[5].fallback = true;
        form.fields[3].fallback = u"small"_s;
        const auto html = formPage(form, {.typed = typedDefaults(form.fields)});
        QVERIFY(html.contains("value=\"2.5\""));
        QCOMPARE(html.count(" checked"), 2);
        QVERIFY(!html.contains("role=\"alert\""));
    }

    void theStyleIsAllThatThePolicyLetsIn()
    {
        const auto policy = formPagePolicy();
        QVERIFY(policy.startsWith("default-src 'none'; style-src 'sha256-"));
        QVERIFY(!policy.contains("unsafe"));
        const auto html = noticePage(u"a"_s, u"b"_s);
        const auto begin = html.indexOf("<style>") + 7;
        const auto style = html.mid(begin, html.indexOf("</style>") - begin);
        const auto hash = QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64();
        QVERIFY(policy.contains("'sha256-" + hash + "'"));
        QVERIFY(style.contains("prefers-color-scheme:dark"));
        QVERIFY(!style.contains("url(") && !style.contains("@import"));
    }
};

QTEST_GUILESS_MAIN(TestFormPage)
#include "tst_formpage.moc"
