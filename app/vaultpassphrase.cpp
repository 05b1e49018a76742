// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vaultpassphrase.h"

#include <QCoreApplication>
#include <QFile>

namespace signalbox {

namespace {

constexpr qint64 longest = 65'536;

} // namespace

Result<SecretBytes> vaultPassphrase()
{
    const auto name = qEnvironmentVariable("SIGNALBOX_PASSPHRASE_FILE");
    if (name.isEmpty())
        return SecretBytes();
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Code::Unavailable,
            QCoreApplication::translate("Vault", "The vault's passphrase in %1 cannot be read: %2.")
                .arg(name, file.errorString()),
            name);
    auto text = file.read(longest);
    const qsizetype size = text.size() - (text.endsWith('\n') ? 1 : 0);
    SecretBytes passphrase(QByteArrayView(text).first(size));
    wipe(text);
    if (passphrase.isEmpty())
        return failure(Error::Code::Unavailable,
            QCoreApplication::translate("Vault", "There is no passphrase for the vault in %1.").arg(name),
            name);
    return passphrase;
}

} // namespace signalbox
