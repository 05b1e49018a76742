// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/record/field.h"

#include <QFuture>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>

namespace signalbox {

class HttpClient;
class MailClient;

/// By what a connection can be tried. None of one: nobody is asked that way.
struct ConnectionProbes
{
    HttpClient *http = nullptr;
    MailClient *mail = nullptr;
};

/// A request that is about to go out, as far as a signature covers it.
struct OutgoingRequest
{
    QString id; ///< the same in every attempt
    Instant now;
    QByteArray body;
};

/// All there is to know about a kind of connection: form, checks, help and test are made from it, and nothing
/// else knows a kind by name but the step that uses it. Immutable; any thread.
struct ConnectionType
{
    QString id; ///< never renamed: connections of users name it
    QString title;
    QString help; ///< what it is for, in a sentence or two
    QString icon; ///< name of a line icon
    QList<DataField> fields; ///< of its config, which may be shown to everybody
    QString secretLabel;
    QString secretHelp;

    /// The headers that a request which goes out through it gets: who is asking, or a signature. Their values
    /// are as secret as the secret. InvalidInput: it cannot be done with this secret, which the message does
    /// not hold. Not set: no request can go out through it.
    std::function<Result<QList<std::pair<QByteArray, QByteArray>>>(
        const QJsonObject &config, const QByteArray &secret, const OutgoingRequest &request)>
        authorize = {};

    /// What the fields' own checks cannot see. Not set: nothing.
    std::function<QList<FieldProblem>(const QJsonObject &config)> checkOf = {};
    /// What is wrong with a secret, in a sentence that does not hold it; empty: nothing. Not set: anything
    /// goes.
    std::function<QString(const QJsonObject &config, QByteArrayView secret)> checkSecretOf = {};
    /// Whether it is of no use without a secret. Not set: it is of none.
    std::function<bool(const QJsonObject &config)> needsSecret = {};
    /// Tries it. A sentence on what was found out, or why it does not work. Never blocks; the calling thread
    /// needs an event loop. Not set: there is nobody to ask.
    std::function<QFuture<Result<QString>>(
        const QJsonObject &config, const QByteArray &secret, const ConnectionProbes &probes)>
        test = {};

    /// The config as it is kept, and what is wrong with it.
    CheckedValues checked(const QJsonObject &config) const;
};

/// Every kind that there is, in the order in which they are offered. Made at the first call; texts are in the
/// language of that moment.
const QList<ConnectionType> &connectionTypes();
const ConnectionType *findConnectionType(const QString &id);
/// Whether a connection of that kind is of no use without a secret; also where the kind is unknown.
bool needsSecret(const QString &type, const QJsonObject &config);
QStringList authorizingTypes(); ///< the kinds through which requests can go out

/// Whether a connection can have this name: 1 to 64 letters, digits, spaces, `-`, `_` or `.`, the first and
/// last a letter or digit.
bool isConnectionName(const QString &name);

/// A kind as `signalbox connection types` prints it.
QJsonObject toJson(const ConnectionType &type);

} // namespace signalbox
