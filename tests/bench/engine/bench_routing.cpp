// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs to find the ten rules that an event starts, among 10 and among 100,000 that are on and whose
// conditions ask for another value, ten for each. The event's data is decoded anew in each round, once.
#include "core/engine/ruleindex.h"
#include "tests/support/ruletext.h"

#include <QElapsedTimer>
#include <QTextStream>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 20'000;
constexpr int matching = 10;

RuleIndex indexOf(int rules, const QString &type, const QString &condition)
{
    std::vector<std::shared_ptr<const CompiledRule>> compiled;
    for (int i = 0; i < rules; ++i) {
        auto rule = ruleFromText(u"go > log"_s,
            {{u"go"_s, {{u"type"_s, type}, {u"condition"_s, condition.arg(i / matching)}}},
                {u"log"_s, {{u"message"_s, u"x"_s}}}});
        rule.id = RuleId(u"r%1"_s.arg(i));
        compiled.push_back(CompiledRule::compile(rule, 1).value());
    }
    return RuleIndex(compiled);
}

/// Nanoseconds for one event: the best of seven, so that what else the computer does counts little.
double measure(const RuleIndex &index)
{
    Event event;
    event.id = EventId(u"1"_s);
    event.type = u"com.example.order"_s;
    event.source = u"/shop"_s;
    event.data = R"({"kind": "k0", "order": {"total": 250, "currency": "EUR"}, "name": "Ann Example"})";
    qint64 best = std::numeric_limits<qint64>::max();
    size_t matches = 0;
    for (int i = 0; i < 7; ++i) {
        QElapsedTimer timer;
        timer.start();
        for (int round = 0; round < rounds; ++round)
            matches += index.match(EventView(event)).size();
        best = std::min(best, timer.nsecsElapsed());
    }
    if (matches != size_t(7 * rounds * matching))
        qFatal("not ten matches an event");
    return double(best) / rounds;
}

} // namespace

int main()
{
    QTextStream out(stdout);
    const std::pair<QString, QString> cases[] = {{u"com.example.order"_s, u"event.data.kind == \"k%1\""_s},
        {u"com.example.*"_s, u"event.data.kind == \"k%1\""_s},
        {u"*.order"_s, u"event.type == \"com.example.order\" && event.data.kind == \"k%1\""_s}};
    for (const auto &[type, condition] : cases) {
        const auto few = measure(indexOf(matching, type, condition));
        const auto many = measure(indexOf(100'000, type, condition));
        out << qSetRealNumberPrecision(3) << "10 rules " << few << " ns, 100,000 rules " << many
            << " ns, ratio " << many / few << "  " << type << "  " << condition << Qt::endl;
    }
}
