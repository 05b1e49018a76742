// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "core/trigger/list.h"
#include "core/webhook/webform.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(FormTrigger)
};

BoardItem boardItem(const Rule &rule, const Step &step)
{
    const auto &config = step.config;
    auto title = config.value(u"title"_s).toString();
    if (title.isEmpty())
        title = step.name.isEmpty() ? rule.name : step.name;
    const auto web = config.value(u"web"_s).toObject();
    const auto webTitle = web.value(u"title"_s).toString();
    return {.rule = rule.id,
        .step = step.id,
        .kind = BoardItem::Kind::Form,
        .title = title,
        .help = config.value(u"help"_s).toString(),
        .icon = u"form"_s,
        .color = config.value(u"color"_s).toString(),
        .page = config.value(u"page"_s).toString(),
        .fields = fieldsFromJson(config.value(u"fields"_s).toArray()).value_or(QList<DataField>{}),
        .submitLabel = config.value(u"submit"_s).toString(),
        .webSlug = web.value(u"slug"_s).toString(),
        .webTitle = webTitle.isEmpty() ? title : webTitle,
        .webThanks = web.value(u"thanks"_s).toString()};
}

QList<Problem> check(const QJsonObject &config)
{
    const auto fields = fieldsFromJson(config.value(u"fields"_s).toArray());
    if (!fields)
        return {{{}, u"fields"_s, fields.error().message}};
    if (fields->isEmpty())
        return {{{}, u"fields"_s, Tr::tr("A form needs at least one field.")}};
    if (const auto slug = config.value(u"web"_s).toObject().value(u"slug"_s).toString(); !slug.isEmpty()) {
        if (const auto good = checkSlug(slug); !good)
            return {{{}, u"web"_s, good.error().message}};
    }
    return {};
}

} // namespace

TriggerType formTrigger()
{
    TriggerType type;
    type.id = u"form"_s;
    type.title = Tr::tr("Form submitted");
    type.help = Tr::tr("Puts a form on the board; sending it starts the rule with what was entered.");
    type.icon = u"form"_s;
    type.fields = {
        {.key = u"title"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Title"),
            .help = Tr::tr("Stands above the form; empty means the step's name.")},
        {.key = u"help"_s,
            .kind = FieldKind::LongText,
            .label = Tr::tr("Explanation"),
            .help = Tr::tr("A sentence or two below the title.")},
        {.key = u"fields"_s,
            .kind = FieldKind::FormFields,
            .label = Tr::tr("Fields"),
            .help = Tr::tr("What is asked; the answers are event.data."),
            .required = true},
        {.key = u"web"_s,
            .kind = FieldKind::Group,
            .label = Tr::tr("Web page"),
            .help
            = Tr::tr("The same form in a browser, for everybody who can reach this computer's listener."),
            .fields = {{.key = u"slug"_s,
                           .kind = FieldKind::FormSlug,
                           .label = Tr::tr("Address"),
                           .help = Tr::tr("The page is at /form/ and this; empty means that there is none."),
                           .placeholder = u"contact"_s},
                {.key = u"title"_s,
                    .kind = FieldKind::Text,
                    .label = Tr::tr("Title of the page"),
                    .help = Tr::tr("Empty means the form's title.")},
                {.key = u"thanks"_s,
                    .kind = FieldKind::LongText,
                    .label = Tr::tr("When it was sent"),
                    .help = Tr::tr("What the page then says.")}}},
        {.key = u"submit"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Button"),
            .help = Tr::tr("What stands on the button that sends it."),
            .placeholder = Tr::tr("Send"),
            .advanced = true},
        {.key = u"color"_s, .kind = FieldKind::Color, .label = Tr::tr("Colour"), .advanced = true},
        {.key = u"page"_s, .kind = FieldKind::Text, .label = Tr::tr("Board page"), .advanced = true},
    };
    type.exampleOutput = QJsonObject{{u"name"_s, u"Ada"_s}};
    type.summaryOf = [](const QJsonObject &config) {
        return Tr::tr("%n field(s)", nullptr, int(config.value(u"fields"_s).toArray().size()));
    };
    type.checkOf = check;
    type.listensTo = [](const Rule &rule, const Step &step) {
        return EventPattern{eventtype::formSubmitted, {}, triggerSubject(rule, step)};
    };
    type.boardItemOf = boardItem;
    return type;
}

} // namespace signalbox
