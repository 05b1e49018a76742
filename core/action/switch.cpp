// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/list.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(SwitchAction)
};

StepResult start(const StepWork &work, const ActionServices &)
{
    const auto value = work.text("value");
    for (const auto &entry : work.config.value(u"cases"_s).toArray()) {
        if (entry.toObject().value(u"when"_s).toVariant().toString() == value)
            return Delivery{work.value("value"), entry.toObject().value(u"port"_s).toString(), {}};
    }
    return Delivery{work.value("value"), u"else"_s, {}};
}

QList<Port> ports(const QJsonObject &config)
{
    QList<Port> list;
    for (const auto &entry : config.value(u"cases"_s).toArray()) {
        const auto object = entry.toObject();
        list += {object.value(u"port"_s).toString(), object.value(u"when"_s).toVariant().toString()};
    }
    return list += {u"else"_s, Tr::tr("else")};
}

QList<Problem> check(const QJsonObject &config)
{
    QSet<QString> seen{u"else"_s};
    for (const auto &entry : config.value(u"cases"_s).toArray()) {
        const auto port = entry.toObject().value(u"port"_s).toString();
        if (port.isEmpty())
            return {{{}, u"cases"_s, Tr::tr("Every case needs a name for its way out.")}};
        if (seen.contains(port))
            return {{{}, u"cases"_s, Tr::tr("There are two ways out named \"%1\".").arg(port)}};
        seen.insert(port);
    }
    return {};
}

} // namespace

ActionType switchAction()
{
    ActionType type;
    type.id = u"switch"_s;
    type.group = StepGroup::Decision;
    type.title = Tr::tr("Switch");
    type.help = Tr::tr("Goes one of several ways, by a value.");
    type.icon = u"switch"_s;
    type.fields = {
        {.key = u"value"_s,
            .kind = FieldKind::Expression,
            .label = Tr::tr("Value"),
            .placeholder = u"event.data.country"_s,
            .required = true},
        {.key = u"cases"_s,
            .kind = FieldKind::Cases,
            .label = Tr::tr("Cases"),
            .help = Tr::tr("The first case that equals the value is taken, else the way \"else\"."),
            .required = true},
    };
    type.portsOf = ports;
    type.summaryOf = [](const QJsonObject &config) { return config.value(u"value"_s).toString(); };
    type.checkOf = check;
    type.start = start;
    return type;
}

} // namespace signalbox
