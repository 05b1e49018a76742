// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/endpoint.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// A request of that size is held in memory while it comes in, and once more while it is stored.
constexpr qint64 largestBody = 64LL * 1024 * 1024;
constexpr qsizetype longestPath = 256;

QString tr(const char *text)
{
    return QCoreApplication::translate("WebhookEndpoint", text);
}

Failure refused(const QString &key, const QString &message)
{
    return failure(Error::Code::InvalidInput, message, key);
}

/// The characters that no URL needs to encode (RFC 3986, 2.3).
bool isUnreserved(QChar c)
{
    const auto u = c.unicode();
    return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u == '.' || u == '_'
        || u == '~' || u == '-';
}

bool isToken(const QString &text)
{
    static constexpr QStringView others = u"!#$%&'*+-.^_`|~"; // RFC 9110, 5.6.2
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || others.contains(c);
    });
}

Result<QString> pathOf(const QJsonValue &value)
{
    const auto key = u"path"_s;
    const auto path = value.toString();
    if (path.isEmpty())
        return refused(key, tr("Say which path the address has, for example \"payments\"."));
    if (path.size() > longestPath)
        return refused(key, tr("The path is longer than %1 characters.").arg(longestPath));
    if (path.startsWith(u'/') || path.endsWith(u'/'))
        return refused(key, tr("The path neither begins nor ends with a slash."));
    for (const auto segment : QStringView(path).split(u'/')) {
        if (segment.isEmpty())
            return refused(key, tr("There is nothing between two slashes of the path."));
        if (segment == u"." || segment == u"..")
            return refused(key, tr("\"%1\" cannot be a part of the path.").arg(segment));
        if (const auto bad = std::ranges::find_if_not(segment, isUnreserved); bad != segment.end())
            return refused(key,
                tr("The path may have letters without accents, digits, and . _ ~ - between slashes, not "
                   "\"%1\".")
                    .arg(*bad));
    }
    return path;
}

Result<QByteArrayList> methodsOf(const QJsonValue &value)
{
    static const QByteArrayList known{"POST", "PUT", "PATCH", "GET", "DELETE"};
    const auto key = u"methods"_s;
    if (value.isUndefined() || value.isNull())
        return QByteArrayList{"POST"};
    if (!value.isArray())
        return refused(key, tr("The methods are a list, for example [\"POST\"]."));
    QByteArrayList methods;
    for (const auto &item : value.toArray()) {
        const auto method = item.toString().toUtf8();
        if (!known.contains(method))
            return refused(key,
                tr("\"%1\" is not a method that a webhook takes; these are: %2.")
                    .arg(item.toVariant().toString(), QString::fromLatin1(known.join(", "))));
        if (!methods.contains(method))
            methods += method;
    }
    if (methods.isEmpty())
        return refused(key, tr("Name at least one method, or nothing could be sent here."));
    return methods;
}

} // namespace

Result<WebhookEndpoint> WebhookEndpoint::fromConfig(const QJsonObject &config)
{
    WebhookEndpoint endpoint;
    auto path = pathOf(config.value(u"path"));
    if (!path)
        return Failure(path.error());
    endpoint.path = *path;

    auto methods = methodsOf(config.value(u"methods"));
    if (!methods)
        return Failure(methods.error());
    endpoint.methods = *methods;

    endpoint.eventType = config.value(u"eventType").toString().trimmed();

    const auto idHeader = config.value(u"idHeader").toString().trimmed();
    if (!idHeader.isEmpty() && !isToken(idHeader))
        return refused(u"idHeader"_s, tr("\"%1\" is not the name of a header.").arg(idHeader));
    endpoint.idHeader = idHeader.toLatin1().toLower();

    if (const auto maxBody = config.value(u"maxBody"); !maxBody.isUndefined() && !maxBody.isNull()) {
        endpoint.maxBody = maxBody.toInteger(-1);
        if (endpoint.maxBody < 0 || endpoint.maxBody > largestBody)
            return refused(
                u"maxBody"_s, tr("The largest body is a number of bytes from 0 to %1.").arg(largestBody));
    }
    if (const auto keep = config.value(u"keepInvalidJson"); !keep.isUndefined() && !keep.isNull()) {
        if (!keep.isBool())
            return refused(u"keepInvalidJson"_s, tr("This is either true or false."));
        endpoint.keepInvalidJson = keep.toBool();
    }
    return endpoint;
}

} // namespace signalbox
