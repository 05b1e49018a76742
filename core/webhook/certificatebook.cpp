// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/certificatebook.h"

#include "core/webhook/x509.h"

#include <QHash>
#include <QUrl>

#include <mutex>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QByteArrayView domain = ".paypal.com";
constexpr qsizetype longestUrl = 512;
constexpr qsizetype mostPages = 64;
constexpr int mostAtOnce = 4;
constexpr auto keptFor = 24h;
constexpr auto failedFor = 1min; // until it is tried again

} // namespace

class CertificateBook::Pages : public std::enable_shared_from_this<Pages>
{
public:
    Pages(Fetch theFetch, const Clock &theClock, QByteArray theRoots)
        : fetch(std::move(theFetch))
        , clock(theClock)
        , roots(std::move(theRoots))
    {
    }

    std::optional<QByteArray> find(const QByteArray &url)
    {
        const auto now = clock.now();
        {
            const std::lock_guard lock(mutex);
            const auto page = pages.constFind(url);
            if (page != pages.constEnd() && (page->isOnTheWay || now < page->until))
                return page->pem.isEmpty() ? std::nullopt : std::optional(page->pem);
            if (onTheWay >= mostAtOnce || !hasRoom(now))
                return {};
            pages.insert(url, {{}, now, true});
            ++onTheWay;
        }
        // Not under the lock: the answer may be there at once.
        fetch(QString::fromLatin1(url),
            [self = shared_from_this(), url](const Result<QByteArray> &page) { self->take(url, page); });
        const std::lock_guard lock(mutex);
        const auto pem = pages.value(url).pem;
        return pem.isEmpty() ? std::nullopt : std::optional(pem);
    }

private:
    struct Page
    {
        QByteArray pem; ///< empty: there is none that could be used
        Instant until;
        bool isOnTheWay = false;
    };

    /// Those that failed go first: anyone can make us look for what does not exist, but not for more of what
    /// PayPal has signed.
    bool hasRoom(Instant now)
    {
        if (pages.size() < mostPages)
            return true;
        pages.removeIf([now](const QHash<QByteArray, Page>::iterator &page) {
            return !page->isOnTheWay && (page->pem.isEmpty() || page->until <= now);
        });
        return pages.size() < mostPages;
    }

    void take(const QByteArray &url, const Result<QByteArray> &answer)
    {
        const auto now = clock.now();
        const bool isGood = answer && x509::isTrusted(*answer, roots, domain, now);
        const std::lock_guard lock(mutex);
        --onTheWay;
        pages.insert(url, isGood ? Page{*answer, now + keptFor} : Page{{}, now + failedFor});
    }

    const Fetch fetch;
    const Clock &clock;
    const QByteArray roots;
    std::mutex mutex; // for what follows
    QHash<QByteArray, Page> pages; // by URL
    int onTheWay = 0;
};

CertificateBook::CertificateBook(Fetch fetch, const Clock &clock, QByteArray roots)
    : d(std::make_shared<Pages>(std::move(fetch), clock, std::move(roots)))
{
}

CertificateBook::~CertificateBook() = default;

bool CertificateBook::isAllowed(QByteArrayView url)
{
    if (url.size() > longestUrl)
        return false;
    const QUrl parsed(QString::fromLatin1(url), QUrl::StrictMode);
    return parsed.isValid() && parsed.scheme() == u"https" && parsed.port() == -1
        && parsed.userInfo().isEmpty() && !parsed.hasFragment()
        && parsed.host().endsWith(QLatin1StringView(domain.data(), domain.size()));
}

std::optional<QByteArray> CertificateBook::find(QByteArrayView url) const
{
    return isAllowed(url) ? d->find(url.toByteArray()) : std::nullopt;
}

} // namespace signalbox
