// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/limits.h"
#include "core/http/request.h"

#include <memory>

namespace signalbox::http {

/// Why a request was not read: the status to answer with, and a sentence for the other side (English).
struct Refusal
{
    int status = 400;
    const char *sentence = "";
};

/// Turns bytes into requests, strictly: where two readers of HTTP could disagree about where a request ends,
/// it is refused, so that nothing can hide in one (RFC 9112, 11.2). The tokens are read by Boost.Beast's
/// parser; what it lets pass and we do not is checked around it. Knows nothing of sockets and time.
///
/// One request after the other: read() until Done, then next(). Thread: any, one at a time.
class RequestParser
{
public:
    enum class State {
        NeedsMore,
        HeaderDone, ///< once a request: say now how long the body may be, then read on
        Done,
        Refused ///< the place of the next request is unknown: answer refusal() and close
    };
    struct Progress
    {
        State state = State::NeedsMore;
        qsizetype used = 0; ///< bytes that need not be given again
    };

    explicit RequestParser(const Limits &limits);
    ~RequestParser();
    Q_DISABLE_COPY_MOVE(RequestParser)

    /// Reads on in `bytes`: those that were not used before, and what came since. `request` is the same from
    /// the first call to Done. Never holds back more than a header (or a chunk's, or trailers) may have.
    Progress read(QByteArrayView bytes, Request &request);

    /// In HeaderDone. A declared length above it is refused at the next read, a chunked body when it passes
    /// it.
    void setBodyLimit(qint64 bytes);

    const Refusal &refusal() const;

    /// Makes ready for the next request of the connection.
    void next();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace signalbox::http
