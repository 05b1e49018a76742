// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/content.h"
#include "core/action/list.h"
#include "core/http/response.h"

#include <QCoreApplication>
#include <QSet>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// As many may wait as a listener's limits say, each with an answer of that size.
constexpr qsizetype mostBody = 1024LL * 1024;
// More than that common clients refuse (nginx as a proxy takes 4 to 8 KiB).
constexpr qsizetype mostHeaders = 8LL * 1024;
constexpr qsizetype mostFields = 50;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(RespondAction)
};

/// What frames an answer, or concerns the connection: said by the server alone.
bool isOfServer(const QByteArray &name)
{
    static const QSet<QByteArray> names{"connection", "content-length", "date", "keep-alive",
        "proxy-authenticate", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"};
    return names.contains(name);
}

/// What reaches beyond this answer: browsers keep it for the whole address, which has web forms too.
bool isKept(const QByteArray &name)
{
    static const QSet<QByteArray> names{"alt-svc", "clear-site-data", "public-key-pins",
        "service-worker-allowed", "set-cookie", "set-cookie2", "strict-transport-security"};
    return names.contains(name);
}

/// Why there can be no header of this name. Empty: there can.
QString whyNotNamed(const QString &name)
{
    const auto bytes = name.toUtf8();
    if (!http::isFieldName(bytes))
        return Tr::tr("\"%1\" cannot be the name of a header.").arg(name);
    if (isOfServer(bytes.toLower()))
        return Tr::tr("The header %1 is the server's own and cannot be set.").arg(name);
    if (isKept(bytes.toLower()))
        return Tr::tr("The header %1 would hold for the whole address, not for this answer alone, and cannot "
                      "be set.")
            .arg(name);
    return {};
}

QString whyNotSet(const QString &name, QByteArrayView value)
{
    return http::isFieldValue(value)
        ? QString()
        : Tr::tr("The header %1 must be a single line without control characters.").arg(name);
}

QString tellBare(int status)
{
    return Tr::tr("An answer with the status %1 has no body.").arg(status);
}

Failure refused(const char *field, const QString &why)
{
    return failure(Error::Code::InvalidInput, why, QString::fromLatin1(field));
}

/// Fills in the headers. What an event says must not reach beyond the value that it stands in.
Result<void> addHeaders(RunAnswer &answer, const Value &headers)
{
    QSet<QByteArray> seen;
    qsizetype size = 0;
    for (const auto &entry : headers.entries()) {
        const auto name = entry.key.toText();
        if (auto why = whyNotNamed(name); !why.isEmpty())
            return refused("headers", why);
        if (entry.value.isNull())
            continue;
        const auto value = entry.value.toText().toUtf8();
        if (auto why = whyNotSet(name, value); !why.isEmpty())
            return refused("headers", why);
        const auto key = name.toLatin1().toLower();
        if (seen.contains(key))
            return refused("headers", Tr::tr("The header %1 is there twice.").arg(name));
        seen.insert(key);
        size += key.size() + value.size();
        if (size > mostHeaders || seen.size() > mostFields)
            return refused("headers",
                Tr::tr("All headers together may have %L1 bytes, and there may be %2 of them.")
                    .arg(mostHeaders)
                    .arg(mostFields));
        if (key == "content-type")
            answer.contentType = value;
        else
            answer.headers.emplaceBack(name.toLatin1(), value);
    }
    return {};
}

Result<RunAnswer> makeAnswer(const StepWork &work)
{
    RunAnswer answer;
    answer.status = int(work.value("status").toInt());
    if (auto content = contentOf(work.value("body")); content && !content->bytes.isEmpty()) {
        if (!http::hasContent(answer.status))
            return refused("body", tellBare(answer.status));
        answer.body = std::move(content->bytes);
        answer.contentType = std::move(content->type);
        if (answer.body.size() > mostBody)
            return refused("body", Tr::tr("An answer may have %L1 bytes.").arg(mostBody));
    }
    if (auto added = addHeaders(answer, work.value("headers")); !added)
        return Failure(added.error());
    return answer;
}

StepResult start(const StepWork &work, const ActionServices &services)
{
    auto answer = makeAnswer(work);
    if (!answer)
        return Failure(answer.error());
    const bool isAwaited = services.responder && services.responder->isAwaited(work.event);
    Delivery delivery;
    delivery.output
        = Value::map({{"status", Value::integer(answer->status)}, {"waiting", Value::boolean(isAwaited)}});
    if (isAwaited)
        delivery.answer = std::move(*answer);
    return delivery;
}

QList<Problem> check(const QJsonObject &config)
{
    QList<Problem> problems;
    const auto status = config.value(u"status"_s).toInt(200);
    const auto body = config.value(u"body"_s);
    if (!http::hasContent(status) && !body.isUndefined() && !body.isNull() && body != u""_s)
        problems += {{}, u"body"_s, tellBare(status)};
    const auto headers = config.value(u"headers"_s).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        auto why = whyNotNamed(it.key());
        if (const auto value = it->toString(); why.isEmpty() && !value.contains(u"{{"_s))
            why = whyNotSet(it.key(), value.toUtf8());
        if (!why.isEmpty()) {
            problems += {{}, u"headers"_s, why};
            break;
        }
    }
    return problems;
}

} // namespace

ActionType respondAction()
{
    ActionType type;
    type.id = u"respond"_s;
    type.group = StepGroup::Flow;
    type.title = Tr::tr("Respond");
    type.help = Tr::tr("Answers the request that this run is about, where its webhook waits for the run.");
    type.icon = u"respond"_s;
    type.fields = {
        {.key = u"status"_s,
            .kind = FieldKind::Integer,
            .label = Tr::tr("Status"),
            .help = Tr::tr("200 is well, from 400 on something is wrong."),
            .fallback = 200,
            .minimum = 200,
            .maximum = 599},
        {.key = u"body"_s,
            .kind = FieldKind::Json,
            .label = Tr::tr("Body"),
            .help
            = Tr::tr("Data is sent as JSON, a text as it is. The first answer counts; the run goes on."),
            .template_ = true},
        {.key = u"headers"_s,
            .kind = FieldKind::Map,
            .label = Tr::tr("Headers"),
            .template_ = true,
            .advanced = true},
    };
    type.exampleOutput = QJsonObject{{u"status"_s, 200}, {u"waiting"_s, true}};
    type.summaryOf
        = [](const QJsonObject &config) { return QString::number(config.value(u"status"_s).toInt(200)); };
    type.checkOf = check;
    type.start = start;
    return type;
}

} // namespace signalbox
