// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/formpaths.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(HookPaths)
};

std::optional<WebForm> webFormOf(const Rule &rule, const Step &step)
{
    const auto *type = findTriggerType(step.type);
    if (!type || !type->boardItemOf)
        return {};
    const auto item = type->boardItemOf(rule, step);
    if (!item || item->webSlug.isEmpty())
        return {};
    return WebForm{.slug = item->webSlug,
        .rule = item->rule,
        .step = item->step,
        .title = item->webTitle,
        .help = item->help,
        .submitLabel = item->submitLabel,
        .thanks = item->webThanks,
        .fields = item->fields};
}

} // namespace

QList<WebForm> webForms(const RuleBook &rules)
{
    QList<WebForm> forms;
    for (const auto &rule : rules.enabled()) {
        for (const auto &step : rule->rule.steps) {
            const auto form = webFormOf(rule->rule, step);
            if (form && std::ranges::find(forms, form->slug, &WebForm::slug) == forms.end())
                forms += *form;
        }
    }
    return forms;
}

QList<Problem> formConflicts(const Rule &rule, const RuleBook &rules)
{
    QHash<QString, QString> owners; // by address: the rule's name
    for (const auto &other : rules.enabled()) {
        for (const auto &step : other->rule.steps) {
            const auto form = other->rule.id == rule.id ? std::nullopt : webFormOf(other->rule, step);
            if (form)
                owners.insert(form->slug, other->rule.name);
        }
    }
    QList<Problem> problems;
    for (const auto &step : rule.steps) {
        const auto form = webFormOf(rule, step);
        if (!form)
            continue;
        const auto owner = owners.constFind(form->slug);
        if (owner == owners.constEnd())
            owners.insert(form->slug, rule.name);
        else
            problems += {step.id.value, u"web"_s,
                Tr::tr("A form of the rule \"%1\" is at /form/%2 already. Give this one another address.")
                    .arg(*owner, form->slug)};
    }
    return problems;
}

} // namespace signalbox
