// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/content.h"
#include "core/action/list.h"
#include "core/base/futures.h"
#include "core/delivery/httpclient.h"
#include "core/delivery/retryadvice.h"
#include "core/event/event.h"
#include "core/secret/connectionbook.h"
#include "core/secret/connectiontype.h"
#include "core/secret/redaction.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QUrl>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(HttpAction)
};

/// Whether the host stands in the URL as the user wrote it, so that no event can choose it.
bool isHostWrittenOut(const QString &url)
{
    if (!url.contains(u"{{"_s))
        return true;
    const auto before = url.left(url.indexOf(u"{{"_s));
    const auto scheme = before.indexOf(u"://"_s);
    if (scheme < 0)
        return false;
    // The host ends where a path, a query or a fragment begins (RFC 3986, 3.2).
    const auto rest = before.mid(scheme + 3);
    return rest.contains(u'/') || rest.contains(u'?') || rest.contains(u'#');
}

bool hasHeader(const HttpHeaders &headers, const char *name)
{
    return std::ranges::any_of(
        headers, [name](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
}

Result<HttpTimeouts> timeouts(const StepWork &work)
{
    const auto limit = work.duration("timeout");
    if (!limit)
        return Failure(limit.error());
    HttpTimeouts timeouts;
    timeouts.total = *limit;
    // Whoever allows a minute means an answer that takes a minute.
    timeouts.firstByte = std::max(timeouts.firstByte, *limit);
    return timeouts;
}

Result<HttpRequestOut> makeRequest(const StepWork &work)
{
    HttpRequestOut request;
    request.method = work.text("method").toUpper().toLatin1();
    request.url = work.text("url");
    request.addresses = isHostWrittenOut(work.config.value(u"url"_s).toString()) ? AddressPolicy::Any
                                                                                 : AddressPolicy::PublicOnly;
    for (const auto &host : work.value("allowHosts").items())
        request.allowHosts += host.toText();
    const auto limits = timeouts(work);
    if (!limits)
        return Failure(limits.error());
    request.timeouts = *limits;

    for (const auto &entry : work.value("headers").entries())
        request.headers.emplaceBack(entry.key.toBytes(), entry.value.toText().toUtf8());
    if (auto content = contentOf(work.value("body"))) {
        request.body = std::move(content->bytes);
        if (!hasHeader(request.headers, "content-type"))
            request.headers.emplaceBack("Content-Type", std::move(content->type));
    }
    // The same in every attempt, so that the other side can tell a repetition from a second wish.
    if (!hasHeader(request.headers, "idempotency-key"))
        request.headers.emplaceBack("Idempotency-Key", work.idempotencyKey.toUtf8());
    return request;
}

/// Whether the request goes where the user said, and not where an event says: only there may a secret go.
bool isHostChosen(const HttpRequestOut &request)
{
    return request.addresses == AddressPolicy::Any
        || isListedHost(QUrl(request.url).host(), request.allowHosts);
}

/// Puts what the step's connection asks for into the request, in place of headers of the same name. What is
/// to be taken out of the answer.
Result<Redaction> authorize(const StepWork &work, const ConnectionBook *book, HttpRequestOut &request)
{
    const auto name = work.text("connection");
    if (name.isEmpty())
        return Redaction();
    if (!book)
        return failure(Error::Code::Unavailable, Tr::tr("This engine keeps no connections."), name);
    if (!isHostChosen(request))
        return failure(Error::Code::Denied,
            Tr::tr(
                "The secret of \"%1\" only goes to a host that is written out in the address or named under "
                "\"Allowed hosts\", not to one that an expression chooses.")
                .arg(name),
            name);
    const auto usable = book->find(name, authorizingTypes());
    if (!usable)
        return Failure(usable.error());
    const auto *type = findConnectionType(usable->entry.type);
    const auto headers = type->authorize(
        usable->entry.config, usable->secret, {work.idempotencyKey, work.now, request.body});
    if (!headers) {
        book->failed(name, headers.error().message);
        return Failure(headers.error());
    }
    for (const auto &header : *headers) {
        request.headers.removeIf(
            [&](const auto &given) { return given.first.compare(header.first, Qt::CaseInsensitive) == 0; });
        request.headers += header;
    }
    return Redaction(usable->secret);
}

/// The answer without the secret, whoever repeated it.
Result<HttpReply> cleaned(const Result<HttpReply> &reply, const Redaction &redaction)
{
    if (!reply) {
        auto error = reply.error();
        error.message = redaction.cleaned(error.message);
        return Failure(error);
    }
    auto clean = *reply;
    clean.body = redaction.cleaned(clean.body);
    for (auto &[name, value] : clean.headers)
        value = redaction.cleaned(value);
    return clean;
}

/// What this says about the connection: whether the other side took it.
void report(
    const ConnectionBook *book, const QString &name, const Result<HttpReply> &reply, const QString &url)
{
    if (!book || name.isEmpty())
        return;
    if (!reply)
        book->failed(name, reply.error().message);
    else if (reply->status == 401 || reply->status == 403)
        book->failed(name, Tr::tr("%1 answered %2.").arg(QUrl(url).host()).arg(reply->status));
    else
        book->succeeded(name);
}

Value outputOf(const HttpReply &reply)
{
    std::vector<std::pair<std::string, Value>> headers;
    for (const auto &[name, value] : reply.headers)
        headers.emplace_back(name.toLower().toStdString(), Value::fromText(QString::fromUtf8(value)));
    Value body;
    if (!reply.body.isEmpty()) {
        const auto json
            = reply.isBodyTruncated() ? Result<Value>(Failure(Error{})) : Value::fromJson(reply.body);
        body = isJsonContentType(QString::fromLatin1(reply.header("content-type"))) && json
            ? *json
            : Value::fromText(QString::fromUtf8(reply.body));
    }
    return Value::map({{"status", Value::integer(reply.status)}, {"headers", Value::map(std::move(headers))},
        {"body", body}});
}

tl::expected<Delivery, AttemptError> outcomeOf(const Result<HttpReply> &reply, const QString &url)
{
    if (!reply) {
        const auto advice = retryAdvice(reply.error());
        return tl::unexpected(
            AttemptError{reply.error(), advice.kind == RetryAdvice::Kind::Again, advice.notBefore});
    }
    const auto advice = retryAdvice(reply->status, reply->header("retry-after"), SystemClock().now());
    if (advice.kind == RetryAdvice::Kind::Done)
        return Delivery{outputOf(*reply), u"out"_s, {}};
    const auto host = QUrl(url).host();
    auto message = Tr::tr("%1 answered %2.").arg(host).arg(reply->status);
    if (const auto said = QString::fromUtf8(reply->body.left(200)).simplified(); !said.isEmpty())
        message += u' ' + said;
    const bool again = advice.kind == RetryAdvice::Kind::Again || advice.kind == RetryAdvice::Kind::Briefly;
    return tl::unexpected(AttemptError{{Error::Code::Unavailable, message, host}, again, advice.notBefore});
}

StepResult start(const StepWork &work, const ActionServices &services)
{
    auto request = makeRequest(work);
    if (!request)
        return Failure(request.error());
    auto redaction = authorize(work, services.connections, *request);
    if (!redaction)
        return Failure(redaction.error());
    return mapped(services.http->send(*request),
        [url = request->url, name = work.text("connection"), book = services.connections,
            redaction = std::move(*redaction)](const Result<HttpReply> &reply) {
            const auto clean = cleaned(reply, redaction);
            report(book, name, clean, url);
            return outcomeOf(clean, url);
        });
}

QList<Choice> connectionChoices()
{
    QList<Choice> choices;
    for (const auto &id : authorizingTypes())
        choices += Choice{id, findConnectionType(id)->title};
    return choices;
}

QString summary(const QJsonObject &config)
{
    const auto url = config.value(u"url"_s).toString();
    const auto host = QUrl(url.left(url.indexOf(u"{{"_s))).host();
    return config.value(u"method"_s).toString(u"POST"_s) + u' ' + (host.isEmpty() ? url : host);
}

QList<Problem> check(const QJsonObject &config)
{
    const auto url = config.value(u"url"_s).toString();
    if (url.isEmpty() || url.startsWith(u"{{"_s) || url.startsWith(u"http://"_s)
        || url.startsWith(u"https://"_s))
        return {};
    return {{{}, u"url"_s, Tr::tr("The address must begin with http:// or https://.")}};
}

} // namespace

ActionType httpAction()
{
    ActionType type;
    type.id = u"http"_s;
    type.group = StepGroup::Outside;
    type.repeatable = true;
    type.title = Tr::tr("HTTP request");
    type.help = Tr::tr("Sends a request to another program, an outgoing webhook for example.");
    type.icon = u"http"_s;
    const auto methods = QList<Choice>{{u"GET"_s, u"GET"_s}, {u"POST"_s, u"POST"_s}, {u"PUT"_s, u"PUT"_s},
        {u"PATCH"_s, u"PATCH"_s}, {u"DELETE"_s, u"DELETE"_s}, {u"HEAD"_s, u"HEAD"_s}};
    type.fields = {
        {.key = u"method"_s,
            .kind = FieldKind::Choice,
            .label = Tr::tr("Method"),
            .fallback = u"POST"_s,
            .choices = methods},
        {.key = u"url"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Address"),
            .placeholder = u"https://shop.example/paid"_s,
            .required = true,
            .template_ = true},
        {.key = u"body"_s,
            .kind = FieldKind::Json,
            .label = Tr::tr("Body"),
            .help = Tr::tr("Data is sent as JSON, a text as it is."),
            .template_ = true},
        {.key = u"connection"_s,
            .kind = FieldKind::Connection,
            .label = Tr::tr("Connection"),
            .help = Tr::tr("Says who is asking, or signs the request. Empty: neither."),
            .choices = connectionChoices()},
        {.key = u"headers"_s,
            .kind = FieldKind::Map,
            .label = Tr::tr("Headers"),
            .template_ = true,
            .advanced = true},
        {.key = u"allowHosts"_s,
            .kind = FieldKind::TextList,
            .label = Tr::tr("Allowed hosts"),
            .help
            = Tr::tr("Where an expression chooses the host: those of your own network that it may choose. "
                     "Public ones it always may."),
            .advanced = true},
    };
    type.exampleOutput = QJsonObject{{u"status"_s, 200},
        {u"headers"_s, QJsonObject{{u"content-type"_s, u"application/json"_s}}},
        {u"body"_s, QJsonObject{{u"ok"_s, true}}}};
    type.summaryOf = summary;
    type.checkOf = check;
    type.start = start;
    return type;
}

} // namespace signalbox
