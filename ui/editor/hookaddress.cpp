// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/hookaddress.h"

#include "core/base/settings.h"
#include "core/rule/rule.h"
#include "core/trigger/trigger.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUrl>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(HookAddress)
};

} // namespace

std::optional<QString> hookPathOf(const Rule &rule, const StepId &id)
{
    const auto *step = rule.step(id);
    const auto *type = step ? findTriggerType(step->type) : nullptr;
    if (!type || !type->endpointOf)
        return {};
    return step->config.value(u"path").toString();
}

QString publicBase(const Settings &settings)
{
    const auto url = settings.value(u"publicUrl"_s).toString().trimmed();
    return url.endsWith(u'/') ? url.chopped(1) : url;
}

QString hookUrl(const QString &publicBase, const QString &listener, const QString &path)
{
    const auto &base = publicBase.isEmpty() ? listener : publicBase;
    if (base.isEmpty() || path.isEmpty())
        return {};
    return base + u"/hook/"_s + QString::fromLatin1(QUrl::toPercentEncoding(path, "/"));
}

QString reachOf(const QString &publicBase, const QString &listener)
{
    if (listener.isEmpty())
        return Tr::tr("Signalbox listens nowhere at the moment; see Settings.");
    if (!publicBase.isEmpty())
        return Tr::tr("The public URL of Settings, which leads to %1.").arg(listener);
    const QHostAddress host(QUrl(listener).host());
    if (host.isLoopback())
        return Tr::tr("Only programs on this computer reach it. For senders in the internet set up a tunnel "
                      "or proxy, and its public URL in Settings.");
    return Tr::tr("Whoever can reach this computer at that address can send here.");
}

} // namespace signalbox
