// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/mailserver.h"

#include "core/base/futures.h"
#include "core/secret/connectiontypelist.h"
#include "core/secret/redaction.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(MailServer)
};

// The words of `security` stand in the store and on command lines.
const QString tls = u"tls"_s;
const QString startTls = u"starttls"_s;
const QString none = u"none"_s;

QList<FieldProblem> check(const QJsonObject &config)
{
    QList<FieldProblem> problems;
    const auto host = config.value(u"host"_s).toString();
    if (host.contains(u'/') || host.contains(u' ') || host.contains(u'@'))
        problems += {u"host"_s, Tr::tr("Only the server's name is needed here, such as mail.shop.example.")};
    if (const auto sender = MailAddress::parse(config.value(u"from"_s).toString()); !sender)
        problems += {u"from"_s, sender.error().message};
    if (!config.value(u"user"_s).toString().isEmpty() && config.value(u"security"_s).toString() == none)
        problems
            += {u"security"_s, Tr::tr("A password must not go out in the clear: choose tls or starttls.")};
    return problems;
}

QString checkSecret(const QJsonObject &, QByteArrayView secret)
{
    return secret.contains('\0') ? Tr::tr("No password holds the character 0.") : QString();
}

QFuture<Result<QString>> test(
    const QJsonObject &config, const QByteArray &secret, const ConnectionProbes &probes)
{
    if (!probes.mail)
        return QtFuture::makeReadyFuture(Result<QString>(Tr::tr("Mail cannot be sent from here.")));
    const auto server = mailServer(config, secret);
    return mapped(probes.mail->greet(server, 30s),
        [host = server.host, isLogin = !server.user.isEmpty(), redaction = Redaction(secret)](
            const MailOutcome &reply) -> Result<QString> {
            if (!reply)
                return failure(
                    reply.error().error.code, redaction.cleaned(reply.error().error.message), host);
            return isLogin ? Tr::tr("%1 takes this user and password.").arg(host)
                           : Tr::tr("%1 answers. Nobody logs in.").arg(host);
        });
}

DataField text(const QString &name, const QString &label, bool required)
{
    DataField field;
    field.name = name;
    field.label = label;
    field.required = required;
    field.maximum = 300;
    return field;
}

} // namespace

MailServer mailServer(const QJsonObject &config, const QByteArray &secret)
{
    const auto security = config.value(u"security"_s).toString();
    return {.host = config.value(u"host"_s).toString(),
        .port = config.value(u"port"_s).toInt(),
        .security = security == startTls ? MailServer::Security::StartTls
            : security == none           ? MailServer::Security::None
                                         : MailServer::Security::Tls,
        .user = config.value(u"user"_s).toString(),
        .password = secret,
        .authorityFile = config.value(u"authority_file"_s).toString()};
}

MailAddress senderOf(const QJsonObject &config)
{
    return MailAddress::parse(config.value(u"from"_s).toString()).value_or(MailAddress());
}

ConnectionType mailServerConnection()
{
    ConnectionType type;
    type.id = mailServerType;
    type.title = Tr::tr("Mail server");
    type.help = Tr::tr("Takes the mails that rules send (SMTP). The action \"Mail\" names it.");
    type.icon = u"mail"_s;
    DataField port = text(u"port"_s, Tr::tr("Port: 465 with tls, 587 with starttls"), true);
    port.kind = DataField::Kind::Number;
    port.fallback = 465;
    port.minimum = 1;
    port.maximum = 65'535;
    DataField security = text(u"security"_s, Tr::tr("How the way there is secured"), true);
    security.kind = DataField::Kind::Choice;
    security.fallback = tls;
    security.choices = {tls, startTls, none};
    security.maximum = {};
    type.fields = {text(u"host"_s, Tr::tr("Server, such as mail.shop.example"), true), port, security,
        text(u"from"_s, Tr::tr("Sender, such as Shop <shop@shop.example>"), true),
        text(u"user"_s, Tr::tr("User; empty where nobody logs in"), false),
        text(u"authority_file"_s,
            Tr::tr("File of the authority that vouches for the server, where it is your own"), false)};
    type.secretLabel = Tr::tr("Password");
    type.secretHelp = Tr::tr("Of that user. Many providers want an app password of its own here.");
    type.needsSecret
        = [](const QJsonObject &config) { return !config.value(u"user"_s).toString().isEmpty(); };
    type.checkOf = check;
    type.checkSecretOf = checkSecret;
    type.test = test;
    return type;
}

} // namespace signalbox
