// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/preset.h"

#include "core/base/json.h"
#include "core/webhook/presetlist.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

/// Of a config what is the user's own, whoever sends.
QJsonObject ownOf(const QJsonObject &config)
{
    QJsonObject own;
    for (const auto &key : {u"path"_s, u"maxBody"_s, u"keepInvalidJson"_s, u"handshakeConnection"_s}) {
        if (config.contains(key))
            own.insert(key, config.value(key));
    }
    return own;
}

QByteArray jsonOf(const QJsonValue &value)
{
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    return value.isUndefined() || value.isNull() ? QByteArray("{}")
                                                 : toCompactJson(QJsonArray{value}).chopped(1).sliced(1);
}

QByteArray formOf(const QJsonObject &fields)
{
    QByteArrayList pairs;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        pairs
            += QUrl::toPercentEncoding(it.key()) + '=' + QUrl::toPercentEncoding(it->toVariant().toString());
    return pairs.join('&');
}

bool needsPublicUrl(const QJsonObject &verify)
{
    const auto *scheme = findSignatureScheme(verify.value(u"scheme").toString());
    return scheme && scheme->required.contains(u"publicUrl"_s);
}

} // namespace

QJsonValue HookPreset::sampleData() const
{
    const auto json = QJsonDocument::fromJson(sample);
    return json.isArray() ? QJsonValue(json.array()) : QJsonValue(json.object());
}

QStringList HookPreset::stepsFor(const QString &url) const
{
    auto told = steps;
    for (auto &step : told)
        step.replace(u"%1"_s, url);
    return told;
}

const QList<HookPreset> &hookPresets()
{
    static const QList<HookPreset> all{githubPreset(), gitlabPreset(), giteaPreset(), bitbucketPreset(),
        linearPreset(), stripePreset(), paypalPreset(), squarePreset(), shopifyPreset(), wooCommercePreset(),
        hubspotPreset(), slackPreset(), twilioPreset(), zoomPreset(), metaPreset(), microsoftGraphPreset(),
        dropboxPreset(), standardWebhooksPreset(), svixPreset(), cloudEventsPreset()};
    return all;
}

const HookPreset *findHookPreset(const QString &id)
{
    const auto found = std::ranges::find(hookPresets(), id, &HookPreset::id);
    return found == hookPresets().end() ? nullptr : &*found;
}

QJsonObject withPreset(const QJsonObject &config, const HookPreset &preset, const QString &publicUrl)
{
    auto result = ownOf(config);
    const auto before = config.value(u"verify").toObject();
    for (auto it = preset.config.begin(); it != preset.config.end(); ++it)
        result.insert(it.key(), it.value());
    if (result.value(u"path").toString().isEmpty())
        result.insert(u"path"_s, preset.id);
    auto verify = result.value(u"verify").toObject();
    const auto *scheme = findSignatureScheme(verify.value(u"scheme").toString());
    for (const auto &key : {u"connection"_s, u"connections"_s}) {
        if (scheme && scheme->hasSecret && before.contains(key))
            verify.insert(key, before.value(key));
    }
    if (needsPublicUrl(verify)) {
        if (before.contains(u"publicUrl"_s))
            verify.insert(u"publicUrl"_s, before.value(u"publicUrl"));
        else if (!publicUrl.isEmpty())
            verify.insert(u"publicUrl"_s, publicUrl + u"/hook/"_s + result.value(u"path").toString());
    }
    if (!verify.isEmpty())
        result.insert(u"verify"_s, verify);
    result.insert(u"sample"_s, preset.sampleData());
    return result;
}

const HookPreset *presetOf(const QJsonObject &config)
{
    const auto schemeOf = [](const QJsonObject &one) {
        return one.value(u"verify").toObject().value(u"scheme").toString(u"none"_s);
    };
    const auto questionOf
        = [](const QJsonObject &one) { return one.value(u"handshake").toString(u"none"_s); };
    const auto headerOf = [](const QJsonObject &one) {
        return one.value(u"verify").toObject().value(u"header").toString().toLower();
    };
    const auto found = std::ranges::find_if(hookPresets(), [&](const HookPreset &preset) {
        return schemeOf(preset.config) == schemeOf(config) && questionOf(preset.config) == questionOf(config)
            && headerOf(preset.config) == headerOf(config);
    });
    return found == hookPresets().end() ? nullptr : &*found;
}

HookTestOrder testOrder(const QString &path, const QJsonValue &data, const HookPreset *preset)
{
    HookTestOrder order{.path = path, .body = jsonOf(data)};
    if (!preset)
        return order;
    order.headers = preset->headers;
    if (preset->sendsForms) {
        order.body = formOf(data.toObject());
        order.contentType = "application/x-www-form-urlencoded";
    }
    return order;
}

} // namespace signalbox
