// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/httpclient.h"

#include <QPromise>

#include <deque>
#include <memory>

namespace signalbox {

/// A network in memory: keeps what is sent until the test answers it, in the order in which it was sent.
/// Thread: the test's, in which the engine lives too.
class MemoryNetwork : public HttpClient
{
public:
    struct Sent
    {
        HttpRequestOut request;
        QPromise<Result<HttpReply>> promise;

        QByteArray header(QByteArrayView name) const
        {
            HttpReply headers;
            headers.headers = request.headers;
            return headers.header(name);
        }
        void answer(int status, const QByteArray &body = "{}", const HttpHeaders &headers = {})
        {
            HttpReply reply;
            reply.status = status;
            reply.headers = headers;
            reply.body = body;
            reply.bodySize = body.size();
            finish(std::move(reply));
        }
        void refuse() { finish(failure(Error::Code::Unavailable, QStringLiteral("refused"))); }

    private:
        void finish(Result<HttpReply> result)
        {
            promise.addResult(std::move(result));
            promise.finish();
        }
    };

    QFuture<Result<HttpReply>> send(HttpRequestOut request) override
    {
        auto sent = std::make_unique<Sent>();
        sent->request = std::move(request);
        sent->promise.start();
        auto future = sent->promise.future();
        underWay.push_back(std::move(sent));
        return future;
    }

    std::deque<std::unique_ptr<Sent>> underWay;
};

} // namespace signalbox
