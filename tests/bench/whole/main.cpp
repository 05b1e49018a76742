// SPDX-License-Identifier: GPL-3.0-or-later
// benchmarks [--events N] [--runs N] [SECTION…]: prints figures of each section, or of all. How long the long
// log is (2,000,000 unless told) and how many runs there are at the end (200,000).
#include "tests/bench/whole/bench.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <functional>

namespace signalbox::bench {

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

QTextStream &note()
{
    return out() << "  not measured: ";
}

QByteArray orderOf1Kb()
{
    return R"({"customer":"Ada Byron","item":"Sextant","amount":129.5,"currency":"EUR","note":")"
        + QByteArray(920, 'x') + R"("})";
}

} // namespace signalbox::bench

int main(int argc, char **argv)
{
    using namespace signalbox;
    using namespace Qt::StringLiterals;
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption events(u"events"_s, {}, u"N"_s, u"2000000"_s);
    const QCommandLineOption runs(u"runs"_s, {}, u"N"_s, u"200000"_s);
    parser.addOptions({events, runs});
    parser.addPositionalArgument(u"SECTION"_s, u"webhooks, runs, log, window, idle"_s);
    parser.addHelpOption();
    parser.process(app);

    const std::pair<QString, std::function<void()>> sections[] = {{u"webhooks"_s, bench::webhooks},
        {u"runs"_s, [&] { bench::runs(parser.value(runs).toLongLong()); }},
        {u"log"_s, [&] { bench::log(parser.value(events).toLongLong()); }}, {u"window"_s, bench::window},
        {u"idle"_s, bench::idle}};
    const auto wanted = parser.positionalArguments();
    for (const auto &[name, measure] : sections) {
        if (wanted.isEmpty() || wanted.contains(name)) {
            bench::out() << name << Qt::endl;
            measure();
        }
    }
}
