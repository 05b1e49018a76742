// SPDX-License-Identifier: GPL-3.0-or-later
// TARGET ROUNDS FOLDER…: tries every file of the folders, and ROUNDS of each with something changed, without
// libFuzzer and without chance: the short form that runs with the tests under the sanitizers.
#include "tests/fuzz/support/fuzz.h"
#include "tests/fuzz/support/memory.h"

#include <QByteArray>
#include <QDir>
#include <QFile>

#include <csignal>
#include <cstdio>
#include <random>

namespace {

using namespace signalbox;

const QByteArray *tried = nullptr;

/// What was tried is what the next fuzzing begins with, so it is said byte for byte.
void sayWhatWasTried(int)
{
    std::signal(SIGABRT, SIG_DFL);
    if (tried)
        std::fprintf(stderr, "failed with (base64): %s\n", tried->toBase64().constData());
    std::abort();
}

void attempt(const QByteArray &input)
{
    tried = &input;
    const fuzz::MemoryWatch watch;
    fuzz::attempt(input);
}

QByteArray changed(QByteArray input, const QByteArray &other, std::mt19937 &chance)
{
    const auto below = [&](qsizetype limit) { return qsizetype(chance()) % std::max<qsizetype>(limit, 1); };
    for (auto changes = 1 + below(4); changes > 0; --changes) {
        const auto at = below(input.size());
        switch (chance() % 5) {
        case 0:
            input.insert(at, char(chance()));
            break;
        case 1:
            input.remove(at, 1 + below(8));
            break;
        case 2:
            if (!input.isEmpty())
                input[at] = char(chance());
            break;
        case 3:
            input.insert(at, input.mid(below(input.size()), 1 + below(32)));
            break;
        default:
            input.insert(at, other.mid(below(other.size()), 1 + below(32)));
        }
    }
    return input;
}

} // namespace

int main(int argc, char **argv)
{
    std::signal(SIGABRT, sayWhatWasTried);
    QList<QByteArray> inputs{QByteArray()};
    for (int i = 2; i < argc; ++i) {
        const QDir folder(QFile::decodeName(argv[i]));
        for (const auto &name : folder.entryList(QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::ReadOnly))
                return 2;
            inputs += file.readAll();
        }
    }
    if (inputs.size() < 2) {
        std::fprintf(stderr, "%s ROUNDS FOLDER…: no input\n", argv[0]);
        return 2;
    }
    for (const auto &input : inputs)
        attempt(input);
    std::mt19937 chance(20'260'101);
    const int rounds = QByteArray(argv[1]).toInt();
    for (int round = 0; round < rounds; ++round) {
        for (const auto &input : inputs)
            attempt(changed(input, inputs[qsizetype(chance()) % inputs.size()], chance));
    }
    std::printf("%lld inputs, %d rounds\n", static_cast<long long>(inputs.size()), rounds);
}
