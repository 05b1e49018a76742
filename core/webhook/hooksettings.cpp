// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/hooksettings.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <functional>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(HookSettings)
};

/// One number of "listenLimits": its key, what it may be, and where it goes.
struct Limit
{
    QString key;
    qint64 least;
    qint64 most;
    std::function<void(http::Limits &limits, qint64 value)> set;
};

template <typename T> auto number(T http::Limits::*member)
{
    return [member](http::Limits &limits, qint64 value) { limits.*member = T(value); };
}

auto seconds(std::chrono::milliseconds http::Limits::*member)
{
    return [member](http::Limits &limits, qint64 value) { limits.*member = std::chrono::seconds(value); };
}

const QList<Limit> &limits()
{
    constexpr qint64 day = 24LL * 60 * 60;
    static const QList<Limit> all{
        {u"connections"_s, 1, 100'000, number(&http::Limits::connections)},
        {u"connectionsPerPeer"_s, 1, 100'000, number(&http::Limits::connectionsPerPeer)},
        {u"requestsPerConnection"_s, 1, 1'000'000'000, number(&http::Limits::requestsPerConnection)},
        {u"requestLine"_s, 256, 64LL * 1024, number(&http::Limits::requestLine)},
        {u"headerBytes"_s, 1024, 1024LL * 1024, number(&http::Limits::headerBytes)},
        {u"headerFields"_s, 8, 1000, number(&http::Limits::headerFields)},
        {u"heldBodies"_s, 1024LL * 1024, 64LL * 1024 * 1024 * 1024, number(&http::Limits::heldBodies)},
        {u"bodyRate"_s, 0, 1024LL * 1024, number(&http::Limits::bodyRate)},
        {u"headerSeconds"_s, 1, day, seconds(&http::Limits::headerTime)},
        {u"idleSeconds"_s, 1, day, seconds(&http::Limits::idleTime)},
        {u"bodyGraceSeconds"_s, 1, day, seconds(&http::Limits::bodyGrace)},
        {u"writeSeconds"_s, 1, day, seconds(&http::Limits::writeTime)},
    };
    return all;
}

bool isNothing(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

Result<QStringList> readHosts(const QJsonValue &value)
{
    const auto key = u"allowedHosts"_s;
    if (isNothing(value))
        return QStringList();
    if (!value.isArray())
        return failure(Error::Code::InvalidInput,
            Tr::tr("The allowed hosts are a list of names, for example [\"hooks.example.com\"]."), key);
    QStringList hosts;
    for (const auto &item : value.toArray()) {
        const auto host = item.toString().trimmed();
        if (host.isEmpty() || host.contains(u'/') || host.contains(u':') || host.contains(u'*'))
            return failure(Error::Code::InvalidInput,
                Tr::tr("\"%1\" is no name of a host; write it without \"https://\" and port.").arg(host),
                key);
        hosts += host;
    }
    return hosts;
}

Result<http::Limits> readLimits(const QJsonValue &value)
{
    const auto key = u"listenLimits"_s;
    http::Limits read;
    if (isNothing(value))
        return read;
    if (!value.isObject())
        return failure(
            Error::Code::InvalidInput, Tr::tr("The limits are names with numbers (an object)."), key);
    const auto object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto limit = std::ranges::find(limits(), it.key(), &Limit::key);
        if (limit == limits().end())
            return failure(Error::Code::InvalidInput, Tr::tr("There is no limit \"%1\".").arg(it.key()), key);
        const auto wanted = it->toInteger(-1);
        if (wanted < limit->least || wanted > limit->most)
            return failure(Error::Code::InvalidInput,
                Tr::tr("\"%1\" is a whole number from %2 to %3.")
                    .arg(it.key())
                    .arg(limit->least)
                    .arg(limit->most),
                key);
        limit->set(read, wanted);
    }
    return read;
}

} // namespace

Result<HookSettings> HookSettings::read(const Settings &settings)
{
    auto hosts = readHosts(settings.value(u"allowedHosts"_s));
    if (!hosts)
        return Failure(hosts.error());
    auto limits = readLimits(settings.value(u"listenLimits"_s));
    if (!limits)
        return Failure(limits.error());
    return HookSettings{*hosts, *limits};
}

} // namespace signalbox
