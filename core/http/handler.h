// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/request.h"
#include "core/http/response.h"

#include <optional>

namespace signalbox::http {

/// One request of one connection, for as long as the server lives.
using RequestId = quint64;

/// What stands behind a server. Called in the server's thread.
class Handler
{
public:
    struct Admission
    {
        std::optional<Response> refusal
            = {}; ///< answered at once, and the connection closed: no body is read
        qint64 maxBody = 0; ///< bytes
    };

    virtual ~Handler() = default;

    /// The header is there, the body is not.
    virtual Admission admit(const Request &header) = 0;

    /// The whole request is there. Answer with Server::answer, now or later, once. `request` is the
    /// connection's and valid during the call; its body may be moved out.
    virtual void handle(Request &request, RequestId id) = 0;

    /// A request that was admitted comes to nothing: its body is too long, too slow or no HTTP. It is
    /// answered with `status` already.
    virtual void gaveUp(const Request &header, int status)
    {
        Q_UNUSED(header)
        Q_UNUSED(status)
    }

    /// The client of a request that is still to be answered sends no more: mostly it has left, some only
    /// close their side. It may be answered as ever; until then this is told again and again.
    virtual void left(RequestId id) { Q_UNUSED(id) }
};

} // namespace signalbox::http
