// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace signalbox {

/// The certificates of PayPal, which names in each request, by URL, the one that it has signed with. They are
/// fetched when first named and kept for a day; a request whose certificate is still on the way is answered
/// 503, and PayPal sends it again. So no request waits for the network.
///
/// The URL comes from anyone who can send us a request, so only https://….paypal.com is ever asked, four at a
/// time at most; and what comes is used only if its chain is trusted and its name is PayPal's.
/// Thread: any.
class CertificateBook
{
public:
    using Take = std::function<void(const Result<QByteArray> &page)>;
    /// Gets what is at a URL, following no redirection; calls `take` once, at once or later and in any
    /// thread.
    using Fetch = std::function<void(const QString &url, Take take)>;

    /// `roots`: PEM of what is trusted; empty: what the system trusts. `clock` is only looked at, and must
    /// outlive what is being fetched.
    CertificateBook(Fetch fetch, const Clock &clock, QByteArray roots = {});
    ~CertificateBook();
    Q_DISABLE_COPY_MOVE(CertificateBook)

    /// Whether a certificate may be asked for there.
    static bool isAllowed(QByteArrayView url);

    /// PEM, the certificate itself first. Nothing: it is not here; it is being fetched now, if it may be.
    std::optional<QByteArray> find(QByteArrayView url) const;

private:
    class Pages;
    std::shared_ptr<Pages> d;
};

} // namespace signalbox
