// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

namespace signalbox {

/// Takes a secret out of what the other side said, before anything of it is kept: services that echo requests
/// exist, and so do errors that quote a header. Finds it as it is, as JSON and URLs write it, and in base64;
/// of user:password also the password alone. A value; any thread.
class Redaction
{
public:
    Redaction() = default; ///< takes nothing out
    explicit Redaction(const QByteArray &secret);

    QByteArray cleaned(QByteArray bytes) const;
    QString cleaned(const QString &text) const;

private:
    void add(const QByteArray &form);

    QByteArrayList m_forms; ///< longest first, so that no piece of one stays behind
};

} // namespace signalbox
