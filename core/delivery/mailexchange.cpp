// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/mailexchange.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QRegularExpression>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(MailExchange)
};

constexpr int recipientsTaken = 100;
constexpr qsizetype subjectTaken = 1'000; // characters
constexpr qsizetype bytesTaken = 25 << 20;
constexpr auto connectLimit = 15s;

bool isPlain(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c >= u' ' && c < QChar(0x7f); });
}

/// What stands in a header must not end it.
QString singleLine(QString text)
{
    static const QRegularExpression controls(u"[\\x00-\\x1f\\x7f]+"_s);
    return text.replace(controls, u" "_s);
}

/// As a header can hold it (RFC 2047): words of at most 75 characters, cut between characters.
QByteArray encodedWords(const QString &text)
{
    if (isPlain(text) && !text.contains(u"=?"_s))
        return text.toLatin1();
    QByteArrayList words;
    QByteArray bytes;
    const auto flush = [&] { words += "=?UTF-8?B?" + std::exchange(bytes, {}).toBase64() + "?="; };
    for (const auto character : text.toUcs4()) {
        const auto encoded = QString::fromUcs4(reinterpret_cast<const char32_t *>(&character), 1).toUtf8();
        if (bytes.size() + encoded.size() > 45) // 60 in base64, and 12 around them
            flush();
        bytes += encoded;
    }
    flush();
    return words.join("\r\n ");
}

QByteArray headerOf(const MailAddress &address)
{
    if (address.name.isEmpty())
        return address.address.toUtf8();
    auto name = encodedWords(address.name);
    if (isPlain(address.name)) {
        name.replace('\\', "\\\\").replace('"', "\\\"");
        name = '"' + name + '"';
    }
    return name + " <" + address.address.toUtf8() + '>';
}

QByteArray headerOf(const QList<MailAddress> &addresses)
{
    QByteArrayList lines;
    for (const auto &address : addresses)
        lines += headerOf(address);
    return lines.join(",\r\n ");
}

/// A media type as it can stand in a header, else that of any bytes.
QByteArray mediaType(const QString &text)
{
    static const auto any = QByteArrayLiteral("application/octet-stream");
    const bool fits = text.count(u'/') == 1 && isPlain(text) && !text.contains(u'"') && text.size() < 200;
    return fits ? text.toLatin1() : any;
}

} // namespace

MailExchange::MailExchange(
    const MailServer &server, const std::optional<MailMessage> &message, std::function<bool()> isUnwanted)
    : m_server(server)
    , m_message(message)
    , m_isUnwanted(std::move(isUnwanted))
    , m_easy(curl_easy_init())
{
}

MailExchange::~MailExchange()
{
    curl_easy_cleanup(m_easy);
    curl_mime_free(m_mime);
    curl_slist_free_all(m_headers);
    curl_slist_free_all(m_recipients);
}

std::optional<MailOutcome> MailExchange::perform(std::chrono::milliseconds limit)
{
    const auto checked
        = setServer().and_then([this] { return m_message ? setMessage(*m_message) : Result<void>(); });
    if (!checked)
        return tl::unexpected(MailFailure{checked.error(), MailFailure::Fate::Final});
    set(CURLOPT_TIMEOUT_MS, long(limit.count()));
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, long(ceil<std::chrono::seconds>(limit).count()));
    const auto code = curl_easy_perform(m_easy);
    if (code == CURLE_OK)
        return m_reply;
    if (m_isUnwanted())
        return std::nullopt;
    return tl::unexpected(failureOf(code));
}

Result<void> MailExchange::setServer()
{
    using Security = MailServer::Security;
    auto *url = curl_url();
    const auto host = m_server.host.toUtf8(), port = QByteArray::number(m_server.port);
    curl_url_set(url, CURLUPART_SCHEME, m_server.security == Security::Tls ? "smtps" : "smtp", 0);
    const auto code = curl_url_set(url, CURLUPART_HOST, host.constData(), 0);
    curl_url_set(url, CURLUPART_PORT, port.constData(), 0);
    curl_url_set(url, CURLUPART_PATH, "/signalbox", 0); // how we call ourselves: not this machine's name
    char *text = nullptr;
    const bool isWhole = code == CURLUE_OK && curl_url_get(url, CURLUPART_URL, &text, 0) == CURLUE_OK;
    if (isWhole)
        set(CURLOPT_URL, text); // copied
    curl_free(text);
    curl_url_cleanup(url);
    if (!isWhole)
        return failure(Error::Code::InvalidInput,
            Tr::tr("\"%1\" cannot be the name of a mail server.").arg(m_server.host));

    set(CURLOPT_ERRORBUFFER, m_detail.data());
    set(CURLOPT_PROXY, ""); // not what the environment says either
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &MailExchange::lookUp);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_USE_SSL, long(m_server.security == Security::None ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    set(CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_CONNECTTIMEOUT_MS, long(std::chrono::milliseconds(connectLimit).count()));
    set(CURLOPT_HEADERFUNCTION, &MailExchange::takeAnswer);
    set(CURLOPT_HEADERDATA, this);
    if (!m_server.user.isEmpty()) {
        set(CURLOPT_USERNAME, m_server.user.toUtf8().constData());
        set(CURLOPT_PASSWORD, m_server.password.constData());
    }
    if (!m_server.authorityFile.isEmpty())
        set(CURLOPT_CAINFO, QFile::encodeName(m_server.authorityFile).constData());
    if (!m_message) {
        set(CURLOPT_NOBODY, 1L);
        set(CURLOPT_CUSTOMREQUEST, "NOOP");
    }
    return {};
}

Result<void> MailExchange::setMessage(const MailMessage &message)
{
    const auto recipients = message.to + message.cc + message.bcc;
    if (recipients.isEmpty())
        return failure(Error::Code::InvalidInput, Tr::tr("The mail has no recipient."));
    if (recipients.size() > recipientsTaken)
        return failure(Error::Code::InvalidInput,
            Tr::tr("The mail has %1 recipients; at most %2 go at once.")
                .arg(recipients.size())
                .arg(recipientsTaken));
    if (message.subject.size() > subjectTaken)
        return failure(
            Error::Code::InvalidInput, Tr::tr("The subject is longer than %1 characters.").arg(subjectTaken));
    qint64 bytes = message.text.size();
    for (const auto &attachment : message.attachments)
        bytes += attachment.data.size();
    if (bytes > bytesTaken)
        return failure(Error::Code::InvalidInput, Tr::tr("The mail is larger than 25 MiB."));

    set(CURLOPT_MAIL_FROM, message.from.address.toUtf8().constData());
    for (const auto &recipient : recipients)
        m_recipients = curl_slist_append(m_recipients, recipient.address.toUtf8().constData());
    set(CURLOPT_MAIL_RCPT, m_recipients);

    const auto domain = message.from.address.mid(message.from.address.lastIndexOf(u'@') + 1);
    m_reply.messageId
        = QString::fromLatin1(
              QCryptographicHash::hash(message.key.toUtf8(), QCryptographicHash::Sha256).toHex().left(40))
        + u'@' + domain;
    addHeader("Date",
        QDateTime::fromMSecsSinceEpoch(
            std::chrono::duration_cast<std::chrono::milliseconds>(message.date.time_since_epoch()).count(),
            Qt::UTC)
            .toString(Qt::RFC2822Date)
            .toLatin1());
    addHeader("From", headerOf(message.from));
    addHeader("To", headerOf(message.to));
    addHeader("Cc", headerOf(message.cc));
    addHeader("Reply-To", headerOf(message.replyTo));
    addHeader("Subject", encodedWords(singleLine(message.subject)));
    addHeader("Message-ID", '<' + m_reply.messageId.toUtf8() + '>');
    addHeader("Auto-Submitted", "auto-generated"); // so that nobody's absence answers (RFC 3834)
    set(CURLOPT_HTTPHEADER, m_headers);

    m_mime = curl_mime_init(m_easy);
    addPart(message.text.toUtf8(), "text/plain; charset=utf-8", {});
    for (const auto &attachment : message.attachments)
        addPart(attachment.data, mediaType(attachment.contentType), singleLine(attachment.name).toUtf8());
    set(CURLOPT_MIMEPOST, m_mime);
    set(CURLOPT_UPLOAD, 1L);
    return {};
}

void MailExchange::addHeader(const char *name, const QByteArray &value)
{
    if (!value.isEmpty())
        m_headers = curl_slist_append(m_headers, (name + (": " + value)).constData());
}

void MailExchange::addPart(const QByteArray &data, const QByteArray &type, const QByteArray &fileName)
{
    auto *part = curl_mime_addpart(m_mime);
    curl_mime_data(part, data.constData(), size_t(data.size()));
    curl_mime_type(part, type.constData());
    curl_mime_encoder(part, "base64"); // lines of any length and kind come through
    if (!fileName.isEmpty())
        curl_mime_filename(part, fileName.constData());
}

size_t MailExchange::takeAnswer(char *data, size_t size, size_t count, void *self)
{
    const auto line = QString::fromUtf8(data, qsizetype(size) * qsizetype(count)).trimmed().left(300);
    if (!line.startsWith(u"221"_s)) // to our goodbye
        static_cast<MailExchange *>(self)->m_reply.answer = line;
    return size * count;
}

int MailExchange::lookUp(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<MailExchange *>(self)->m_isUnwanted() ? 1 : 0;
}

MailFailure MailExchange::failureOf(CURLcode code) const
{
    using Code = Error::Code;
    using Fate = MailFailure::Fate;
    const auto place = u"%1:%2"_s.arg(m_server.host).arg(m_server.port);
    long status = 0;
    curl_easy_getinfo(m_easy, CURLINFO_RESPONSE_CODE, &status);
    const auto reason
        = m_detail[0] ? QString::fromUtf8(m_detail.data()) : QString::fromUtf8(curl_easy_strerror(code));
    const bool isRefusal = status >= 500, isPutOff = status >= 400 && status < 500;
    if (code == CURLE_SSL_CACERT_BADFILE)
        return {{Code::InvalidInput,
                    Tr::tr("The file %1 cannot be read as certificates.").arg(m_server.authorityFile),
                    m_server.authorityFile},
            Fate::Final};
    if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_ISSUER_ERROR)
        return {{Code::Denied, Tr::tr("The certificate of %1 is not trusted: %2.").arg(place, reason), place},
            Fate::Final};
    if (code == CURLE_LOGIN_DENIED)
        return {{Code::Denied,
                    Tr::tr("%1 does not take this user and password: %2").arg(place, m_reply.answer), place},
            isPutOff ? Fate::Again : Fate::Final};
    if (code == CURLE_USE_SSL_FAILED)
        return {
            {Code::Denied, Tr::tr("%1 offers no secure connection, so nothing was sent.").arg(place), place},
            Fate::Final};
    if (isRefusal || isPutOff)
        return {{Code::Unavailable, Tr::tr("%1 answered: %2").arg(place, m_reply.answer), place},
            isRefusal ? Fate::Final : Fate::Again};
    // 354 is the word before the text of the mail: it went out, and nobody said what became of it.
    if (status == 354)
        return {
            {Code::Unavailable,
                Tr::tr("The connection to %1 was lost before it said whether the mail was taken.").arg(place),
                place},
            Fate::Unknown};
    if (code == CURLE_OPERATION_TIMEDOUT)
        return {{Code::Timeout, Tr::tr("%1 did not answer in time.").arg(place), place}, Fate::Again};
    if (code == CURLE_COULDNT_RESOLVE_HOST)
        return {
            {Code::Unavailable,
                Tr::tr("There is no host named %1, or its name cannot be looked up now.").arg(m_server.host),
                place},
            Fate::Again};
    return {{Code::Unavailable, Tr::tr("%1 cannot be reached: %2.").arg(place, reason), place}, Fate::Again};
}

} // namespace signalbox
