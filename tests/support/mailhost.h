// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <QFile>
#include <QProcess>

namespace signalbox {

/// A mail server on this machine (mailhost.py), for as long as this lives.
class MailHost
{
public:
    struct Mail
    {
        QString from;
        QStringList to;
        QByteArray text; ///< headers and all
    };

    /// Whether Debian's python3-aiosmtpd is here.
    static bool isHere()
    {
        return QProcess::execute(QStringLiteral("/usr/bin/python3"),
                   {QStringLiteral("-c"), QStringLiteral("import aiosmtpd")})
            == 0;
    }

    explicit MailHost(const QStringList &words = {})
    {
        m_process.start(QStringLiteral("/usr/bin/python3"),
            QStringList{QStringLiteral(SIGNALBOX_SOURCE_DIR "/tests/support/mailhost.py")} + words);
        port = line().toInt();
        if (port == 0)
            qFatal("no mail server");
    }
    ~MailHost()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(MailHost)

    /// The next mail that came in; waits for it.
    Mail next()
    {
        const auto mail = parseJsonObject(line()).value_or(QJsonObject());
        QStringList to;
        for (const auto &address : mail[QStringLiteral("to")].toArray())
            to += address.toString();
        return {
            mail[QStringLiteral("from")].toString(), to, mail[QStringLiteral("mail")].toString().toUtf8()};
    }
    bool hasMore() { return m_process.canReadLine() || m_process.waitForReadyRead(50); }

    int port = 0;

private:
    QByteArray line()
    {
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(30'000))
                return {};
        }
        return m_process.readLine().trimmed();
    }

    QProcess m_process;
};

} // namespace signalbox
