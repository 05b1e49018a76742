// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/call.h"
#include "core/control/rulecheck.h"
#include "core/rule/rulefile.h"
#include "core/rule/validation.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Commands)
};

void tellProblems(const Call &call, const QString &file, const QList<Problem> &problems)
{
    for (const auto &problem : problems)
        call.output.message(u"%1: %2%3"_s.arg(
            file, problem.step.isEmpty() ? QString() : problem.step + u": "_s, problem.message));
}

Exit importRule(const Call &call, const QString &file, const Rule &rule)
{
    const auto problems = validate(rule, call.engine.catalog());
    const bool wanted = call.flag(u"enable"_s);
    const bool enable = wanted && problems.isEmpty();
    const auto version = call.engine.publish(rule, enable).result();
    if (!version) {
        call.output.message(u"%1: %2"_s.arg(file, version.error().message));
        return exitFor(version.error());
    }
    tellProblems(call, file, problems);
    if (wanted && !enable)
        call.output.message(Tr::tr("%1: imported, but not switched on because of these problems.").arg(file));
    call.print(
        {{u"id"_s, rule.id.value}, {u"name"_s, rule.name}, {u"version"_s, *version}, {u"enabled"_s, enable}});
    return wanted && !enable ? Exit::Failed : Exit::Done;
}

/// Each file for itself; the status is the worst.
Exit ruleImport(const Call &call)
{
    auto worst = Exit::Done;
    for (const auto &[file, rule] : givenRules(call.params.value(u"files"_s).toArray())) {
        auto exit = Exit::Usage;
        if (rule)
            exit = importRule(call, file, *rule);
        else
            call.output.message(u"%1: %2"_s.arg(file, rule.error().message));
        worst = std::max(worst, exit);
    }
    return worst;
}

Exit ruleList(const Call &call)
{
    const auto rules = call.reader.rules();
    if (!rules)
        return call.failed(rules.error());
    for (const auto &rule : *rules)
        call.print({{u"id"_s, rule.draft.id.value}, {u"name"_s, rule.draft.name},
            {u"folder"_s, rule.draft.folder}, {u"version"_s, rule.version}, {u"enabled"_s, rule.enabled},
            {u"draft"_s, rule.hasDraftChanges}});
    return Exit::Done;
}

Exit ruleExport(const Call &call)
{
    const auto rule = call.reader.rule(RuleId(call.text(u"id"_s)));
    if (!rule)
        return call.failed(rule.error());
    call.print(toJson(rule->draft));
    return Exit::Done;
}

Exit ruleSwitch(const Call &call, bool enabled)
{
    const RuleId id(call.text(u"id"_s));
    if (const auto done = call.engine.setEnabled(id, enabled).result(); !done)
        return call.refused(done.error());
    const auto rule = call.reader.rule(id);
    if (!rule)
        return call.failed(rule.error());
    call.print({{u"id"_s, id.value}, {u"name"_s, rule->draft.name}, {u"version"_s, rule->version},
        {u"enabled"_s, rule->enabled}});
    return Exit::Done;
}

Exit ruleDelete(const Call &call)
{
    const RuleId id(call.text(u"id"_s));
    if (const auto done = call.engine.removeRule(id).result(); !done)
        return call.failed(done.error());
    call.print({{u"id"_s, id.value}, {u"deleted"_s, true}});
    return Exit::Done;
}

} // namespace

CommandTable ruleCommands()
{
    return {
        {u"rule.import"_s, {ruleImport}},
        {u"rule.list"_s, {ruleList, true}},
        {u"rule.export"_s, {ruleExport, true}},
        {u"rule.enable"_s, {[](const Call &call) { return ruleSwitch(call, true); }}},
        {u"rule.disable"_s, {[](const Call &call) { return ruleSwitch(call, false); }}},
        {u"rule.delete"_s, {ruleDelete}},
    };
}

} // namespace signalbox
