// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/mailclient.h"

#include <QJsonObject>

namespace signalbox {

/// The kind of connection that mail goes out through.
inline const QString mailServerType = QStringLiteral("smtp");

/// What a connection of that kind says, checked as ConnectionType::checked has it.
MailServer mailServer(const QJsonObject &config, const QByteArray &secret);
/// Whom its mails come from.
MailAddress senderOf(const QJsonObject &config);

} // namespace signalbox
