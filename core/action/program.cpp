// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/program.h"

#include "core/action/list.h"
#include "core/base/futures.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(ProgramAction)
};

tl::expected<Delivery, AttemptError> outcomeOf(const Result<ProgramResult> &result, const QString &program)
{
    if (!result)
        return tl::unexpected(AttemptError{result.error(), result.error().code == Error::Code::Timeout, {}});
    const auto stdOut = QString::fromUtf8(result->output);
    const auto json = Value::fromJson(result->output.trimmed());
    const auto output
        = Value::map({{"exitCode", Value::integer(result->exitCode)}, {"output", Value::fromText(stdOut)},
            {"errors", Value::fromText(QString::fromUtf8(result->errorOutput))},
            {"json", json.value_or(Value())}});
    if (result->succeeded())
        return Delivery{output, u"out"_s, {}};
    auto message = result->signal ? Tr::tr("%1 was ended by signal %2.").arg(program).arg(result->signal)
                                  : Tr::tr("%1 ended with exit code %2.").arg(program).arg(result->exitCode);
    if (const auto said = QString::fromUtf8(result->errorOutput.right(200)).simplified(); !said.isEmpty())
        message += u' ' + said;
    return tl::unexpected(AttemptError{{Error::Code::Unavailable, message, program}, true, {}});
}

StepResult start(const StepWork &work, const ActionServices &)
{
    ProgramRequest request;
    request.program = work.text("program");
    for (const auto &argument : work.value("arguments").items())
        request.arguments += argument.toText();
    request.workingFolder = work.text("folder");
    for (const auto &entry : work.value("environment").entries())
        request.environment.emplaceBack(entry.key.toText(), entry.value.toText());
    if (const auto &input = work.value("stdin"); !input.isNull())
        request.input = input.isString() ? input.toBytes() : input.toJson();
    const auto limit = work.duration("timeout");
    if (!limit)
        return Failure(limit.error());
    request.timeLimit = *limit;
    return mapped(runProgram(request),
        [program = QFileInfo(request.program).fileName()](
            const Result<ProgramResult> &result) { return outcomeOf(result, program); });
}

} // namespace

ActionType programAction()
{
    ActionType type;
    type.id = u"program"_s;
    type.group = StepGroup::Outside;
    type.title = Tr::tr("Run a program");
    type.help = Tr::tr("Runs a program of this computer, without a shell.");
    type.icon = u"program"_s;
    type.fields = {
        {.key = u"program"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Program"),
            .help = Tr::tr("A name from the search path, or a whole path. No expression may stand here."),
            .placeholder = u"/usr/bin/lp"_s,
            .required = true},
        {.key = u"arguments"_s,
            .kind = FieldKind::TextList,
            .label = Tr::tr("Arguments"),
            .help = Tr::tr("One a line; each is passed on as it is, whatever stands in it."),
            .template_ = true},
        {.key = u"stdin"_s,
            .kind = FieldKind::Json,
            .label = Tr::tr("Standard input"),
            .help = Tr::tr("Data is given as JSON, a text as it is."),
            .template_ = true,
            .advanced = true},
        {.key = u"folder"_s, .kind = FieldKind::Text, .label = Tr::tr("Working folder"), .advanced = true},
        {.key = u"environment"_s,
            .kind = FieldKind::Map,
            .label = Tr::tr("Environment"),
            .help = Tr::tr("Added to what Signalbox itself has."),
            .template_ = true,
            .advanced = true},
    };
    type.exampleOutput = QJsonObject{
        {u"exitCode"_s, 0}, {u"output"_s, u"done\n"_s}, {u"errors"_s, u""_s}, {u"json"_s, QJsonValue::Null}};
    type.summaryOf = [](const QJsonObject &config) {
        QStringList words{QFileInfo(config.value(u"program"_s).toString()).fileName()};
        for (const auto &argument : config.value(u"arguments"_s).toArray())
            words += argument.toString();
        return words.join(u' ');
    };
    type.start = start;
    return type;
}

} // namespace signalbox
