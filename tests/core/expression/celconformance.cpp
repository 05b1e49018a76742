// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace signalbox;
using namespace Qt::StringLiterals;

/// cel-conformance DIR: evaluates every case of every *.json in DIR, prints each failure and last how many
/// passed and failed. Exit status 0: none failed, 1: some did, 2: there are no cases to run.
int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QTextStream out(stdout);
    QTextStream err(stderr);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() != 2) {
        err << "cel-conformance DIR\n";
        return 2;
    }
    const auto cases = test::readConformanceCases(arguments[1]);
    if (!cases) {
        err << cases.error().message << ' ' << cases.error().context << '\n';
        return 2;
    }
    int failed = 0;
    for (const auto &one : *cases) {
        const auto wrong = test::runConformanceCase(one);
        if (wrong.isEmpty())
            continue;
        ++failed;
        out << one.name << ": " << one.expression << ": " << wrong << '\n';
    }
    out << cases->size() - failed << " passed, " << failed << " failed\n";
    return failed ? 1 : 0;
}
