// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbytes.h"

namespace signalbox {

/// The vault's passphrase: the content of the file that SIGNALBOX_PASSPHRASE_FILE names, less one line end
/// (systemd's LoadCredential gives such a file). Never an argument or a variable itself, which other programs
/// can read. Empty: there is none, and the vault has a key file. Unavailable: the file cannot be read, or is
/// empty. Blocks on disk.
Result<SecretBytes> vaultPassphrase();

} // namespace signalbox
