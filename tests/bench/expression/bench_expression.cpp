// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/check.h"
#include "core/expression/expression.h"
#include "core/expression/template.h"

#include <QElapsedTimer>
#include <QTextStream>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 rounds = 200'000;

const char *const order
    = R"({"id": "evt_1", "data": {"id": 7, "amount": 120.5, "kind": "order", "order": {"total": 250, "currency": "EUR",
    "lines": [{"sku": "a", "count": 2}, {"sku": "b", "count": 1}]}, "country": "DE", "name": "Ann Example",
    "note": "Leave it at the door, please", "tags": ["new", "vip"]}})";

/// The best of five, so that what else the computer does counts little.
void measure(QTextStream &out, const QString &what, const auto &once)
{
    qint64 best = std::numeric_limits<qint64>::max();
    for (int i = 0; i < 5; ++i) {
        QElapsedTimer timer;
        timer.start();
        for (qint64 round = 0; round < rounds; ++round)
            once();
        best = std::min(best, timer.nsecsElapsed());
    }
    out << qSetFieldWidth(9) << best / rounds << qSetFieldWidth(0) << " ns  " << what << Qt::endl;
}

} // namespace

int main()
{
    QTextStream out(stdout);
    Scope scope;
    scope.set("event", Value::fromJson(order).value());
    for (const auto &source :
        {u"event.data.amount > 100"_s, u"event.data.kind == 'order'"_s,
            u"event.data.order.total > 100 && event.data.country in ['DE', 'FR']"_s,
            u"event.data.nothing == 1"_s, u"has(event.data.order.total) ? event.data.order.total * 2 : 0"_s,
            u"event.data.order.lines.exists(l, l.count > 1)"_s, u"event.data.name.matches('^Ann [A-Z]')"_s}) {
        const auto compiled = Expression::compile(source).value();
        measure(out, source, [&] { return compiled.evaluate(scope); });
    }
    const auto text
        = u"Dear {{ event.data.name }}, your order {{ event.data.id }} of {{ event.data.order.total }} "
          "{{ event.data.order.currency }} has come in. {{ event.data.note }}. "_s
        + u"x"_s.repeated(900);
    const auto letter = Template::compile(text).value();
    measure(out, u"a template of 1 KB with five expressions"_s, [&] { return letter.render(scope); });
    const auto longSource = u"event.data.order.total > 100 && event.data.country in ['DE', 'FR', 'IT'] && "
                            "event.data.order.lines.exists(l, l.count > 1 && l.sku.startsWith('a')) || "
                            "event.data.name.contains('Example') && 1 + 2 * 3 > 6"_s;
    measure(out, u"parse, check and compile %1 characters"_s.arg(longSource.size()),
        [&] { return Expression::compile(longSource); });
    measure(out, u"read %1 bytes of JSON"_s.arg(qstrlen(order)), [&] { return Value::fromJson(order); });
}
