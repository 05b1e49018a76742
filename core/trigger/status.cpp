// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "core/trigger/list.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(StatusTrigger)
};

bool matches(const Value &data, std::string_view member, const QString &wanted)
{
    if (wanted.isEmpty())
        return true;
    const auto *value = data.find(member);
    return value && value->kind() == Value::Kind::String && value->toQString() == wanted;
}

QString summary(const QJsonObject &config)
{
    const auto part = [&](const QString &key) {
        const auto text = config.value(key).toString();
        return text.isEmpty() ? Tr::tr("any") : text;
    };
    return u"%1: %2 → %3"_s.arg(config.value(u"table"_s).toString(), part(u"from"_s), part(u"to"_s));
}

} // namespace

TriggerType statusTrigger()
{
    TriggerType type;
    type.id = u"status"_s;
    type.title = Tr::tr("Status changed");
    type.help = Tr::tr("Starts when a record's status changes, by hand or by a rule.");
    type.icon = u"status"_s;
    type.fields = {
        {.key = u"table"_s, .kind = FieldKind::Table, .label = Tr::tr("Table"), .required = true},
        {.key = u"field"_s,
            .kind = FieldKind::StatusField,
            .label = Tr::tr("Status field"),
            .help = Tr::tr("Empty means any status field of the table."),
            .advanced = true},
        {.key = u"from"_s,
            .kind = FieldKind::Status,
            .label = Tr::tr("From"),
            .help = Tr::tr("Empty means from any status, also when the record is new.")},
        {.key = u"to"_s,
            .kind = FieldKind::Status,
            .label = Tr::tr("To"),
            .help = Tr::tr("Empty means to any status.")},
    };
    type.exampleOutput = QJsonObject{{u"table"_s, u"orders"_s}, {u"id"_s, u"0190…"_s},
        {u"field"_s, u"status"_s}, {u"old"_s, u"new"_s}, {u"new"_s, u"paid"_s},
        {u"record"_s, QJsonObject{{u"status"_s, u"paid"_s}}}};
    type.summaryOf = summary;
    type.listensTo = [](const Rule &, const Step &step) {
        return EventPattern{
            eventtype::statusChanged, u"/records/"_s + step.config.value(u"table"_s).toString(), {}, {}};
    };
    type.filterOf = [](const QJsonObject &config) {
        return [field = config.value(u"field"_s).toString(), from = config.value(u"from"_s).toString(),
                   to = config.value(u"to"_s).toString()](const Value &data) {
            return matches(data, "field", field) && matches(data, "old", from) && matches(data, "new", to);
        };
    };
    return type;
}

} // namespace signalbox
