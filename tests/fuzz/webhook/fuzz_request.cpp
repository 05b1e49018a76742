// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/parser.h"
#include "tests/fuzz/support/fuzz.h"

#include <QByteArrayList>

using namespace signalbox::http;
using signalbox::fuzz::demand;

namespace {

constexpr qint64 bodyLimit = 4096;

/// What becomes of the bytes when they come in pieces of `step`: requests, and how it ends.
QByteArrayList outcome(QByteArrayView bytes, qsizetype step)
{
    RequestParser parser({});
    Request request;
    QByteArrayList seen;
    QByteArray pending;
    qsizetype given = 0;
    while (true) {
        const auto [state, used] = parser.read(pending, request);
        demand(used >= 0 && used <= pending.size());
        pending.remove(0, used);
        switch (state) {
        case RequestParser::State::HeaderDone:
            parser.setBodyLimit(bodyLimit);
            continue;
        case RequestParser::State::Refused:
            demand(parser.refusal().status >= 400 && parser.refusal().status <= 599);
            return seen << QByteArray::number(parser.refusal().status);
        case RequestParser::State::Done: {
            demand(request.body.size() <= bodyLimit);
            demand(request.path.startsWith('/') || request.path == "*");
            auto shown = QByteArray();
            for (const auto part : {request.method, request.path, request.query, request.host})
                shown += part.toByteArray() + ' ';
            for (const auto &field : request.fields) {
                // What would be another line somewhere else must never come through.
                demand(!field.value.contains('\r') && !field.value.contains('\n'));
                demand(!field.name.isEmpty());
                shown += '\n' + field.name.toByteArray() + ':' + field.value.toByteArray();
            }
            seen += shown + '\n' + request.body;
            parser.next();
            request.clear();
            continue;
        }
        case RequestParser::State::NeedsMore:
            break;
        }
        if (given == bytes.size())
            return seen << "more";
        const auto piece = std::min(step, bytes.size() - given);
        pending += bytes.sliced(given, piece);
        given += piece;
    }
}

} // namespace

/// Bytes of a connection: whatever they are, they mean the same whether they come at once or one by one.
void signalbox::fuzz::attempt(QByteArrayView input)
{
    const auto whole = outcome(input, input.size() + 1);
    demand(outcome(input, 1) == whole && outcome(input, 13) == whole);
}
