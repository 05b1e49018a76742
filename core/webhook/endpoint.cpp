// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/endpoint.h"

#include "core/base/clock.h"
#include "core/http/response.h"
#include "core/webhook/handshake.h"
#include "core/webhook/scheme.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// A request of that size is held in memory while it comes in, and once more while it is stored.
constexpr qint64 largestBody = 64LL * 1024 * 1024;
constexpr qsizetype longestPath = 256;
// Whoever sends gives up sooner than that, mostly.
constexpr std::chrono::milliseconds longestWait(60'000);
constexpr std::chrono::milliseconds usualWait(10'000);

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(WebhookEndpoint)
};

Failure refused(const QString &key, const QString &message)
{
    return failure(Error::Code::InvalidInput, message, key);
}

/// The characters that no URL needs to encode (RFC 3986, 2.3).
bool isUnreserved(QChar c)
{
    const auto u = c.unicode();
    return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u == '.' || u == '_'
        || u == '~' || u == '-';
}

Result<QString> pathOf(const QJsonValue &value)
{
    const auto key = u"path"_s;
    const auto path = value.toString();
    if (path.isEmpty())
        return refused(key, Tr::tr("Say which path the address has, for example \"payments\"."));
    if (path.size() > longestPath)
        return refused(key, Tr::tr("The path is longer than %1 characters.").arg(longestPath));
    if (path.startsWith(u'/') || path.endsWith(u'/'))
        return refused(key, Tr::tr("The path neither begins nor ends with a slash."));
    for (const auto segment : QStringView(path).split(u'/')) {
        if (segment.isEmpty())
            return refused(key, Tr::tr("There is nothing between two slashes of the path."));
        if (segment == u"." || segment == u"..")
            return refused(key, Tr::tr("\"%1\" cannot be a part of the path.").arg(segment));
        if (const auto bad = std::ranges::find_if_not(segment, isUnreserved); bad != segment.end())
            return refused(key,
                Tr::tr("The path may have letters without accents, digits, and . _ ~ - between slashes, not "
                       "\"%1\".")
                    .arg(*bad));
    }
    return path;
}

Result<QByteArrayList> methodsOf(const QJsonValue &value)
{
    static const QByteArrayList known{"POST", "PUT", "PATCH", "GET", "DELETE"};
    const auto key = u"methods"_s;
    if (value.isUndefined() || value.isNull())
        return QByteArrayList{"POST"};
    if (!value.isArray())
        return refused(key, Tr::tr("The methods are a list, for example [\"POST\"]."));
    QByteArrayList methods;
    for (const auto &item : value.toArray()) {
        const auto method = item.toString().toUtf8();
        if (!known.contains(method))
            return refused(key,
                Tr::tr("\"%1\" is not a method that a webhook takes; these are: %2.")
                    .arg(item.toVariant().toString(), QString::fromLatin1(known.join(", "))));
        if (!methods.contains(method))
            methods += method;
    }
    if (methods.isEmpty())
        return refused(key, Tr::tr("Name at least one method, or nothing could be sent here."));
    return methods;
}

/// Fills in `handshake` and its connection. One that the scheme brings along need not be named.
Result<void> readHandshake(WebhookEndpoint &endpoint, const QJsonObject &config)
{
    const auto key = u"handshake"_s;
    const auto given = config.value(key);
    if (!given.isUndefined() && !given.isNull()) {
        if (!given.isString() || !findHandshake(given.toString()))
            return refused(key,
                Tr::tr("\"%1\" is no handshake that this Signalbox knows.")
                    .arg(given.toVariant().toString()));
        endpoint.handshake = given.toString();
    }
    const auto *scheme = findSignatureScheme(endpoint.verify.scheme);
    if (endpoint.handshake == u"none" && scheme && !scheme->handshake.isEmpty())
        endpoint.handshake = scheme->handshake;
    if (!findHandshake(endpoint.handshake)->hasSecret)
        return {};
    endpoint.handshakeConnection = config.value(u"handshakeConnection").toString().trimmed();
    if (endpoint.handshakeConnection.isEmpty())
        return refused(u"handshakeConnection"_s,
            Tr::tr("Name the connection whose secret is the token that the sender shows."));
    return {};
}

/// Fills in how long the answer waits for runs, and what is answered then.
Result<void> readAnswer(WebhookEndpoint &endpoint, const QJsonObject &config)
{
    const auto answer = config.value(u"answer").toString(u"accepted"_s);
    if (answer == u"accepted")
        return {};
    if (answer != u"run")
        return refused(u"answer"_s, Tr::tr("\"%1\" is none of the choices.").arg(answer));
    const auto within = config.value(u"answerWithin").toVariant().toString();
    endpoint.answerWithin = within.trimmed().isEmpty() ? usualWait : parseDuration(within);
    if (!endpoint.answerWithin || endpoint.answerWithin->count() < 1 || *endpoint.answerWithin > longestWait)
        return refused(
            u"answerWithin"_s, Tr::tr("The answer may wait for at most a minute; write it like 10s."));
    endpoint.answerLate = config.value(u"answerLate").toInt(202);
    if (endpoint.answerLate < 200 || endpoint.answerLate > 599)
        return refused(u"answerLate"_s, Tr::tr("A status is a number from 200 to 599."));
    if (!http::hasContent(endpoint.answerLate))
        return refused(u"answerLate"_s,
            Tr::tr("An answer with the status %1 has no body, and what is answered then has one.")
                .arg(endpoint.answerLate));
    return {};
}

} // namespace

Result<WebhookEndpoint> WebhookEndpoint::fromConfig(const QJsonObject &config)
{
    WebhookEndpoint endpoint;
    auto path = pathOf(config.value(u"path"));
    if (!path)
        return Failure(path.error());
    endpoint.path = *path;

    auto methods = methodsOf(config.value(u"methods"));
    if (!methods)
        return Failure(methods.error());
    endpoint.methods = *methods;

    endpoint.eventType = config.value(u"eventType").toString().trimmed();

    const auto idHeader = config.value(u"idHeader").toString().trimmed();
    if (!idHeader.isEmpty() && !http::isFieldName(idHeader.toUtf8()))
        return refused(u"idHeader"_s, Tr::tr("\"%1\" is not the name of a header.").arg(idHeader));
    endpoint.idHeader = idHeader.toLatin1().toLower();

    if (const auto maxBody = config.value(u"maxBody"); !maxBody.isUndefined() && !maxBody.isNull()) {
        endpoint.maxBody = maxBody.toInteger(-1);
        if (endpoint.maxBody < 0 || endpoint.maxBody > largestBody)
            return refused(
                u"maxBody"_s, Tr::tr("The largest body is a number of bytes from 0 to %1.").arg(largestBody));
    }
    if (const auto keep = config.value(u"keepInvalidJson"); !keep.isUndefined() && !keep.isNull()) {
        if (!keep.isBool())
            return refused(u"keepInvalidJson"_s, Tr::tr("This is either true or false."));
        endpoint.keepInvalidJson = keep.toBool();
    }
    auto verify = Verification::fromConfig(config.value(u"verify"));
    if (!verify)
        return Failure(verify.error());
    endpoint.verify = *verify;
    if (auto handshake = readHandshake(endpoint, config); !handshake)
        return Failure(handshake.error());
    if (auto answer = readAnswer(endpoint, config); !answer)
        return Failure(answer.error());
    return endpoint;
}

} // namespace signalbox
