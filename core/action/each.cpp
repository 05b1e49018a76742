// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/list.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(EachAction)
};

// Every item has rows of its own in the run; a longer list is a case for events.
constexpr qsizetype mostItems = 1000;

/// The list on the port `item`: the run then carries the body out for each (core/engine/runmachine.h) and
/// delivers what was gathered on `out`.
StepResult start(const StepWork &work, const ActionServices &)
{
    const auto &items = work.value("items");
    if (items.kind() != Value::Kind::List)
        return failure(Error::Code::InvalidInput, Tr::tr("A list is needed, and this is none."), u"items"_s);
    if (items.size() > mostItems)
        return failure(Error::Code::InvalidInput,
            Tr::tr("The list has %1 items; at most %2 are allowed.").arg(items.size()).arg(mostItems),
            u"items"_s);
    return Delivery{items, u"item"_s, {}};
}

} // namespace

ActionType eachAction()
{
    ActionType type;
    type.id = u"each"_s;
    type.group = StepGroup::Flow;
    type.title = Tr::tr("For each");
    type.help = Tr::tr("Does what follows \"each item\" once for every item of a list, then goes on with the "
                       "results in the list's order.");
    type.icon = u"list"_s;
    type.fields = {
        {.key = u"items"_s,
            .kind = FieldKind::Expression,
            .label = Tr::tr("List"),
            .help = Tr::tr("The steps behind \"each item\" see \"item\" and \"index\" (from 0). At most %1 "
                           "items.")
                        .arg(mostItems),
            .placeholder = u"event.data.lines"_s,
            .required = true},
        {.key = u"atOnce"_s,
            .kind = FieldKind::Integer,
            .label = Tr::tr("At once"),
            .help = Tr::tr("How many items are under way at the same time."),
            .fallback = 1,
            .minimum = 1,
            .maximum = 100},
        {.key = u"onError"_s,
            .kind = FieldKind::Choice,
            .label = Tr::tr("When an item fails"),
            .fallback = u"stop"_s,
            .choices = {{u"stop"_s, Tr::tr("stop"), Tr::tr("No further item begins, and this step fails.")},
                {u"skip"_s, Tr::tr("leave it out"), Tr::tr("The results are those of the others.")},
                {u"collect"_s, Tr::tr("keep its error"),
                    Tr::tr("Its result is an object with the member \"error\".")}}},
        {.key = u"collect"_s,
            .kind = FieldKind::Expression,
            .label = Tr::tr("Result of an item"),
            .help = Tr::tr("Empty: what the item's last step puts out."),
            .placeholder = u"steps.http.output.body"_s,
            .later = true,
            .advanced = true},
    };
    type.exampleOutput = QJsonObject{{u"results"_s, QJsonArray{u"first"_s, u"second"_s}}, {u"failed"_s, 0}};
    type.portsOf = [](const QJsonObject &) {
        return QList<Port>{{u"item"_s, Tr::tr("each item")}, {u"out"_s, Tr::tr("done")}};
    };
    type.summaryOf = [](const QJsonObject &config) { return config.value(u"items"_s).toString(); };
    type.start = start;
    return type;
}

} // namespace signalbox
