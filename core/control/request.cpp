// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/request.h"

#include "core/base/json.h"

namespace signalbox {

using namespace Qt::StringLiterals;

Exit exitFor(const Error &error)
{
    switch (error.code) {
    case Error::Code::InvalidInput:
        return Exit::Usage;
    case Error::Code::Unavailable:
    case Error::Code::Corrupt:
        return Exit::Unreachable;
    default:
        return Exit::Failed;
    }
}

QByteArray encode(const Request &request)
{
    return toCompactJson(QJsonObject{{u"method"_s, request.method}, {u"params"_s, request.params}}) + '\n';
}

Result<Request> decodeRequest(const QByteArray &line)
{
    const auto object = parseJsonObject(line);
    if (!object)
        return Failure(object.error());
    return Request{object->value(u"method"_s).toString(), object->value(u"params"_s).toObject()};
}

} // namespace signalbox
