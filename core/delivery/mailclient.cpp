// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/mailclient.h"

#include "core/delivery/mailexchange.h"

#include <QCoreApplication>
#include <QPromise>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(MailClient)
};

bool isControl(QChar c)
{
    return c < u' ' || c == QChar(0x7f) || (c >= QChar(0x80) && c < QChar(0xa0));
}

/// What an address can be as far as we let it through: no quoted local parts, nothing that ends a command or
/// a header.
bool isAddress(const QString &text)
{
    const auto at = text.lastIndexOf(u'@');
    if (at < 1 || at + 1 == text.size() || text.size() > 254 || text.count(u'@') != 1)
        return false;
    return std::ranges::none_of(text,
        [](QChar c) { return isControl(c) || c.isSpace() || QStringView(u"<>()[],;:\\\"").contains(c); });
}

} // namespace

Result<MailAddress> MailAddress::parse(const QString &text)
{
    MailAddress parsed;
    const auto trimmed = text.trimmed();
    parsed.address = trimmed;
    if (const auto open = trimmed.lastIndexOf(u'<'); open >= 0 && trimmed.endsWith(u'>')) {
        parsed.address = trimmed.mid(open + 1, trimmed.size() - open - 2).trimmed();
        parsed.name = trimmed.left(open).trimmed();
        if (parsed.name.size() > 1 && parsed.name.startsWith(u'"') && parsed.name.endsWith(u'"'))
            parsed.name = parsed.name.mid(1, parsed.name.size() - 2);
    }
    if (isAddress(parsed.address) && std::ranges::none_of(parsed.name, isControl))
        return parsed;
    return failure(Error::Code::InvalidInput,
        Tr::tr("\"%1\" is not a mail address. It looks like ann@shop.example or Ann <ann@shop.example>.")
            .arg(text.left(100)));
}

Result<QList<MailAddress>> MailAddress::parseList(const QString &text)
{
    QList<MailAddress> addresses;
    qsizetype begin = 0;
    bool isQuoted = false;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const auto c = i < text.size() ? text.at(i) : QChar(u',');
        if (c == u'"')
            isQuoted = !isQuoted;
        if (i < text.size() && (isQuoted || (c != u',' && c != u';')))
            continue;
        const auto part = text.mid(begin, i - begin);
        begin = i + 1;
        if (part.trimmed().isEmpty())
            continue;
        auto address = parse(part);
        if (!address)
            return Failure(address.error());
        addresses += *address;
    }
    return addresses;
}

MailClient::MailClient()
{
    // As many as a mail server lets one client have at once.
    m_pool.setMaxThreadCount(4);
}

MailClient::~MailClient()
{
    m_isClosing = true;
    m_pool.waitForDone();
}

QFuture<MailOutcome> MailClient::send(MailServer server, MailMessage message, std::chrono::milliseconds limit)
{
    return begin(std::move(server), std::move(message), limit);
}

QFuture<MailOutcome> MailClient::greet(MailServer server, std::chrono::milliseconds limit)
{
    return begin(std::move(server), std::nullopt, limit);
}

QFuture<MailOutcome> MailClient::begin(
    MailServer server, std::optional<MailMessage> message, std::chrono::milliseconds limit)
{
    // Shared only because Qt copies functors.
    auto promise = std::make_shared<QPromise<MailOutcome>>();
    promise->start();
    auto future = promise->future();
    m_pool.start([this, promise, server = std::move(server), message = std::move(message), limit] {
        MailExchange exchange(server, message, [&] { return m_isClosing || promise->isCanceled(); });
        if (auto outcome = exchange.perform(limit))
            promise->addResult(std::move(*outcome));
        else
            promise->future().cancel();
        promise->finish();
    });
    return future;
}

} // namespace signalbox
