// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <utility>

namespace signalbox {

/// The header by which a connection of the kind `http-auth` says who is asking: name and value. The value is
/// as secret as the secret.
std::pair<QByteArray, QByteArray> httpAuthHeader(const QJsonObject &config, const QByteArray &secret);

} // namespace signalbox
