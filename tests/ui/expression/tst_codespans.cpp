// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/codespans.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// "event:name .:operator": the words with what they are.
QString shown(const QString &text, CodeKind kind)
{
    static const char *const names[]
        = {"brace", "name", "member", "function", "text", "number", "constant", "operator", "wrong"};
    QStringList words;
    for (const auto &span : codeSpans(text, kind))
        words += text.mid(span.part.start, span.part.length) + u':' + QString::fromLatin1(names[span.kind]);
    return words.join(u' ');
}

} // namespace

class TestCodeSpans : public QObject
{
    Q_OBJECT

private slots:
    void words_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isTemplate");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QString &text, bool isTemplate, const QString &words) {
            QTest::newRow(name) << text << isTemplate << words;
        };
        row("path", u"event.data"_s, false, u"event:name .:operator data:member"_s);
        row("call", u"size(a)"_s, false, u"size:function (:operator a:name ):operator"_s);
        row("method", u"a.size()"_s, false, u"a:name .:operator size:function (:operator ):operator"_s);
        row("optional", u"a.?b"_s, false, u"a:name .:operator ?:operator b:member"_s);
        row("literals", u"1.5 + 'x' != null"_s, false,
            u"1.5:number +:operator 'x':text !=:operator null:constant"_s);
        row("places count in UTF-16", u"'ä😀' in b"_s, false, u"'ä😀':text in:constant b:name"_s);
        row("open string", u"a + 'x y"_s, false, u"a:name +:operator 'x y:wrong"_s);
        row("comment", u"a // b"_s, false, u"a:name"_s);
        row("nothing", u""_s, false, u""_s);
        row("template", u"ä {{ a }} b"_s, true, u"{{:brace a:name }}:brace"_s);
        row("template without", u"a b"_s, true, u""_s);
        row("open template", u"x {{ a."_s, true, u"{{:brace a:name .:operator"_s);
        row("two", u"{{a}}{{b}}"_s, true, u"{{:brace a:name }}:brace {{:brace b:name }}:brace"_s);
        row("name before braces of another", u"{{a}}{{(b)}}"_s, true,
            u"{{:brace a:name }}:brace {{:brace (:operator b:name ):operator }}:brace"_s);
    }
    void words()
    {
        QFETCH(QString, text);
        QFETCH(bool, isTemplate);
        QFETCH(QString, words);
        QCOMPARE(shown(text, isTemplate ? CodeKind::Template : CodeKind::Expression), words);
    }

    void jsonIsReadWithoutItsBackslashes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("readable");
        QTest::newRow("no escapes") << u"{\"a\": \"{{ b }}\"}"_s << u"{\"a\": \"{{ b }}\"}"_s;
        // Spaces stand outside of the expression's strings, so that their values stay what they are.
        QTest::newRow("string") << u"{\"a\": \"{{ b[\\\"x y\\\"] }}\"}"_s
                                << u"{\"a\": \"{{ b[ \"x y\" ] }}\"}"_s;
        QTest::newRow("escape in a string")
            << u"[\"{{ 'a\\\\n' }}\", \"{{ \\\"b\\\" }}\"]"_s << u"[\"{{ 'a \\n' }}\", \"{{  \"b\"  }}\"]"_s;
        QTest::newRow("line end") << u"[\"a\\nb {{ c }}\"]"_s << u"[\"a  b {{ c }}\"]"_s;
        QTest::newRow("no JSON") << u"{{ '\\n' }}"_s << u"{{ '\\n' }}"_s;
    }
    void jsonIsReadWithoutItsBackslashes()
    {
        QFETCH(QString, text);
        QFETCH(QString, readable);
        QCOMPARE(readableCode(text, CodeKind::Json), readable);
        QCOMPARE(readableCode(text, CodeKind::Json).size(), text.size());
        QCOMPARE(writtenCode(u"b[\"x\"]"_s, u"{}"_s, CodeKind::Json), u"b[\\\"x\\\"]"_s);
        QCOMPARE(writtenCode(u"b[\"x\"]"_s, u"{{ a }}"_s, CodeKind::Json), u"b[\"x\"]"_s);
    }
};

QTEST_MAIN(TestCodeSpans)
#include "tst_codespans.moc"
