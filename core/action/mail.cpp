// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/list.h"
#include "core/base/futures.h"
#include "core/secret/connectionbook.h"
#include "core/secret/connectiontype.h"
#include "core/secret/mailserver.h"
#include "core/secret/redaction.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(MailAction)
};

/// The addresses of a field: a list of texts, each of which may hold several.
Result<QList<MailAddress>> addresses(const StepWork &work, std::string_view key)
{
    QList<MailAddress> all;
    for (const auto &item : work.value(key).items()) {
        const auto parsed = MailAddress::parseList(item.toText());
        if (!parsed)
            return Failure(parsed.error());
        all += *parsed;
    }
    return all;
}

/// What stands in the field: [{"name","type","text"}] or with "base64" in place of "text".
Result<QList<MailAttachment>> attachments(const Value &field)
{
    QList<MailAttachment> all;
    if (field.isNull() || (field.isString() && field.toText().isEmpty()))
        return all;
    const auto wrong = [&] {
        return failure(Error::Code::InvalidInput,
            Tr::tr("Attachment %1 is not one: it looks like {\"name\": \"list.csv\", \"type\": \"text/csv\", "
                   "\"text\": \"…\"}, with \"base64\" in place of \"text\" for other bytes.")
                .arg(all.size() + 1));
    };
    if (!field.isList())
        return wrong();
    for (const auto &item : field.items()) {
        const auto *name = item.find("name"), *type = item.find("type");
        const auto *text = item.find("text"), *base64 = item.find("base64");
        if (!name || (!text == !base64))
            return wrong();
        MailAttachment attachment{name->toText(), type ? type->toText() : QString(), {}};
        if (text) {
            attachment.data = text->toText().toUtf8();
        } else {
            auto bytes
                = QByteArray::fromBase64Encoding(base64->toBytes(), QByteArray::AbortOnBase64DecodingErrors);
            if (!bytes)
                return wrong();
            attachment.data = std::move(*bytes);
        }
        all += attachment;
    }
    return all;
}

Result<MailMessage> message(const StepWork &work)
{
    MailMessage mail;
    for (const auto &[key, list] : {std::pair{"to", &mail.to}, std::pair{"cc", &mail.cc},
             std::pair{"bcc", &mail.bcc}, std::pair{"replyTo", &mail.replyTo}}) {
        auto found = addresses(work, key);
        if (!found)
            return Failure(found.error());
        *list = std::move(*found);
    }
    auto attached = attachments(work.value("attachments"));
    if (!attached)
        return Failure(attached.error());
    mail.attachments = std::move(*attached);
    mail.subject = work.text("subject");
    mail.text = work.text("text");
    mail.key = work.idempotencyKey;
    mail.date = work.now;
    return mail;
}

tl::expected<Delivery, AttemptError> outcomeOf(
    const MailOutcome &reply, const MailMessage &mail, const Redaction &redaction)
{
    if (!reply) {
        auto error = reply.error().error;
        error.message = redaction.cleaned(error.message);
        return tl::unexpected(AttemptError{error, reply.error().fate == MailFailure::Fate::Again, {}});
    }
    std::vector<Value> recipients;
    for (const auto &address : mail.to + mail.cc + mail.bcc)
        recipients.push_back(Value::fromText(address.address));
    return Delivery{Value::map({{"messageId", Value::fromText(reply->messageId)},
                        {"recipients", Value::list(std::move(recipients))},
                        {"answer", Value::fromText(redaction.cleaned(reply->answer))}}),
        u"out"_s, {}};
}

StepResult start(const StepWork &work, const ActionServices &services)
{
    const auto name = work.text("connection");
    if (!services.mail || !services.connections)
        return failure(Error::Code::Unavailable, Tr::tr("This engine keeps no connections."), name);
    auto mail = message(work);
    if (!mail)
        return Failure(mail.error());
    const auto limit = work.duration("timeout");
    if (!limit)
        return Failure(limit.error());
    const auto usable = services.connections->find(name, {mailServerType});
    if (!usable)
        return Failure(usable.error());
    mail->from = senderOf(usable->entry.config);
    return mapped(services.mail->send(mailServer(usable->entry.config, usable->secret), *mail, *limit),
        [name, mail = *mail, book = services.connections, redaction = Redaction(usable->secret)](
            const MailOutcome &reply) {
            if (!reply && reply.error().error.code == Error::Code::Denied)
                book->failed(name, redaction.cleaned(reply.error().error.message));
            else if (reply)
                book->succeeded(name);
            return outcomeOf(reply, mail, redaction);
        });
}

QString summary(const QJsonObject &config)
{
    QStringList to;
    for (const auto &address : config.value(u"to"_s).toArray())
        to += address.toString();
    return to.join(u", "_s);
}

/// Addresses that are written out can be looked at before anything happens.
QList<Problem> check(const QJsonObject &config)
{
    QList<Problem> problems;
    for (const auto &key : {u"to"_s, u"cc"_s, u"bcc"_s, u"replyTo"_s}) {
        for (const auto &item : config.value(key).toArray()) {
            if (item.toString().contains(u"{{"_s))
                continue;
            if (const auto parsed = MailAddress::parseList(item.toString()); !parsed)
                problems += {{}, key, parsed.error().message};
        }
    }
    return problems;
}

} // namespace

ActionType mailAction()
{
    ActionType type;
    type.id = u"mail"_s;
    type.group = StepGroup::Outside;
    type.title = Tr::tr("Mail");
    type.help = Tr::tr("Sends a mail through a mail server of yours.");
    type.icon = u"mail"_s;
    type.fields = {
        {.key = u"connection"_s,
            .kind = FieldKind::Connection,
            .label = Tr::tr("Mail server"),
            .required = true,
            .choices = {{mailServerType, findConnectionType(mailServerType)->title}}},
        {.key = u"to"_s,
            .kind = FieldKind::TextList,
            .label = Tr::tr("To"),
            .placeholder = u"ann@shop.example"_s,
            .required = true,
            .template_ = true},
        {.key = u"subject"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Subject"),
            .required = true,
            .template_ = true},
        {.key = u"text"_s, .kind = FieldKind::LongText, .label = Tr::tr("Text"), .template_ = true},
        {.key = u"cc"_s,
            .kind = FieldKind::TextList,
            .label = Tr::tr("Copy to"),
            .template_ = true,
            .advanced = true},
        {.key = u"bcc"_s,
            .kind = FieldKind::TextList,
            .label = Tr::tr("Hidden copy to"),
            .template_ = true,
            .advanced = true},
        {.key = u"replyTo"_s,
            .kind = FieldKind::TextList,
            .label = Tr::tr("Answers to"),
            .template_ = true,
            .advanced = true},
        {.key = u"attachments"_s,
            .kind = FieldKind::Json,
            .label = Tr::tr("Attachments"),
            .help
            = Tr::tr("A list of {\"name\", \"type\", \"text\"}, with \"base64\" in place of \"text\" for "
                     "other bytes. A name is a name, never a file of this computer."),
            .template_ = true,
            .advanced = true},
    };
    type.exampleOutput = QJsonObject{{u"messageId"_s, u"5f2d1c@shop.example"_s},
        {u"recipients"_s, QJsonArray{u"ann@shop.example"_s}}, {u"answer"_s, u"250 2.0.0 Ok: queued"_s}};
    type.summaryOf = summary;
    type.checkOf = check;
    type.start = start;
    return type;
}

} // namespace signalbox
