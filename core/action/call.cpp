// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/list.h"
#include "core/event/eventtypes.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(CallAction)
};

StepResult start(const StepWork &work, const ActionServices &)
{
    Event event;
    event.type = eventtype::ruleCalled;
    event.source = u"/rules/"_s + work.rule.value;
    event.subject = work.text("rule");
    if (work.input.find("data")) {
        event.dataContentType = u"application/json"_s;
        event.data = work.value("data").toJson();
    }
    if (!work.flag("wait"))
        return Delivery{Value(), u"out"_s, {event}};
    const auto limit = work.duration("limit");
    if (!limit)
        return Failure(limit.error());
    return CallWanted{event, work.now + *limit};
}

} // namespace

ActionType callAction()
{
    ActionType type;
    type.id = u"call"_s;
    type.group = StepGroup::Flow;
    type.title = Tr::tr("Run another rule");
    type.help
        = Tr::tr("Starts another rule by its first trigger, with data of your choice, and goes on with its "
                 "result or at once.");
    type.icon = u"rules"_s;
    type.fields = {
        {.key = u"rule"_s,
            .kind = FieldKind::RuleRef,
            .label = Tr::tr("Rule"),
            .help = Tr::tr("It has to be switched on."),
            .placeholder = Tr::tr("Choose …"),
            .required = true},
        {.key = u"data"_s,
            .kind = FieldKind::Json,
            .label = Tr::tr("Data"),
            .help = Tr::tr("What the other rule sees as \"event.data\"."),
            .template_ = true},
        {.key = u"wait"_s,
            .kind = FieldKind::Boolean,
            .label = Tr::tr("Wait for its end"),
            .help
            = Tr::tr("This step then fails when that run fails. Its \"result\" is what the last step of it "
                     "puts out."),
            .fallback = true},
        {.key = u"limit"_s,
            .kind = FieldKind::Duration,
            .label = Tr::tr("At most"),
            .help = Tr::tr("If it takes longer this step fails; the other run goes on."),
            .fallback = u"1h"_s,
            .template_ = true,
            .advanced = true,
            .onlyWhenKey = u"wait"_s,
            .onlyWhenIn = {u"true"_s}},
    };
    type.exampleOutput = QJsonObject{{u"run"_s, u"01JDEXAMPLE"_s}, {u"result"_s, QJsonObject()}};
    type.summaryOf = [](const QJsonObject &config) { return config.value(u"rule"_s).toString(); };
    type.start = start;
    return type;
}

} // namespace signalbox
