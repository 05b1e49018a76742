// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/hooksettings.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QUrl>

#include <algorithm>
#include <functional>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(HookSettings)
};

/// One number of "listenLimits": its key, what it may be, and where it stands.
struct Place
{
    std::function<void(http::Limits &limits, qint64 value)> set;
    std::function<qint64(const http::Limits &limits)> get;
};
struct Limit
{
    QString key;
    qint64 least;
    qint64 most;
    Place place;
};

template <typename T> Place number(T http::Limits::*member)
{
    return {[member](http::Limits &limits, qint64 value) { limits.*member = T(value); },
        [member](const http::Limits &limits) { return qint64(limits.*member); }};
}

Place seconds(std::chrono::milliseconds http::Limits::*member)
{
    return {[member](http::Limits &limits, qint64 value) { limits.*member = std::chrono::seconds(value); },
        [member](const http::Limits &limits) {
            return qint64(std::chrono::floor<std::chrono::seconds>(limits.*member).count());
        }};
}

const QList<Limit> &allLimits()
{
    constexpr qint64 day = 24LL * 60 * 60;
    static const QList<Limit> all{
        {u"connections"_s, 1, 100'000, number(&http::Limits::connections)},
        {u"connectionsPerPeer"_s, 1, 100'000, number(&http::Limits::connectionsPerPeer)},
        {u"waitingRequests"_s, 0, 100'000, number(&http::Limits::waitingRequests)},
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
        const auto limit = std::ranges::find(allLimits(), it.key(), &Limit::key);
        if (limit == allLimits().end())
            return failure(Error::Code::InvalidInput, Tr::tr("There is no limit \"%1\".").arg(it.key()), key);
        const auto wanted = it->toInteger(-1);
        if (wanted < limit->least || wanted > limit->most)
            return failure(Error::Code::InvalidInput,
                Tr::tr("\"%1\" is a whole number from %2 to %3.")
                    .arg(it.key())
                    .arg(limit->least)
                    .arg(limit->most),
                key);
        limit->place.set(read, wanted);
    }
    return read;
}

/// Fills in the two files. Whether they can be used, the listener says.
Result<void> readTls(HookSettings &read, const QJsonValue &value, const QString &folder)
{
    const auto key = u"listenTls"_s;
    if (isNothing(value))
        return {};
    const auto file = [&](const QString &name) {
        const auto given = value.toObject().value(name).toString();
        return given.isEmpty() ? QString() : QDir(folder).absoluteFilePath(given);
    };
    read.certificateFile = file(u"certificate"_s);
    read.keyFile = file(u"key"_s);
    if (read.certificateFile.isEmpty() || read.keyFile.isEmpty())
        return failure(Error::Code::InvalidInput,
            Tr::tr("TLS needs two files: a certificate and its key, both as PEM."), key);
    return {};
}

Result<void> readPublicUrl(HookSettings &read, const QJsonValue &value)
{
    const auto given = value.toString().trimmed();
    if (given.isEmpty())
        return {};
    const QUrl url(given, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https" && url.scheme() != u"http")
        || url.hasQuery() || url.hasFragment() || !url.userName().isEmpty())
        return failure(Error::Code::InvalidInput,
            Tr::tr("\"%1\" is no public URL; write it like https://hooks.example.com.").arg(given),
            u"publicUrl"_s);
    read.publicUrl = given.endsWith(u'/') ? given.chopped(1) : given;
    if (!read.allowedHosts.contains(url.host()))
        read.allowedHosts += url.host();
    return {};
}

} // namespace

Result<HookSettings> HookSettings::read(const Settings &settings)
{
    QJsonObject values;
    for (const auto &key : {u"allowedHosts"_s, u"listenLimits"_s, u"listenTls"_s, u"publicUrl"_s})
        values.insert(key, settings.value(key));
    return read(values, settings.folder());
}

Result<HookSettings> HookSettings::read(const QJsonObject &values, const QString &folder)
{
    HookSettings read;
    auto hosts = readHosts(values.value(u"allowedHosts"));
    if (!hosts)
        return Failure(hosts.error());
    read.allowedHosts = *hosts;
    auto limits = readLimits(values.value(u"listenLimits"));
    if (!limits)
        return Failure(limits.error());
    read.limits = *limits;
    if (auto tls = readTls(read, values.value(u"listenTls"), folder); !tls)
        return Failure(tls.error());
    if (auto url = readPublicUrl(read, values.value(u"publicUrl")); !url)
        return Failure(url.error());
    return read;
}

QList<HookSettings::Limit> HookSettings::knownLimits()
{
    QList<Limit> known;
    for (const auto &limit : allLimits())
        known += Limit{limit.key, limit.least, limit.most, limit.place.get(http::Limits())};
    return known;
}

} // namespace signalbox
