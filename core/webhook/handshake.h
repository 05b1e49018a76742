// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/request.h"
#include "core/http/response.h"

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace signalbox {

/// What some senders ask of an address before they send to it: an answer that only its owner would give.
/// Such a question is answered at once and is no event. Made once, any thread.
struct Handshake
{
    QString id = {}; ///< never renamed: rules of users name it
    QString title = {};
    QByteArray method = {}; ///< of the question; taken though the endpoint does not name it
    bool hasSecret = false; ///< of a connection of its own (`handshakeConnection`), given to `answer`
    /// Whether the question is signed like everything else: then it is looked at only after the signature
    /// was found good, and `answer` gets the secret that it was signed with.
    bool isSigned = false;

    /// Whether a request, of which only the header may be there, can be the question. For those that are
    /// signed it is the body that tells.
    std::function<bool(const http::Request &header)> asks = {};
    /// Nothing: it is no question after all. What is sent back of it is plain text and bounded, since anyone
    /// could ask. With an empty secret where there is none.
    std::function<std::optional<http::Response>(const http::Request &request, QByteArrayView secret)> answer
        = {};
};

/// Every handshake, in the order of the choice. Made at the first call; texts are in the language of that
/// moment. Any thread.
const QList<Handshake> &handshakes();
const Handshake *findHandshake(const QString &id);

} // namespace signalbox
