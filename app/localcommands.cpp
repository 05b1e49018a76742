// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/localcommands.h"

#include "core/base/json.h"
#include "core/control/rulecheck.h"
#include "core/engine/engine.h"
#include "core/expression/expression.h"
#include "core/expression/reference.h"
#include "core/schedule/cron.h"
#include "core/schedule/schedule.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(LocalCommands)
};

Exit failed(const Error &error, Output &output, Exit exit)
{
    output.message(error.context.isEmpty() || error.message.contains(error.context)
            ? error.message
            : u"%1: %2"_s.arg(error.context, error.message));
    return exit;
}

Exit types(Output &output)
{
    const auto catalog = allStepTypes();
    for (const auto &type : catalog.types())
        output.line(toCompactJson(toJson(type)));
    return Exit::Done;
}

Exit scheduleNext(const QJsonObject &params, Output &output)
{
    const auto expression = params.value(u"expression"_s).toString();
    QJsonObject form{{u"cron"_s, expression}};
    if (expression.startsWith(u'{')) {
        const auto object = parseJson(expression.toUtf8());
        if (!object)
            return failed(object.error(), output, Exit::Usage);
        form = object->toObject();
    }
    if (params.contains(u"zone"_s))
        form.insert(u"zone"_s, params.value(u"zone"_s));
    const auto schedule = Schedule::fromJson(form);
    if (!schedule)
        return failed(schedule.error(), output, Exit::Usage);
    Instant from = SystemClock().now();
    if (params.contains(u"from"_s)) {
        const auto given = fromRfc3339(params.value(u"from"_s).toString());
        if (!given) {
            output.message(Tr::tr("--from takes a time like 2026-11-23T15:04:05Z."));
            return Exit::Usage;
        }
        from = *given;
    }
    const int count = params.value(u"count"_s).toInt(1);
    if (count < 1) {
        output.message(Tr::tr("--count takes a number from 1."));
        return Exit::Usage;
    }
    for (int i = 0; i < count; ++i) {
        const auto next = schedule->next(from);
        if (!next)
            break;
        output.line(toRfc3339(*next).toUtf8());
        from = *next;
    }
    return Exit::Done;
}

Exit scheduleHolidays(const QJsonObject &params, Output &output)
{
    for (const auto &file : params.value(u"files"_s).toArray()) {
        const auto dates = datesOfCalendar(file[u"text"_s].toString().toUtf8());
        if (!dates)
            return failed(dates.error(), output, Exit::Usage);
        output.line(QJsonDocument(QJsonArray::fromStringList(*dates)).toJson(QJsonDocument::Compact));
    }
    return Exit::Done;
}

Exit expressionEval(const QJsonObject &params, Output &output)
{
    Value bindings = Value::map(std::vector<std::pair<std::string, Value>>{});
    if (params.contains(u"bindings"_s)) {
        const auto given = Value::fromJson(params.value(u"bindings"_s).toString().toUtf8());
        if (!given || !given->isMap()) {
            output.message(given ? Tr::tr("--bindings takes a JSON object.")
                                 : u"--bindings: "_s + given.error().message);
            return Exit::Usage;
        }
        bindings = *given;
    }
    Scope scope;
    for (const auto &entry : bindings.entries())
        scope.set(std::string(entry.key.toStringView()), entry.value);
    const auto expression = Expression::compile(
        params.value(u"expression"_s).toString(), Environment::signalbox().withAnyName());
    if (!expression)
        return failed(expression.error(), output, Exit::Failed);
    const auto value = expression->evaluate(scope);
    if (!value)
        return failed(value.error(), output, Exit::Failed);
    output.line(value->toJson());
    return Exit::Done;
}

Exit expressionFunctions(Output &output)
{
    for (const auto &function : functionReferenceJson())
        output.line(toCompactJson(function));
    return Exit::Done;
}

} // namespace

std::optional<Exit> runLocally(const Request &request, Output &output)
{
    if (request.method == u"types")
        return types(output);
    if (request.method == u"rule.validate")
        return validateRules(request.params.value(u"files"_s).toArray(), allStepTypes(), output);
    if (request.method == u"schedule.next")
        return scheduleNext(request.params, output);
    if (request.method == u"schedule.holidays")
        return scheduleHolidays(request.params, output);
    if (request.method == u"expression.eval")
        return expressionEval(request.params, output);
    if (request.method == u"expression.functions")
        return expressionFunctions(output);
    return {};
}

} // namespace signalbox
