// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/connectiontypelist.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(WebhookSecret)
};

} // namespace

ConnectionType webhookSecretConnection()
{
    ConnectionType type;
    type.id = u"webhook-secret"_s;
    type.title = Tr::tr("Webhook secret");
    type.help = Tr::tr("What a sender of webhooks signs them with, so that nobody else can start your rules. "
                       "The trigger \"Webhook received\" names it.");
    type.icon = u"webhook"_s;
    type.secretLabel = Tr::tr("Secret");
    type.secretHelp
        = Tr::tr("As the sender shows it: a signing secret, a token, or for Basic user:password.");
    return type;
}

} // namespace signalbox
