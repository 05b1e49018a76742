// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ruleindex.h"
#include "core/event/eventtypes.h"
#include "tests/support/ruletext.h"

#include <QRandomGenerator>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

using Rules = std::vector<std::shared_ptr<const CompiledRule>>;

std::shared_ptr<const CompiledRule> ruleOf(const QString &id, const QJsonObject &config)
{
    auto rule = ruleFromText(u"go > log"_s, {{u"go"_s, config}, {u"log"_s, {{u"message"_s, u"x"_s}}}});
    rule.id = RuleId(id);
    return CompiledRule::compile(rule, 1).value();
}

Event eventOf(const QString &type, const QByteArray &data, const QString &source = u"/test"_s)
{
    Event event;
    event.id = EventId(u"1"_s);
    event.type = type;
    event.source = source;
    event.data = data;
    return event;
}

/// "a b!": the rules in their order; one whose condition failed with a mark.
QString namesOf(const std::vector<RuleMatch> &matches)
{
    QStringList names;
    for (const auto &match : matches)
        names += match.rule->rule.id.value + (match.error.isEmpty() ? u""_s : u"!"_s);
    return names.join(u' ');
}

/// What an index must give.
std::vector<RuleMatch> scan(const Rules &rules, const EventView &event)
{
    std::vector<RuleMatch> found;
    for (const auto &rule : rules) {
        for (size_t i = 0; i < rule->steps.size(); ++i) {
            if (!rule->steps[i].trigger)
                continue;
            if (auto match = matchTrigger(rule, int(i), event))
                found.push_back(*match);
        }
    }
    return found;
}

class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_generator(seed)
    {
    }

    int below(int bound) { return m_generator.bounded(bound); }
    QString oneOf(const QStringList &choices) { return choices[below(int(choices.size()))]; }

    QString type() { return oneOf({u"a.b"_s, u"a.c"_s, u"a.b.c"_s, u"x"_s, u"signalbox.run.failed"_s}); }
    QString pattern()
    {
        return oneOf({u"a.b"_s, u"a.*"_s, u"a.b*"_s, u"*"_s, u"*.c"_s, u"a*c"_s, u"x"_s, u"x*"_s, u"**"_s});
    }
    QString literal()
    {
        return oneOf({u"1"_s, u"1.0"_s, u"2"_s, u"-0.0"_s, u"0"_s, u"\"x\""_s, u"\"1\""_s, u"\"true\""_s,
            u"true"_s, u"false"_s, u"null"_s, u"9007199254740993"_s, u"9007199254740992.0"_s});
    }
    QString comparison()
    {
        const auto path = oneOf({u"event.data.kind"_s, u"event.data.n"_s, u"event.data.deep.n"_s,
            u"event.type"_s, u"event[\"data\"].kind"_s, u"event.source"_s, u"request.method"_s,
            u"event.data.?kind.orValue(1)"_s});
        if (below(6) == 0)
            return u"event.data.n > 0"_s;
        if (below(4) == 0)
            return u"%1 == %2"_s.arg(literal(), path);
        return u"%1 %2 %3"_s.arg(path, below(4) ? u"=="_s : u"!="_s, literal());
    }
    QString condition()
    {
        auto text = comparison();
        for (int more = below(3); more > 0; --more) {
            const auto other = below(5) ? comparison() : u"(%1)"_s.arg(condition());
            text = u"%1 %2 %3"_s.arg(text, below(4) ? u"&&"_s : u"||"_s, other);
        }
        return below(12) ? text : u"!(%1)"_s.arg(text);
    }
    QByteArray data()
    {
        const auto value = oneOf({u"1"_s, u"1.0"_s, u"2"_s, u"0"_s, u"\"x\""_s, u"\"1\""_s, u"true"_s,
            u"\"true\""_s, u"null"_s, u"9007199254740993"_s, u"9007199254740992"_s, u"[1]"_s, u"{}"_s});
        return oneOf({u"{\"kind\": %1}"_s, u"{\"n\": %1, \"kind\": 1}"_s, u"{\"deep\": {\"n\": %1}}"_s,
                         u"{\"kind\": %1, \"n\": 1, \"deep\": 3}"_s, u"%1"_s, u"{}"_s})
            .replace(u"%1"_s, value)
            .toUtf8();
    }

private:
    QRandomGenerator m_generator;
};

} // namespace

/// That an index finds what asking every trigger finds, and asks few.
class TestRuleIndex : public QObject
{
    Q_OBJECT

private slots:
    void findsByValue_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("started");
        QTest::newRow("text") << "{\"kind\": \"x\"}"_ba << u"text either! open"_s;
        QTest::newRow("number") << "{\"kind\": 1}"_ba << u"int real either! open"_s;
        QTest::newRow("number with a fraction") << "{\"kind\": 1.0}"_ba << u"int real either! open"_s;
        QTest::newRow("bool") << "{\"kind\": true}"_ba << u"bool either! open"_s;
        QTest::newRow("nothing equal") << "{\"kind\": \"z\"}"_ba << u"either! open"_s;
        // Without the member no condition can say what it is about; each tells so.
        QTest::newRow("no such member")
            << "{\"other\": 5}"_ba << u"text! int! real! bool! both! either open"_s;
        QTest::newRow("two values") << "{\"kind\": \"y\", \"other\": 5}"_ba << u"both either open"_s;
    }
    void findsByValue()
    {
        QFETCH(QByteArray, data);
        QFETCH(QString, started);
        const auto rule = [](const QString &id, const QString &condition) {
            return ruleOf(id, {{u"type"_s, u"t"_s}, {u"condition"_s, condition}});
        };
        const RuleIndex index(
            {rule(u"text"_s, u"event.data.kind == 'x'"_s), rule(u"int"_s, u"event.data.kind == 1"_s),
                rule(u"real"_s, u"1.0 == event.data.kind"_s), rule(u"bool"_s, u"event.data.kind == true"_s),
                rule(u"both"_s, u"event.data.kind == 'y' && event.data.other == 5"_s),
                rule(u"either"_s, u"event.data.kind == 'w' || event.data.other == 5"_s),
                rule(u"open"_s, QString())});
        QCOMPARE(namesOf(index.match(EventView(eventOf(u"t"_s, data)))), started);
        QCOMPARE(namesOf(index.match(EventView(eventOf(u"other"_s, data)))), QString());
    }

    void neverChangesWhatMatches()
    {
        Dice dice(20);
        int matches = 0;
        for (int round = 0; round < 60; ++round) {
            Rules rules;
            for (int i = 0; i < 30; ++i) {
                QJsonObject config{{u"type"_s, dice.pattern()}};
                if (dice.below(8) == 0)
                    config.insert(u"source"_s, dice.oneOf({u"/test"_s, u"/rules/r3"_s}));
                if (dice.below(10))
                    config.insert(u"condition"_s, dice.condition());
                rules.push_back(ruleOf(u"r%1"_s.arg(i), config));
            }
            const RuleIndex index(rules);
            for (int i = 0; i < 40; ++i) {
                auto event = eventOf(dice.type(), dice.data(), dice.oneOf({u"/test"_s, u"/rules/r3"_s}));
                if (dice.below(3) == 0)
                    event.request = {{u"method"_s, u"x"_s}, {u"path"_s, u"/hook/h"_s}};
                const EventView view(event);
                const auto expected = scan(rules, view);
                const auto found = index.match(view);
                QCOMPARE(namesOf(found), namesOf(expected));
                for (size_t k = 0; k < found.size(); ++k) {
                    QCOMPARE(found[k].trigger, expected[k].trigger);
                    QCOMPARE(found[k].error, expected[k].error);
                }
                matches += int(found.size());
            }
        }
        QVERIFY(matches > 1000); // else the dice say nothing
    }

    void aFailedRunDoesNotStartItself()
    {
        const RuleIndex index({ruleOf(u"r"_s, {{u"type"_s, u"signalbox.run.failed"_s}}),
            ruleOf(u"s"_s, {{u"type"_s, u"signalbox.run.failed"_s}})});
        QCOMPARE(namesOf(index.match(EventView(eventOf(eventtype::runFailed, "{}", u"/rules/r"_s)))), u"s"_s);
    }
};

QTEST_GUILESS_MAIN(TestRuleIndex)
#include "tst_ruleindex.moc"
