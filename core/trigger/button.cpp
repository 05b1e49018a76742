// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "core/trigger/list.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(ButtonTrigger)
};

BoardItem boardItem(const Rule &rule, const Step &step)
{
    const auto &config = step.config;
    auto title = config.value(u"label"_s).toString();
    if (title.isEmpty())
        title = step.name.isEmpty() ? rule.name : step.name;
    return {.rule = rule.id,
        .step = step.id,
        .kind = BoardItem::Kind::Button,
        .title = title,
        .help = rule.description,
        .icon = config.value(u"icon"_s).toString(),
        .color = config.value(u"color"_s).toString(),
        .page = config.value(u"page"_s).toString(),
        .fields = fieldsFromJson(config.value(u"questions"_s).toArray()).value_or(QList<DataField>{}),
        .submitLabel = {}};
}

} // namespace

TriggerType buttonTrigger()
{
    TriggerType type;
    type.id = u"button"_s;
    type.title = Tr::tr("Button pressed");
    type.help = Tr::tr("Puts a button on the board; pressing it starts the rule.");
    type.icon = u"button"_s;
    type.fields = {
        {.key = u"label"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Label"),
            .help = Tr::tr("What stands on the button; empty means the step's name.")},
        {.key = u"questions"_s,
            .kind = FieldKind::Questions,
            .label = Tr::tr("Ask first"),
            .help = Tr::tr("What the board asks before it starts; the answers are event.data.")},
        {.key = u"color"_s, .kind = FieldKind::Color, .label = Tr::tr("Colour"), .advanced = true},
        {.key = u"icon"_s, .kind = FieldKind::Icon, .label = Tr::tr("Icon"), .advanced = true},
        {.key = u"page"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Board page"),
            .help = Tr::tr("Buttons with the same page stand together."),
            .advanced = true},
    };
    type.exampleOutput = QJsonObject{};
    type.summaryOf = [](const QJsonObject &config) { return config.value(u"label"_s).toString(); };
    type.checkOf = [](const QJsonObject &config) -> QList<Problem> {
        if (const auto fields = fieldsFromJson(config.value(u"questions"_s).toArray()); !fields)
            return {{{}, u"questions"_s, fields.error().message}};
        return {};
    };
    type.listensTo = [](const Rule &rule, const Step &step) {
        return EventPattern{eventtype::buttonPressed, {}, triggerSubject(rule, step)};
    };
    type.boardItemOf = boardItem;
    return type;
}

} // namespace signalbox
