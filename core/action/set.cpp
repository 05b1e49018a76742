// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/list.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(SetAction)
};

} // namespace

ActionType setAction()
{
    ActionType type;
    type.id = u"set"_s;
    type.group = StepGroup::Data;
    type.title = Tr::tr("Set data");
    type.help = Tr::tr("Builds data from what came before, for the steps that follow.");
    type.icon = u"set"_s;
    type.fields = {{.key = u"values"_s,
        .kind = FieldKind::Map,
        .label = Tr::tr("Values"),
        .help = Tr::tr("A value that is one {{ expression }} keeps its type."),
        .required = true,
        .template_ = true}};
    type.exampleOutput = QJsonObject{{u"total"_s, 120}};
    type.summaryOf
        = [](const QJsonObject &config) { return config.value(u"values"_s).toObject().keys().join(u", "_s); };
    type.start = [](const StepWork &work, const ActionServices &) -> StepResult {
        return Delivery{work.value("values"), u"out"_s, {}};
    };
    return type;
}

} // namespace signalbox
