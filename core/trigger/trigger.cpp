// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trigger/trigger.h"

#include "core/trigger/list.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

/// What every trigger can be asked for beside its own fields.
Field conditionField()
{
    return {.key = u"condition"_s,
        .kind = FieldKind::Expression,
        .label = QCoreApplication::translate("Trigger", "Only if"),
        .help = QCoreApplication::translate("Trigger", "Events for which this is not true start nothing."),
        .placeholder = u"event.data.amount > 100"_s,
        .advanced = true};
}

QList<TriggerType> makeTypes()
{
    QList<TriggerType> types{buttonTrigger(), formTrigger(), statusTrigger(), scheduleTrigger(),
        webhookTrigger(), recordTrigger(), eventTrigger(), errorTrigger()};
    for (auto &type : types) {
        type.group = StepGroup::Trigger;
        type.fields += conditionField();
    }
    return types;
}

} // namespace

const QList<TriggerType> &triggerTypes()
{
    static const QList<TriggerType> types = makeTypes();
    return types;
}

const TriggerType *findTriggerType(const QString &id)
{
    const auto found = std::ranges::find(triggerTypes(), id, &TriggerType::id);
    return found == triggerTypes().end() ? nullptr : &*found;
}

} // namespace signalbox
