// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/parser.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <cstring>
#include <limits>
#include <string_view>

namespace signalbox::http {

namespace beast = boost::beast::http;

namespace {

// A body is held before its length is known to be true, so no more than this is set aside on its word.
constexpr qint64 firstReserve = 64LL * 1024;
// simdjson reads that far past the end of a text; so a body need not be copied to be read (its
// SIMDJSON_PADDING).
constexpr qsizetype padding = 64;

QByteArrayView view(boost::beast::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// uri-host [ ":" port ] (RFC 3986, 3.2.2). Percent-encoding is not taken: no name in DNS needs it.
bool isAuthority(QByteArrayView text)
{
    if (text.isEmpty())
        return false;
    auto hostEnd = qsizetype(0);
    if (text.startsWith('[')) {
        hostEnd = text.indexOf(']') + 1;
        if (hostEnd < 4 || !std::ranges::all_of(text.sliced(1, hostEnd - 2), [](char c) {
                return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':'
                    || c == '.';
            }))
            return false;
    } else {
        const auto colon = text.indexOf(':');
        hostEnd = colon < 0 ? text.size() : colon;
        if (hostEnd == 0 || !std::ranges::all_of(text.first(hostEnd), [](char c) {
                return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'
                    || c == '.' || c == '_';
            }))
            return false;
    }
    if (hostEnd == text.size())
        return true;
    const auto port = text.sliced(hostEnd + 1);
    return text[hostEnd] == ':' && port.size() <= 5 && (port.isEmpty() || isDigits(port));
}

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Every '%' is followed by two hex digits.
bool hasWholeEscapes(QByteArrayView text)
{
    for (auto at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
        if (at + 2 >= text.size() || !isHex(text[at + 1]) || !isHex(text[at + 2]))
            return false;
    }
    return true;
}

bool equals(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// Beast's parser with our rules in its callbacks. One lives for one request.
class Reader final : public beast::basic_parser<true>
{
public:
    Reader(const Limits &limits, Request &request, Refusal &refusal)
        : m_limits(limits)
        , m_request(request)
        , m_refusal(refusal)
    {
        // Both are watched outside: its header limit starts again with every put(), and how long the body may
        // be is known only when the header is read.
        header_limit(std::numeric_limits<std::uint32_t>::max());
        // (Without a limit this version takes every declared length for too long.)
        body_limit(std::numeric_limits<std::uint64_t>::max());
    }

    qint64 bodyLimit = 0;
    const char *chunkLine = nullptr; ///< where the chunk's header that is read next begins

    bool wasRefused() const { return m_refused; }

private:
    using error_code = boost::beast::error_code;
    using string_view = boost::beast::string_view;

    void refuse(error_code &ec, int status, const char *sentence)
    {
        ec = beast::error::bad_value; // any will do
        m_refusal = {status, sentence};
        m_refused = true;
    }

    void on_request_impl(
        beast::verb, string_view method, string_view target, int version, error_code &ec) override
    {
        m_request.method = view(method);
        m_request.minorVersion = version % 10;
        readTarget(view(target), ec);
    }

    void readTarget(QByteArrayView target, error_code &ec)
    {
        if (std::ranges::any_of(target, [](char c) { return static_cast<unsigned char>(c) > 0x7e; }))
            return refuse(ec, 400, "The request target has bytes that a URL must encode.");
        if (target == "*" && m_request.method == "OPTIONS") {
            m_request.path = target;
            return;
        }
        if (!target.startsWith('/')) { // absolute form, as to a proxy (RFC 9112, 3.2.2)
            constexpr QByteArrayView scheme = "http://";
            if (target.size() <= scheme.size() || !equals(target.first(scheme.size()), scheme))
                return refuse(ec, 400, "The request target must begin with a slash.");
            target = target.sliced(scheme.size());
            const auto pathAt = std::min(target.indexOf('/') < 0 ? target.size() : target.indexOf('/'),
                target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
            m_authority = target.first(pathAt);
            target = target.sliced(pathAt);
            if (!target.startsWith('/'))
                return refuse(ec, 400, "The request target has no path.");
        }
        if (target.indexOf('#') >= 0)
            return refuse(ec, 400, "A request target has no fragment.");
        const auto question = target.indexOf('?');
        m_request.path = question < 0 ? target : target.first(question);
        m_request.query = question < 0 ? QByteArrayView() : target.sliced(question + 1);
        if (!hasWholeEscapes(m_request.path))
            refuse(ec, 400, "The request target has a '%' without two hexadecimal digits.");
    }

    void on_field_impl(beast::field field, string_view name, string_view value, error_code &ec) override
    {
        if (m_inBody) { // a trailer: dropped, never merged (RFC 9110, 6.5.1)
            if (++m_trailers > m_limits.headerFields)
                refuse(ec, 431, "There are too many trailer fields.");
            return;
        }
        m_request.fields.push_back({view(name), view(value)});
        switch (field) {
        case beast::field::host:
            if (m_hosts++)
                return refuse(ec, 400, "There is more than one Host.");
            m_request.host = view(value);
            if (!isAuthority(m_request.host))
                return refuse(ec, 400, "Host is not a name or address with an optional port.");
            break;
        case beast::field::content_length:
            // Beast takes "5, 5", and the same length twice.
            if (m_request.contentLength)
                return refuse(ec, 400, "There is more than one Content-Length.");
            if (!isDigits(view(value)) || value.size() > 18)
                return refuse(ec, 400, "Content-Length is not a number that a body can have.");
            m_request.contentLength = view(value).toLongLong();
            break;
        case beast::field::transfer_encoding:
            if (m_request.minorVersion == 0)
                return refuse(ec, 400, "HTTP/1.0 has no Transfer-Encoding.");
            if (m_request.isChunked || !equals(view(value), "chunked"))
                return refuse(ec, 400, "The only Transfer-Encoding that is taken is chunked, once.");
            m_request.isChunked = true;
            break;
        case beast::field::expect:
            if (!equals(view(value), "100-continue"))
                return refuse(ec, 417, "The only expectation that is met is 100-continue.");
            m_request.expectsContinue = m_request.minorVersion > 0;
            break;
        case beast::field::upgrade:
            refuse(ec, 400, "There is no other protocol to upgrade to.");
            break;
        default:
            break;
        }
    }

    void on_header_impl(error_code &ec) override
    {
        m_inBody = true;
        if (m_request.isChunked && m_request.contentLength)
            return refuse(ec, 400, "There are both Content-Length and Transfer-Encoding.");
        if (!m_hosts && m_request.minorVersion > 0)
            return refuse(ec, 400, "There is no Host.");
        if (!m_authority.isNull() && (!isAuthority(m_authority) || !equals(m_authority, m_request.host)))
            return refuse(ec, 400, "Request target and Host name different hosts.");
        m_request.keepAlive = keep_alive();
    }

    void on_body_init_impl(const boost::optional<std::uint64_t> &, error_code &) override
    {
        m_request.body.reserve(
            std::min(m_request.contentLength.value_or(0), firstReserve) + padding); // grows from there
    }

    std::size_t on_body_impl(string_view body, error_code &) override
    {
        append(body);
        return body.size();
    }

    void on_chunk_header_impl(std::uint64_t size, string_view extensions, error_code &ec) override
    {
        // The extensions begin where the digits end.
        if (extensions.data() - chunkLine > m_limits.chunkSizeDigits)
            return refuse(ec, 400, "A chunk's size has too many digits.");
        if (qsizetype(extensions.size()) > m_limits.chunkExtension)
            return refuse(ec, 400, "A chunk's extensions are too long.");
        if (!extensions.empty() && extensions.front() != ';')
            return refuse(ec, 400, "There is space behind a chunk's size.");
        if (std::ranges::any_of(extensions,
                [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }))
            return refuse(ec, 400, "A chunk's extensions have control characters.");
        if (qint64(size) > bodyLimit - m_request.body.size())
            refuse(ec, 413, "The body is too large.");
    }

    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code &) override
    {
        append(body);
        return body.size();
    }

    void append(string_view part)
    {
        auto &body = m_request.body;
        const auto size = body.size() + qsizetype(part.size());
        if (body.capacity() < size + padding)
            body.reserve(std::min(std::max(size, 2 * body.capacity()), std::max<qsizetype>(size, bodyLimit))
                + padding);
        body.append(part.data(), qsizetype(part.size()));
    }

    void on_response_impl(int, string_view, int, error_code &) override { }
    void on_finish_impl(error_code &) override { }

    const Limits &m_limits;
    Request &m_request;
    Refusal &m_refusal;
    QByteArrayView m_authority; // of a target in absolute form
    int m_hosts = 0;
    int m_trailers = 0;
    bool m_inBody = false;
    bool m_refused = false;
};

} // namespace

class RequestParser::Private
{
public:
    explicit Private(const Limits &given)
        : limits(given)
    {
    }

    Progress readHeader(QByteArrayView bytes, Request &request);
    Progress readBody(QByteArrayView bytes, Request &request);
    bool findHeaderEnd(QByteArrayView bytes);
    bool checkLine(QByteArrayView line);
    qsizetype longestPending(QByteArrayView pending) const;

    Progress refuse(int status, const char *sentence)
    {
        refusal = {status, sentence};
        state = State::Refused;
        return {state, 0};
    }
    Progress refuse(boost::beast::error_code ec);

    const Limits limits;
    Refusal refusal;
    std::optional<Reader> reader;
    State state = State::NeedsMore;
    bool firstChunk = true; // before every other chunk's header stands the CRLF that ends the one before

    // Of the header, while its end has not come.
    qsizetype begin = 0; // of the request line: an empty line may stand before it
    qsizetype lineBegin = 0;
    qsizetype scanned = 0; // so far there is no LF behind lineBegin
    qsizetype end = 0; // of the header, its empty line included
    qsizetype fieldsBegin = 0;
    int lines = 0;
};

/// One line of the header, without its CRLF.
bool RequestParser::Private::checkLine(QByteArrayView line)
{
    if (lines > 0 && (line.front() == ' ' || line.front() == '\t')) {
        refuse(400, "A header field goes on in a second line, which has long been abolished.");
        return false;
    }
    if (line.contains('\r')) {
        refuse(400, "A line has a CR without LF.");
        return false;
    }
    if (lines == 0 && line.size() > limits.requestLine) {
        refuse(414, "The request line is too long.");
        return false;
    }
    if (lines > limits.headerFields) {
        refuse(431, "There are too many header fields.");
        return false;
    }
    return true;
}

/// Looks for the empty line, and on the way at what Beast does not look at. Done: `end` is set; not done and
/// not refused: more is needed. Goes over each byte once, however slowly they come.
bool RequestParser::Private::findHeaderEnd(QByteArrayView bytes)
{
    while (true) {
        const auto *found = static_cast<const char *>(
            std::memchr(bytes.data() + scanned, '\n', size_t(bytes.size() - scanned)));
        const auto lineEnd = found ? found - bytes.data() : bytes.size();
        if (found && (lineEnd == lineBegin || bytes[lineEnd - 1] != '\r')) {
            refuse(400, "A line ends in LF without CR.");
            return false;
        }
        if (lines == 0 && lineEnd - begin > limits.requestLine + 1) {
            refuse(414, "The request line is too long.");
            return false;
        }
        if (lines > 0 && lineEnd - fieldsBegin > limits.headerBytes + 1) {
            refuse(431, "The header fields are too long.");
            return false;
        }
        scanned = lineEnd;
        if (!found)
            return false;
        const auto line = bytes.sliced(lineBegin, lineEnd - 1 - lineBegin);
        scanned = lineBegin = lineEnd + 1;
        if (line.isEmpty()) {
            if (lines > 0) {
                end = lineBegin;
                return true;
            }
            if (begin > 0) {
                refuse(400, "A request does not begin with empty lines.");
                return false;
            }
            begin = lineBegin; // one is passed over (RFC 9112, 2.2)
            continue;
        }
        if (!checkLine(line))
            return false;
        if (lines++ == 0)
            fieldsBegin = lineBegin;
    }
}

RequestParser::Progress RequestParser::Private::readHeader(QByteArrayView bytes, Request &request)
{
    if (bytes.isEmpty())
        return {};
    // What speaks TLS to us, or an old server's control protocol, is told at once and not after a timeout.
    if (const char first = bytes.front(); first != '\r' && (first < '!' || first > '~'))
        return refuse(400, first == 0x16 ? "This port speaks HTTP without TLS." : "This is not HTTP.");
    if (!findHeaderEnd(bytes))
        return {state, 0};

    request.head.append(bytes.sliced(begin, end - begin));
    reader.emplace(limits, request, refusal);
    boost::beast::error_code ec;
    const auto used
        = reader->put(boost::asio::const_buffer(request.head.constData(), size_t(request.head.size())), ec);
    if (ec)
        return refuse(ec);
    if (qsizetype(used) != request.head.size())
        return refuse(400, "The header cannot be read."); // an empty line that only one of us saw
    // The names are ours now, and all compare in lower case.
    auto *head = request.head.data();
    for (const auto &field : request.fields) {
        const auto at = field.name.data() - head;
        for (auto i = at; i < at + field.name.size(); ++i) {
            if (head[i] >= 'A' && head[i] <= 'Z')
                head[i] = char(head[i] + ('a' - 'A'));
        }
    }
    state = State::HeaderDone;
    return {state, end};
}

/// How much may stand unused before a chunk's header and what belongs to it is complete.
qsizetype RequestParser::Private::longestPending(QByteArrayView pending) const
{
    // Trailers follow the last chunk's header, and Beast reads both together.
    auto line = firstChunk ? pending : pending.sliced(std::min<qsizetype>(2, pending.size()));
    while (line.startsWith('0'))
        line = line.sliced(1);
    const auto isLast = line.startsWith('\r') || line.startsWith(';');
    constexpr qsizetype lineEnds = 6;
    return limits.chunkSizeDigits + limits.chunkExtension + lineEnds + (isLast ? limits.headerBytes : 0);
}

RequestParser::Progress RequestParser::Private::readBody(QByteArrayView bytes, Request &request)
{
    if (state == State::HeaderDone) {
        if (request.contentLength.value_or(0) > reader->bodyLimit)
            return refuse(413, "The body is too large.");
        state = State::NeedsMore;
    }
    qsizetype used = 0;
    while (!reader->is_done()) {
        const auto rest = bytes.sliced(used);
        // Beast counts on the shortest last chunk, "0" and two line ends, to be there as a whole; so much
        // must come anyway.
        if (rest.isEmpty() || (request.isChunked && firstChunk && rest.size() < 5))
            return {State::NeedsMore, used};
        reader->chunkLine = rest.data() + (firstChunk ? 0 : 2);
        const auto bodyBefore = request.body.size();
        boost::beast::error_code ec;
        const auto step
            = qsizetype(reader->put(boost::asio::const_buffer(rest.data(), size_t(rest.size())), ec));
        used += step;
        if (ec == beast::error::need_more) {
            if (bytes.size() - used > longestPending(bytes.sliced(used)))
                return refuse(400, "A chunk's header or the trailers are too long.");
            return {State::NeedsMore, used};
        }
        if (ec)
            return refuse(ec);
        if (request.isChunked && request.body.size() > bodyBefore)
            firstChunk = false;
    }
    state = State::Done;
    return {state, used};
}

RequestParser::Progress RequestParser::Private::refuse(boost::beast::error_code ec)
{
    state = State::Refused;
    if (reader->wasRefused()) // by us, who said more
        return {state, 0};
    if (ec == beast::error::bad_method)
        return refuse(400, "The request line does not begin with a method.");
    if (ec == beast::error::bad_target)
        return refuse(400, "The request target cannot be read.");
    if (ec == beast::error::bad_version)
        return refuse(400, "The request line does not end in HTTP/1.1 or HTTP/1.0.");
    if (ec == beast::error::bad_line_ending)
        return refuse(400, "A line ends in CR without LF.");
    if (ec == beast::error::bad_field)
        return refuse(400, "The name of a header field cannot be read.");
    if (ec == beast::error::bad_value)
        return refuse(400, "The value of a header field cannot be read.");
    if (ec == beast::error::bad_content_length)
        return refuse(400, "Content-Length is wrong, or beside a Transfer-Encoding.");
    if (ec == beast::error::bad_transfer_encoding)
        return refuse(400, "Transfer-Encoding is wrong, or beside a Content-Length.");
    if (ec == beast::error::bad_chunk || ec == beast::error::bad_chunk_extension)
        return refuse(400, "A chunk cannot be read.");
    return refuse(400, "The request cannot be read.");
}

RequestParser::RequestParser(const Limits &limits)
    : d(std::make_unique<Private>(limits))
{
}

RequestParser::~RequestParser() = default;

RequestParser::Progress RequestParser::read(QByteArrayView bytes, Request &request)
{
    switch (d->state) {
    case State::Done:
    case State::Refused:
        return {d->state, 0};
    case State::NeedsMore:
        if (!d->reader)
            return d->readHeader(bytes, request);
        [[fallthrough]];
    case State::HeaderDone:
        return d->readBody(bytes, request);
    }
    return {};
}

void RequestParser::setBodyLimit(qint64 bytes)
{
    d->reader->bodyLimit = bytes;
}

const Refusal &RequestParser::refusal() const
{
    return d->refusal;
}

void RequestParser::next()
{
    d->reader.reset();
    d->state = State::NeedsMore;
    d->firstChunk = true;
    d->begin = d->lineBegin = d->scanned = d->end = d->fieldsBegin = 0;
    d->lines = 0;
}

} // namespace signalbox::http
