// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/httpclient.h"

#include "core/delivery/curlloop.h"
#include "core/delivery/curltransfer.h"

namespace signalbox {

using namespace Qt::StringLiterals;

QByteArray HttpReply::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

HttpClient::HttpClient()
    : m_loop(new CurlLoop)
{
    m_thread.setObjectName(u"http"_s);
    m_loop->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_loop, &QObject::deleteLater);
    m_thread.start();
}

HttpClient::~HttpClient()
{
    m_thread.quit();
    m_thread.wait();
}

QFuture<Result<HttpReply>> HttpClient::send(HttpRequestOut request)
{
    // Shared only because Qt copies functors; whoever drops it last unfinished cancels the future.
    auto promise = std::make_shared<QPromise<Result<HttpReply>>>();
    promise->start();
    auto future = promise->future();
    QMetaObject::invokeMethod(m_loop, [loop = m_loop, request = std::move(request), promise]() mutable {
        loop->start(std::make_unique<CurlTransfer>(std::move(request), std::move(*promise)));
    });
    return future;
}

} // namespace signalbox
