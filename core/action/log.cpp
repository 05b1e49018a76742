// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/list.h"
#include "core/event/eventtypes.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(LogAction)
};

StepResult start(const StepWork &work, const ActionServices &)
{
    auto object = std::vector<std::pair<std::string, Value>>{
        {"level", work.value("level")}, {"message", Value::fromText(work.text("message"))}};
    if (const auto *data = work.input.find("data"))
        object.emplace_back("data", *data);
    Event event;
    event.type = eventtype::logged;
    event.source = u"/rules/"_s + work.rule.value;
    event.subject = work.rule.value + u'/' + work.step.value;
    event.dataContentType = u"application/json"_s;
    const auto output = Value::map(std::move(object));
    event.data = output.toJson();
    return Delivery{output, u"out"_s, {event}};
}

} // namespace

ActionType logAction()
{
    ActionType type;
    type.id = u"log"_s;
    type.group = StepGroup::Data;
    type.title = Tr::tr("Log");
    type.help = Tr::tr("Writes a line that the monitor shows.");
    type.icon = u"log"_s;
    type.fields = {
        {.key = u"message"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Message"),
            .placeholder = u"Order {{ event.data.id }} came in"_s,
            .required = true,
            .template_ = true},
        {.key = u"level"_s,
            .kind = FieldKind::Choice,
            .label = Tr::tr("Level"),
            .fallback = u"info"_s,
            .choices = {{u"info"_s, Tr::tr("Info")}, {u"warning"_s, Tr::tr("Warning")},
                {u"error"_s, Tr::tr("Error")}}},
        {.key = u"data"_s,
            .kind = FieldKind::Json,
            .label = Tr::tr("Data"),
            .template_ = true,
            .advanced = true},
    };
    type.summaryOf = [](const QJsonObject &config) { return config.value(u"message"_s).toString(); };
    type.start = start;
    return type;
}

} // namespace signalbox
