// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/call.h"

#include "core/expression/value.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Commands)
};

} // namespace

Result<QByteArray> Call::json(const QString &key) const
{
    if (!params.contains(key))
        return QByteArray();
    auto given = text(key).toUtf8();
    if (const auto value = Value::fromJson(given); !value)
        return failure(
            Error::Code::InvalidInput, Tr::tr("--%1 is not valid JSON: %2").arg(key, value.error().message));
    return given;
}

Result<QJsonObject> Call::object(const QString &key) const
{
    if (!params.contains(key))
        return QJsonObject();
    auto object = parseJsonObject(text(key).toUtf8());
    if (!object)
        return failure(Error::Code::InvalidInput, u"--%1: %2"_s.arg(key, object.error().message));
    return object;
}

Result<int> Call::limit() const
{
    const int given = params.value(u"limit"_s).toInt(100);
    if (given < 1 || given > 10'000)
        return failure(Error::Code::InvalidInput, Tr::tr("--limit takes 1 to 10000."));
    return given;
}

Exit Call::failed(const Error &error) const
{
    output.message(error.message);
    return exitFor(error);
}

Exit Call::refused(const Error &error) const
{
    output.message(error.message);
    return error.code == Error::Code::InvalidInput ? Exit::Failed : exitFor(error);
}

} // namespace signalbox
