// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/curltransfer.h"

#include <algorithm>
#include <sys/socket.h>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

constexpr qsizetype bodyKept = 65'536;
constexpr qsizetype headersTaken = 65'536;

/// RFC 9110, 5.6.2: what methods and the names of headers are made of.
bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

/// RFC 9110, 9.2.2.
bool isIdempotent(const QByteArray &method)
{
    static const QList<QByteArray> methods{"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"};
    return methods.contains(method);
}

bool isAboutCertificate(CURLcode code)
{
    switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return true;
    default:
        return false;
    }
}

QString part(CURLU *url, CURLUPart what, unsigned flags = 0)
{
    char *text = nullptr;
    if (curl_url_get(url, what, &text, flags) != CURLUE_OK)
        return {};
    auto result = QString::fromUtf8(text);
    curl_free(text);
    return result;
}

microseconds timeOf(CURL *easy, CURLINFO which)
{
    curl_off_t us = 0;
    curl_easy_getinfo(easy, which, &us);
    return microseconds(us);
}

} // namespace

CurlTransfer::CurlTransfer(HttpRequestOut request, QPromise<Result<HttpReply>> promise)
    : m_request(std::move(request))
    , m_promise(std::move(promise))
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
}

CurlTransfer::~CurlTransfer()
{
    curl_easy_cleanup(m_easy);
    curl_slist_free_all(m_headers);
    curl_url_cleanup(m_url);
}

bool CurlTransfer::prepare()
{
    m_url = curl_url();
    m_easy = curl_easy_init();
    auto checked = readUrl().and_then([this] { return setHeaders(); });
    if (!checked) {
        answer(Failure(checked.error()));
        return false;
    }
    setOptions();
    return true;
}

Result<void> CurlTransfer::readUrl()
{
    // Parsed once, by the one who connects: two parsers that differ are how a checked host becomes another.
    const auto text = m_request.url.toUtf8();
    const auto code = text.contains('\0')
        ? CURLUE_MALFORMED_INPUT
        : curl_url_set(m_url, CURLUPART_URL, text.constData(), CURLU_URLENCODE | CURLU_ALLOW_SPACE);
    const auto scheme = part(m_url, CURLUPART_SCHEME);
    m_host = part(m_url, CURLUPART_HOST, CURLU_PUNYCODE);
    if (code == CURLUE_UNSUPPORTED_SCHEME || (code == CURLUE_OK && scheme != u"http" && scheme != u"https"))
        return failure(
            Error::Code::InvalidInput, tr("The address must begin with http:// or https://."), scheme);
    if (code != CURLUE_OK || m_host.isEmpty())
        return failure(Error::Code::InvalidInput,
            tr("The address is not a valid URL (%1). It looks like https://host/path.")
                .arg(QString::fromUtf8(curl_url_strerror(code == CURLUE_OK ? CURLUE_NO_HOST : code))));
    m_origin = scheme + u"://"_s + m_host;
    if (const auto port = part(m_url, CURLUPART_PORT); !port.isEmpty())
        m_origin += u':' + port;
    return {};
}

Result<void> CurlTransfer::setHeaders()
{
    if (!isToken(m_request.method))
        return failure(Error::Code::InvalidInput,
            tr("\"%1\" is not an HTTP method.").arg(QString::fromUtf8(m_request.method)), m_origin);
    bool typed = false, named = false;
    for (const auto &[name, value] : m_request.headers) {
        const auto shown = QString::fromUtf8(name);
        if (!isToken(name))
            return failure(
                Error::Code::InvalidInput, tr("\"%1\" cannot be the name of a header.").arg(shown), m_origin);
        if (std::ranges::any_of(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; }))
            return failure(
                Error::Code::InvalidInput, tr("The header %1 must be a single line.").arg(shown), m_origin);
        const auto lower = name.toLower();
        if (lower == "content-length" || lower == "transfer-encoding")
            return failure(Error::Code::InvalidInput,
                tr("The header %1 follows from the body and cannot be set.").arg(shown), m_origin);
        typed |= lower == "content-type";
        named |= lower == "user-agent";
        // "Name:" would tell libcurl to leave the header out.
        const auto line = value.isEmpty() ? name + ';' : name + ": " + value;
        m_headers = curl_slist_append(m_headers, line.constData());
    }
    // What libcurl would add by itself: a type for the body, and a question whether a large body is welcome,
    // which many servers never answer.
    if (!typed)
        m_headers = curl_slist_append(m_headers, "Content-Type:");
    if (!named)
        m_headers = curl_slist_append(m_headers, "User-Agent: Signalbox/" SIGNALBOX_VERSION);
    m_headers = curl_slist_append(m_headers, "Expect:");
    return {};
}

void CurlTransfer::setOptions()
{
    const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(m_easy, option, value); };
    set(CURLOPT_CURLU, m_url);
    set(CURLOPT_HTTPHEADER, m_headers);
    set(CURLOPT_ERRORBUFFER, m_detail.data());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, ""); // not what the environment says either
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L); // do not wait for a name lookup that nobody needs any more
    // Deadlines are ours, by stage; this only keeps libcurl's own default of 300 s from standing out.
    set(CURLOPT_CONNECTTIMEOUT_MS, long(m_request.timeouts.total.count()));

    const auto &method = m_request.method;
    if (method == "HEAD") {
        set(CURLOPT_NOBODY, 1L);
    } else if (!m_request.body.isEmpty() || method == "POST" || method == "PUT" || method == "PATCH") {
        set(CURLOPT_POSTFIELDS, m_request.body.constData());
        set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(m_request.body.size()));
    }
    set(CURLOPT_CUSTOMREQUEST, method.constData());
    const bool keyed = std::ranges::any_of(m_request.headers,
        [](const auto &header) { return header.first.compare("idempotency-key", Qt::CaseInsensitive) == 0; });
    if (!isIdempotent(method) && !keyed)
        set(CURLOPT_FRESH_CONNECT, 1L);

    set(CURLOPT_OPENSOCKETFUNCTION, &CurlTransfer::openSocket);
    set(CURLOPT_OPENSOCKETDATA, this);
    set(CURLOPT_SSL_CTX_FUNCTION, &CurlTransfer::beforeTls);
    set(CURLOPT_SSL_CTX_DATA, this);
    set(CURLOPT_PREREQFUNCTION, &CurlTransfer::beforeRequest);
    set(CURLOPT_PREREQDATA, this);
    set(CURLOPT_HEADERFUNCTION, &CurlTransfer::takeHeader);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &CurlTransfer::takeBody);
    set(CURLOPT_WRITEDATA, this);
}

bool CurlTransfer::mayGoTo(const QHostAddress &address)
{
    if (m_request.addresses == AddressPolicy::Any || isListedHost(m_host, m_request.allowHosts))
        return true;
    // One bad address spoils the host: a name that answers with both kinds is the mark of an attack.
    if (!m_refused.isEmpty())
        return false;
    const auto range = nonPublicRange(address);
    if (range.isEmpty())
        return true;
    m_refused = u"%1 (%2)"_s.arg(address.toString(), range);
    return false;
}

curl_socket_t CurlTransfer::openSocket(void *self, curlsocktype, curl_sockaddr *address)
{
    // The address that is about to be connected to, whatever a lookup said before.
    if (!static_cast<CurlTransfer *>(self)->mayGoTo(QHostAddress(&address->addr)))
        return CURL_SOCKET_BAD;
    int type = address->socktype;
#ifdef SOCK_CLOEXEC
    type |= SOCK_CLOEXEC; // not for the programs that rules start
#endif
    return ::socket(address->family, type, address->protocol);
}

CURLcode CurlTransfer::beforeTls(CURL *, void *, void *self)
{
    static_cast<CurlTransfer *>(self)->m_tlsBegan = steady_clock::now();
    return CURLE_OK;
}

int CurlTransfer::beforeRequest(void *self, char *remoteIp, char *, int remotePort, int)
{
    auto *transfer = static_cast<CurlTransfer *>(self);
    const QHostAddress address(QString::fromLatin1(remoteIp));
    // Again, since a connection that another request has opened did not come through openSocket().
    if (!transfer->mayGoTo(address))
        return CURL_PREREQFUNC_ABORT;
    const auto shape = address.protocol() == QAbstractSocket::IPv6Protocol ? u"[%1]:%2"_s : u"%1:%2"_s;
    transfer->m_reply.address = shape.arg(address.toString()).arg(remotePort);
    transfer->m_requestBegan = steady_clock::now();
    return CURL_PREREQFUNC_OK;
}

size_t CurlTransfer::takeHeader(char *data, size_t size, size_t count, void *self)
{
    auto *transfer = static_cast<CurlTransfer *>(self);
    auto &reply = transfer->m_reply;
    const auto bytes = qsizetype(size) * qsizetype(count);
    if (transfer->m_headerBytes += bytes; transfer->m_headerBytes > headersTaken)
        return 0;
    const auto line = QByteArray(data, bytes).trimmed();
    if (line.startsWith("HTTP/")) { // a 1xx has gone before, or this is the first
        reply.headers.clear();
        transfer->m_headersComplete = false;
        long status = 0;
        curl_easy_getinfo(transfer->m_easy, CURLINFO_RESPONSE_CODE, &status);
        reply.status = int(status);
    } else if (const auto colon = line.indexOf(':'); colon > 0) {
        reply.headers.append({line.left(colon).trimmed(), line.mid(colon + 1).trimmed()});
    } else if (line.isEmpty()) {
        transfer->m_headersComplete = true;
    }
    return size_t(bytes);
}

size_t CurlTransfer::takeBody(char *data, size_t size, size_t count, void *self)
{
    auto &reply = static_cast<CurlTransfer *>(self)->m_reply;
    const auto bytes = qsizetype(size) * qsizetype(count);
    reply.body.append(data, std::min(bytes, bodyKept - reply.body.size()));
    reply.bodySize += bytes;
    return size_t(bytes);
}

void CurlTransfer::watch()
{
    m_started = steady_clock::now();
    connect(&m_deadline, &QTimer::timeout, this, &CurlTransfer::checkDeadline);
    connect(&m_future, &QFutureWatcherBase::canceled, this, [this] {
        emit ended();
        cancel();
    });
    m_future.setFuture(m_promise.future());
    checkDeadline();
}

void CurlTransfer::checkDeadline()
{
    const auto &limits = m_request.timeouts;
    milliseconds limit;
    QString what;
    if (m_reply.status != 0) {
        limit = limits.total;
    } else if (m_requestBegan) {
        limit = ceil<milliseconds>(*m_requestBegan - m_started) + limits.firstByte;
        what
            = tr("%1 did not answer within %2 s.").arg(m_origin).arg(double(limits.firstByte.count()) / 1000);
    } else if (m_tlsBegan) {
        limit = ceil<milliseconds>(*m_tlsBegan - m_started) + limits.tls;
        what = tr("%1 did not make the connection secure within %2 s.")
                   .arg(m_origin)
                   .arg(double(limits.tls.count()) / 1000);
    } else {
        limit = limits.connect;
        what = tr("There was no connection to %1 within %2 s.")
                   .arg(m_origin)
                   .arg(double(limits.connect.count()) / 1000);
    }
    if (limit >= limits.total) {
        limit = limits.total;
        what = tr("%1 took longer than %2 s to answer.")
                   .arg(m_origin)
                   .arg(double(limits.total.count()) / 1000);
    }
    const auto left = limit - floor<milliseconds>(steady_clock::now() - m_started);
    if (left <= 0ms) {
        emit ended();
        answer(failure(Error::Code::Timeout, what, m_origin));
        return;
    }
    // The next stage may begin unseen, so look again before its time can be up.
    m_deadline.start(std::min({left, limits.tls, limits.firstByte}));
}

void CurlTransfer::end(CURLcode code)
{
    if (code == CURLE_OK && !m_headersComplete)
        code = CURLE_PARTIAL_FILE; // cut off inside the headers, which libcurl takes for their end
    auto result = code == CURLE_OK ? Result<HttpReply>(reply()) : Failure(error(code));
    emit ended();
    answer(std::move(result));
}

void CurlTransfer::cancel()
{
    m_promise.future().cancel();
    m_promise.finish();
}

void CurlTransfer::answer(Result<HttpReply> result)
{
    m_deadline.stop();
    m_future.disconnect(this);
    m_promise.addResult(std::move(result));
    m_promise.finish();
}

HttpReply CurlTransfer::reply() const
{
    auto reply = m_reply;
    const auto secure = timeOf(m_easy, CURLINFO_APPCONNECT_TIME_T);
    reply.connected = duration_cast<milliseconds>(std::max(secure, timeOf(m_easy, CURLINFO_CONNECT_TIME_T)));
    reply.firstByte = duration_cast<milliseconds>(timeOf(m_easy, CURLINFO_STARTTRANSFER_TIME_T));
    reply.total = duration_cast<milliseconds>(timeOf(m_easy, CURLINFO_TOTAL_TIME_T));
    return reply;
}

Error CurlTransfer::error(CURLcode code) const
{
    using Code = Error::Code;
    if (!m_refused.isEmpty())
        return {Code::Denied,
            tr("%1 has an address that is not public: %2. Name the host under \"Allowed hosts\" of the step "
               "if that is meant.")
                .arg(m_host, m_refused),
            u"address "_s + m_origin};
    const auto reason
        = m_detail[0] ? QString::fromUtf8(m_detail.data()) : QString::fromUtf8(curl_easy_strerror(code));
    if (isAboutCertificate(code))
        return {Code::Denied, tr("The certificate of %1 is not trusted: %2.").arg(m_origin, reason),
            u"certificate "_s + m_origin};
    if (m_headerBytes > headersTaken)
        return {
            Code::Unavailable, tr("%1 answered with more than 64 KiB of headers.").arg(m_origin), m_origin};
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return {Code::Unavailable,
            tr("There is no host named %1, or its name cannot be looked up now.").arg(m_host), m_origin};
    case CURLE_COULDNT_CONNECT:
        return {Code::Unavailable, tr("%1 cannot be reached: %2.").arg(m_origin, reason), m_origin};
    default:
        return {Code::Unavailable, tr("The exchange with %1 broke off: %2.").arg(m_origin, reason), m_origin};
    }
}

} // namespace signalbox
