// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/httpauth.h"

#include "core/base/futures.h"
#include "core/delivery/httpclient.h"
#include "core/secret/connectiontypelist.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(HttpAuth)
};

// The words of `scheme` stand in the store and on command lines.
const QString bearer = u"bearer"_s;
const QString basic = u"basic"_s;
const QString ownHeader = u"header"_s;

/// A token as names of headers are made of (RFC 9110, 5.6.2).
bool isToken(const QString &text)
{
    const auto fits = [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || QStringView(u"!#$%&'*+-.^_`|~").contains(c));
    };
    return !text.isEmpty() && std::ranges::all_of(text, fits);
}

QList<FieldProblem> check(const QJsonObject &config)
{
    QList<FieldProblem> problems;
    if (config.value(u"scheme"_s).toString() == ownHeader && !isToken(config.value(u"header"_s).toString()))
        problems += {u"header"_s, Tr::tr("A header's name is needed here, such as X-Api-Key.")};
    const auto test = config.value(u"testUrl"_s).toString();
    if (!test.isEmpty() && !test.startsWith(u"http://"_s) && !test.startsWith(u"https://"_s))
        problems += {u"testUrl"_s, Tr::tr("The address must begin with http:// or https://.")};
    return problems;
}

QString checkSecret(const QJsonObject &config, QByteArrayView secret)
{
    // A line break would end the header and begin another one.
    const auto isControl = [](char c) { return uchar(c) < 0x20 || uchar(c) == 0x7f; };
    if (std::ranges::any_of(secret, isControl))
        return Tr::tr("The secret holds a line break or another control character, which no header can.");
    if (config.value(u"scheme"_s).toString() == basic && !secret.contains(':'))
        return Tr::tr("For Basic the secret is user:password.");
    return {};
}

Result<QString> judge(const Result<HttpReply> &reply, const QString &host)
{
    if (!reply)
        return Failure(reply.error());
    const auto said = Tr::tr("%1 answered %2.").arg(host).arg(reply->status);
    if (reply->status == 401 || reply->status == 403)
        return failure(Error::Code::Denied, said + u' ' + Tr::tr("It does not take this secret."), host);
    if (reply->status >= 400)
        return failure(Error::Code::Unavailable, said, host);
    return said;
}

QFuture<Result<QString>> test(
    const QJsonObject &config, const QByteArray &secret, const ConnectionProbes &probes)
{
    const auto url = config.value(u"testUrl"_s).toString();
    if (url.isEmpty() || !probes.http)
        return QtFuture::makeReadyFuture(Result<QString>(
            Tr::tr("There is a secret. Give a test address to find out whether it is taken.")));
    HttpRequestOut request;
    request.url = url;
    request.headers = {httpAuthHeader(config, secret)};
    request.addresses = AddressPolicy::Any; // a person wrote it
    request.timeouts.total = 15s;
    return mapped(probes.http->send(request),
        [host = QUrl(url).host()](const Result<HttpReply> &reply) { return judge(reply, host); });
}

} // namespace

std::pair<QByteArray, QByteArray> httpAuthHeader(const QJsonObject &config, const QByteArray &secret)
{
    const auto scheme = config.value(u"scheme"_s).toString();
    if (scheme == ownHeader)
        return {config.value(u"header"_s).toString().toLatin1(), secret};
    if (scheme == basic)
        return {"Authorization", "Basic " + secret.toBase64()};
    return {"Authorization", "Bearer " + secret};
}

ConnectionType httpAuthConnection()
{
    ConnectionType type;
    type.id = u"http-auth"_s;
    type.title = Tr::tr("Web service");
    type.help
        = Tr::tr("Says to a web service who is asking. The action \"HTTP request\" names it and sends the "
                 "header along.");
    type.icon = u"http"_s;
    type.fields = {
        {.name = u"scheme"_s,
            .label = Tr::tr("How the secret is sent"),
            .kind = DataField::Kind::Choice,
            .required = true,
            .fallback = bearer,
            .choices = {bearer, basic, ownHeader},
            .minimum = {},
            .maximum = {},
            .transitions = {}},
        {.name = u"header"_s,
            .label = Tr::tr("Header, where the way is \"header\""),
            .kind = DataField::Kind::Text,
            .required = false,
            .fallback = QJsonValue::Undefined,
            .choices = {},
            .minimum = {},
            .maximum = 100,
            .transitions = {}},
        {.name = u"testUrl"_s,
            .label = Tr::tr("Test address, asked by GET"),
            .kind = DataField::Kind::Text,
            .required = false,
            .fallback = QJsonValue::Undefined,
            .choices = {},
            .minimum = {},
            .maximum = 2000,
            .transitions = {}},
    };
    type.secretLabel = Tr::tr("Secret");
    type.secretHelp = Tr::tr("The token or key; for Basic user:password.");
    type.authorize = [](const QJsonObject &config, const QByteArray &secret,
                         const OutgoingRequest &) -> Result<QList<std::pair<QByteArray, QByteArray>>> {
        return {{httpAuthHeader(config, secret)}};
    };
    type.checkOf = check;
    type.checkSecretOf = checkSecret;
    type.test = test;
    return type;
}

} // namespace signalbox
