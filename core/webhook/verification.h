// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/webhook/mac.h"

#include <QByteArray>
#include <QHostAddress>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <utility>

namespace signalbox {

/// How an endpoint tells its sender from everybody else: `verify` in the config of a `webhook` trigger. Which
/// of these a scheme looks at stands with the scheme (core/webhook/scheme.h). Plain value, any thread.
struct Verification
{
    using Subnet = std::pair<QHostAddress, int>; ///< an address and the length of its prefix

    /// A piece of what is signed.
    struct Piece
    {
        enum class Kind { Text, Id, Time, Method, Url, Body };
        Kind kind = Kind::Text;
        QByteArray text; ///< of Kind::Text

        bool operator==(const Piece &) const = default;
    };

    QString scheme = QStringLiteral("none");
    QStringList connections; ///< whose secrets are valid; several while one is being changed
    std::chrono::seconds tolerance{300}; ///< how far the time of sending may be from ours, both ways
    QByteArray publicUrl; ///< of the endpoint as its sender knows it, without query

    QByteArray header; ///< with the signature or token, lower case
    QByteArray prefix; ///< in front of the signature: "sha256="
    mac::Algorithm algorithm = mac::Algorithm::Sha256;
    mac::Encoding encoding = mac::Encoding::Hex;
    QList<Piece> pieces = {{Piece::Kind::Body, {}}}; ///< from `template`
    QByteArray timestampHeader; ///< lower case
    QByteArray idHeader; ///< lower case

    QList<Subnet> addresses; ///< of senders
    QList<Subnet> proxies; ///< whose word about the address before them is taken

    bool operator==(const Verification &) const = default;

    bool signsPiece(Piece::Kind kind) const;

    /// Undefined, null and an empty object: everybody is let in. InvalidInput: it cannot be read, names no
    /// known scheme, or leaves out what the scheme needs; whoever has such a config must take nothing.
    static Result<Verification> fromConfig(const QJsonValue &config);
};

} // namespace signalbox
