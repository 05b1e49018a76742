// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/connectiontype.h"

/// One function for each kind of connection, defined in the file of its name.
namespace signalbox {

ConnectionType webhookSecretConnection();
ConnectionType httpAuthConnection();
ConnectionType mailServerConnection();

} // namespace signalbox
