// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <QFuture>
#include <QList>
#include <QThreadPool>

#include <atomic>

namespace signalbox {

/// Whom mail is handed to.
struct MailServer
{
    enum class Security {
        Tls, ///< from the first byte on, usually port 465
        StartTls, ///< after a word in the clear, usually port 587; without it nothing is sent
        None ///< in the clear: for a server on this machine
    };

    QString host;
    int port = 465;
    Security security = Security::Tls;
    QString user; ///< empty: no login
    QByteArray password;
    QString authorityFile; ///< PEM: who is trusted to vouch for it; empty: whom the system trusts
};

struct MailAddress
{
    QString name; ///< empty: none
    QString address;

    bool operator==(const MailAddress &) const = default;

    /// "ann@shop.example" or "Ann <ann@shop.example>". InvalidInput: neither; the message quotes it.
    static Result<MailAddress> parse(const QString &text);
    /// Several, with commas or semicolons between; none of an empty text.
    static Result<QList<MailAddress>> parseList(const QString &text);
};

struct MailAttachment
{
    QString name; ///< control characters become spaces
    QString contentType; ///< empty: any bytes
    QByteArray data;
};

struct MailMessage
{
    MailAddress from;
    QList<MailAddress> to, cc;
    QList<MailAddress> bcc; ///< get it, and stand in no header
    QList<MailAddress> replyTo;
    QString subject; ///< control characters become spaces
    QString text; ///< plain; line ends as they are
    QList<MailAttachment> attachments;
    QString key; ///< becomes the Message-ID: the same for the same mail, however often it is sent
    Instant date;
};

/// Why a mail was not sent, and what that means for another try.
struct MailFailure
{
    Error error;
    enum class Fate {
        Again, ///< the moment was bad
        Final, ///< the server does not want it, or it cannot be sent
        Unknown ///< all of it went out and no answer came: it may have been sent
    } fate
        = Fate::Final;
};

struct MailReply
{
    QString messageId; ///< without the angle brackets
    QString answer; ///< the server's last word: "250 2.0.0 Ok: queued as 4F2A"
};

using MailOutcome = tl::expected<MailReply, MailFailure>;

/// Sends mail over SMTP by libcurl, each in a thread of a small pool: libcurl waits for a server's last word
/// without letting anything else happen. A mail goes to all of its recipients or to none. Lengths: a subject
/// of 1,000 characters, 100 recipients, 25 MiB in all. Thread: any.
class MailClient
{
public:
    MailClient();
    ~MailClient(); ///< ends what is under way, within a second; those futures are cancelled
    Q_DISABLE_COPY_MOVE(MailClient)

    /// Ready when the server has taken the mail. Cancelling the future ends the exchange within a second.
    /// Errors: InvalidInput: the message cannot be sent; nothing went out. Denied: the server does not take
    /// the login, or its certificate is not trusted. Unavailable, Timeout: by their names.
    QFuture<MailOutcome> send(MailServer server, MailMessage message, std::chrono::milliseconds limit);

    /// Connects and logs in, and sends nothing. The server's last word.
    QFuture<MailOutcome> greet(MailServer server, std::chrono::milliseconds limit);

private:
    QFuture<MailOutcome> begin(
        MailServer server, std::optional<MailMessage> message, std::chrono::milliseconds limit);

    std::atomic<bool> m_isClosing = false;
    QThreadPool m_pool;
};

} // namespace signalbox
