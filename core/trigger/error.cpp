// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "core/trigger/list.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(ErrorTrigger)
};

} // namespace

TriggerType errorTrigger()
{
    TriggerType type;
    type.id = u"error"_s;
    type.title = Tr::tr("Run failed");
    type.help = Tr::tr("Starts when a run of another rule has failed for good.");
    type.icon = u"error"_s;
    type.fields = {
        {.key = u"rule"_s,
            .kind = FieldKind::RuleRef,
            .label = Tr::tr("Rule"),
            .help = Tr::tr("Empty means any other rule.")},
    };
    type.exampleOutput = QJsonObject{{u"rule"_s, u"order-paid"_s}, {u"run"_s, u"0190…"_s},
        {u"step"_s, u"post"_s}, {u"error"_s, u"shop.example answered 500."_s}};
    type.summaryOf = [](const QJsonObject &config) { return config.value(u"rule"_s).toString(); };
    type.listensTo = [](const Rule &, const Step &step) {
        return EventPattern{eventtype::runFailed, {}, step.config.value(u"rule"_s).toString()};
    };
    return type;
}

} // namespace signalbox
