// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/list.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(EmitAction)
};

StepResult start(const StepWork &work, const ActionServices &)
{
    Event event;
    event.type = work.text("type");
    event.subject = work.text("subject");
    event.source = work.text("source");
    if (event.type.isEmpty())
        return failure(
            Error::Code::InvalidInput, Tr::tr("The type of the event to emit is empty."), u"type"_s);
    if (event.source.isEmpty())
        event.source = u"/rules/"_s + work.rule.value;
    Value output = work.value("data");
    if (work.input.find("data")) {
        event.dataContentType = u"application/json"_s;
        event.data = output.toJson();
    }
    return Delivery{output, u"out"_s, {event}};
}

} // namespace

ActionType emitAction()
{
    ActionType type;
    type.id = u"emit"_s;
    type.group = StepGroup::Data;
    type.title = Tr::tr("Emit an event");
    type.help = Tr::tr("Adds an event to the log; other rules can start on it.");
    type.icon = u"emit"_s;
    type.fields = {
        {.key = u"type"_s,
            .kind = FieldKind::EventType,
            .label = Tr::tr("Type"),
            .placeholder = u"com.example.order.big"_s,
            .required = true,
            .template_ = true},
        {.key = u"data"_s, .kind = FieldKind::Json, .label = Tr::tr("Data"), .template_ = true},
        {.key = u"subject"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Subject"),
            .template_ = true,
            .advanced = true},
        {.key = u"source"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Source"),
            .help = Tr::tr("Empty means this rule."),
            .template_ = true,
            .advanced = true},
    };
    type.summaryOf = [](const QJsonObject &config) { return config.value(u"type"_s).toString(); };
    type.start = start;
    return type;
}

} // namespace signalbox
