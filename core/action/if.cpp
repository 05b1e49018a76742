// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/list.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(IfAction)
};

StepResult start(const StepWork &work, const ActionServices &)
{
    const auto &condition = work.value("condition");
    if (condition.kind() != Value::Kind::Bool)
        return failure(Error::Code::InvalidInput,
            Tr::tr("The condition gave %1, not true or false.").arg(condition.toText().left(80)),
            u"condition"_s);
    return Delivery{condition, condition.toBool() ? u"true"_s : u"false"_s, {}};
}

} // namespace

ActionType ifAction()
{
    ActionType type;
    type.id = u"if"_s;
    type.group = StepGroup::Decision;
    type.title = Tr::tr("If");
    type.help = Tr::tr("Goes one of two ways.");
    type.icon = u"if"_s;
    type.fields = {{.key = u"condition"_s,
        .kind = FieldKind::Expression,
        .label = Tr::tr("Condition"),
        .placeholder = u"event.data.amount > 100"_s,
        .required = true}};
    type.exampleOutput = true;
    type.portsOf = [](const QJsonObject &) {
        return QList<Port>{{u"true"_s, Tr::tr("yes")}, {u"false"_s, Tr::tr("no")}};
    };
    type.summaryOf = [](const QJsonObject &config) { return config.value(u"condition"_s).toString(); };
    type.start = start;
    return type;
}

} // namespace signalbox
