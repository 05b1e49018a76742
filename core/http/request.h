// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHostAddress>

#include <optional>
#include <vector>

namespace signalbox::http {

/// One field of a header: `name` in lower case, `value` without the space around it. The bytes as they came,
/// so 128 to 255 too (never CR, LF, NUL or another control character but tab).
struct Field
{
    QByteArrayView name;
    QByteArrayView value;
};

/// A request as it was read. All views look into `head`, which belongs to the request: who copies a request
/// shares it. Reused from one request of a connection to the next.
struct Request
{
    QByteArray head; ///< request line and header fields, names in lower case
    QByteArrayView method; ///< any token, case as it came
    QByteArrayView path; ///< begins with '/', or is "*" (OPTIONS only); still percent-encoded
    QByteArrayView query; ///< what stands behind '?', still percent-encoded
    QByteArrayView host; ///< authority from Host, with port if given; empty only in HTTP/1.0
    std::vector<Field> fields; ///< in the order in which they came
    QByteArray body; ///< without the framing; may have spare capacity

    QHostAddress peer; ///< the other end of the connection: the sender, or a proxy or tunnel before it

    int minorVersion = 1; ///< of HTTP/1: 0 or 1
    bool keepAlive = true; ///< whether the sender wants to go on
    bool expectsContinue = false;
    bool isChunked = false;
    std::optional<qint64> contentLength; ///< as the header says; none: no body or a chunked one

    bool hasBody() const { return isChunked || contentLength.value_or(0) > 0; }

    /// The first field of that name, given in lower case. None: it is not there.
    std::optional<QByteArrayView> find(QByteArrayView name) const;
    /// As above; empty where it is not there.
    QByteArrayView header(QByteArrayView name) const;
    qsizetype count(QByteArrayView name) const;

    /// Forgets all but capacity and peer.
    void clear();
};

} // namespace signalbox::http
