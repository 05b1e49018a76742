// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/list.h"
#include "core/action/notifier.h"
#include "core/base/futures.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(NotifyAction)
};

StepResult start(const StepWork &work, const ActionServices &services)
{
    const auto title = work.text("title"), text = work.text("text");
    const auto output = Value::map({{"title", Value::fromText(title)}, {"text", Value::fromText(text)}});
    return mapped(services.notifier->notify(title, text, work.flag("urgent")),
        [output](const Result<void> &shown) -> tl::expected<Delivery, AttemptError> {
            if (!shown)
                return tl::unexpected(AttemptError{shown.error(), false, {}});
            return Delivery{output, u"out"_s, {}};
        });
}

} // namespace

ActionType notifyAction()
{
    ActionType type;
    type.id = u"notify"_s;
    type.group = StepGroup::Outside;
    type.repeatable = true;
    type.title = Tr::tr("Notification");
    type.help = Tr::tr("Shows a notification on this desktop.");
    type.icon = u"notify"_s;
    type.fields = {
        {.key = u"title"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Title"),
            .required = true,
            .template_ = true},
        {.key = u"text"_s, .kind = FieldKind::LongText, .label = Tr::tr("Text"), .template_ = true},
        {.key = u"urgent"_s,
            .kind = FieldKind::Boolean,
            .label = Tr::tr("Urgent"),
            .help = Tr::tr("Stays until it is closed."),
            .fallback = false,
            .advanced = true},
    };
    type.exampleOutput = QJsonObject{{u"title"_s, u"Order"_s}, {u"text"_s, u"A new order came in"_s}};
    type.summaryOf = [](const QJsonObject &config) { return config.value(u"title"_s).toString(); };
    type.start = start;
    return type;
}

} // namespace signalbox
