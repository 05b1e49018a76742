// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/list.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(StopAction)
};

StepResult start(const StepWork &work, const ActionServices &)
{
    const auto message = work.text("message");
    return failure(
        Error::Code::InvalidInput, message.isEmpty() ? Tr::tr("The rule stopped this run.") : message);
}

} // namespace

ActionType stopAction()
{
    ActionType type;
    type.id = u"stop"_s;
    type.group = StepGroup::Flow;
    type.title = Tr::tr("Fail");
    type.help = Tr::tr("Ends the run as failed, with a message.");
    type.icon = u"stop"_s;
    type.fields
        = {{.key = u"message"_s, .kind = FieldKind::Text, .label = Tr::tr("Message"), .template_ = true}};
    type.portsOf = [](const QJsonObject &) { return QList<Port>{}; };
    type.summaryOf = [](const QJsonObject &config) { return config.value(u"message"_s).toString(); };
    type.start = start;
    return type;
}

} // namespace signalbox
