// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/list.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(WaitAction)
};

StepResult start(const StepWork &work, const ActionServices &)
{
    if (work.text("mode") == u"until") {
        const auto text = work.text("until");
        const auto until = fromRfc3339(text);
        if (!until)
            return failure(Error::Code::InvalidInput,
                Tr::tr("\"%1\" is no point in time; write it like 2026-12-24T18:00:00Z.").arg(text),
                u"until"_s);
        return Waiting{*until, Value::fromText(toRfc3339(*until))};
    }
    const auto length = work.duration("for");
    if (!length)
        return Failure(length.error());
    const auto until = work.now + *length;
    return Waiting{until, Value::fromText(toRfc3339(until))};
}

} // namespace

ActionType waitAction()
{
    ActionType type;
    type.id = u"wait"_s;
    type.group = StepGroup::Flow;
    type.title = Tr::tr("Wait");
    type.help = Tr::tr("Goes on after a while or at a time, also when Signalbox was closed in between.");
    type.icon = u"wait"_s;
    type.fields = {
        {.key = u"mode"_s,
            .kind = FieldKind::Choice,
            .label = Tr::tr("Wait"),
            .fallback = u"for"_s,
            .choices = {{u"for"_s, Tr::tr("for a while")}, {u"until"_s, Tr::tr("until a time")}}},
        {.key = u"for"_s,
            .kind = FieldKind::Duration,
            .label = Tr::tr("How long"),
            .fallback = u"1m"_s,
            .template_ = true,
            .onlyWhenKey = u"mode"_s,
            .onlyWhenIn = {u"for"_s}},
        {.key = u"until"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Until"),
            .help = Tr::tr("A point in time with its zone, like 2026-12-24T18:00:00Z."),
            .required = true,
            .template_ = true,
            .onlyWhenKey = u"mode"_s,
            .onlyWhenIn = {u"until"_s}},
    };
    type.exampleOutput = u"2026-11-23T15:04:05Z"_s;
    type.summaryOf = [](const QJsonObject &config) {
        return config.value(u"mode"_s).toString() == u"until" ? config.value(u"until"_s).toString()
                                                              : config.value(u"for"_s).toString(u"1m"_s);
    };
    type.start = start;
    return type;
}

} // namespace signalbox
