// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/requestrecord.h"
#include "core/http/request.h"

#include <QString>

namespace signalbox {

/// What is kept of a request beside its event, and is `request` in expressions: {"method", "path", "query",
/// "headers"}. Header names are in lower case, several of a name joined by ", "; a query parameter that comes
/// several times is a list. Headers and parameters that may hold a secret are left out.
/// So is the header `secretHeader` (lower case; empty: none).
/// `body`: that the event's data was read out of, where it is not the data itself (a form, XML); kept as
/// "body", or in base64 as "bodyBase64" where it is no UTF-8.
/// `isUnrouted`: no rule takes it; kept as {"unrouted": true}.
RequestRecord recordOf(const http::Request &request, const QString &path, QByteArrayView secretHeader = {},
    const QByteArray &body = {}, bool isUnrouted = false);

/// Whether a header or query parameter of that name, in lower case, may hold a secret. Leaves out too much
/// rather than too little: what is logged is seen by everyone who sees the log.
bool mayBeSecret(QByteArrayView name);

} // namespace signalbox
