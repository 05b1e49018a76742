// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/compiledrule.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(CompiledRule)
};

bool isShown(const StepType &type, const Field &field, const QJsonObject &config)
{
    return field.onlyWhenKey.isEmpty()
        || field.onlyWhenIn.contains(type.value(config, field.onlyWhenKey).toVariant().toString());
}

Result<void> compileFields(CompiledStep &compiled, const StepType &type)
{
    for (const auto &field : type.fields) {
        const auto value = type.value(compiled.step.config, field.key);
        if (value.isUndefined() || !isShown(type, field, compiled.step.config))
            continue;
        auto key = field.key.toStdString();
        if (field.kind == FieldKind::Expression) {
            if (value.toString().trimmed().isEmpty())
                continue;
            auto expression = Expression::compile(value.toString());
            if (!expression)
                return Failure(expression.error());
            if (type.isTrigger())
                compiled.condition = *expression;
            else if (field.later)
                compiled.later.emplace(std::move(key), *expression);
            else
                compiled.fields.emplace_back(std::move(key), *expression);
        } else if (field.template_) {
            auto content = JsonTemplate::compile(value);
            if (!content)
                return Failure(content.error());
            compiled.fields.emplace_back(std::move(key), *content);
        } else {
            compiled.fields.emplace_back(std::move(key), Value::fromQJson(value));
        }
    }
    return {};
}

} // namespace

QJsonValue CompiledStep::setting(const QString &key) const
{
    const StepType &type = action ? static_cast<const StepType &>(*action) : *trigger;
    return type.value(step.config, key);
}

int CompiledRule::indexOf(const StepId &id) const
{
    for (size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].step.id == id)
            return int(i);
    }
    return -1;
}

int CompiledRule::firstTrigger() const
{
    for (size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].trigger)
            return int(i);
    }
    return -1;
}

Result<std::shared_ptr<const CompiledRule>> CompiledRule::compile(const Rule &rule, int version)
{
    auto compiled = std::make_shared<CompiledRule>();
    compiled->rule = rule;
    compiled->version = version;
    compiled->runs = RunPolicy::fromJson(rule.runs);
    if (compiled->runs.isGated() && !compiled->runs.key.isEmpty()) {
        const auto key = Expression::compile(compiled->runs.key);
        if (!key)
            return failure(Error::Code::InvalidInput,
                Tr::tr("The rule's key cannot be read: %1").arg(key.error().message), u"runs.key"_s);
        compiled->key = *key;
    }
    for (const auto &step : rule.steps) {
        CompiledStep next;
        next.step = step;
        next.trigger = findTriggerType(step.type);
        next.action = findActionType(step.type);
        if (!next.trigger && !next.action)
            return failure(Error::Code::InvalidInput,
                Tr::tr("The step \"%1\" has the unknown type \"%2\".").arg(step.id.value, step.type),
                step.id.value);
        const StepType &type = next.trigger ? static_cast<const StepType &>(*next.trigger) : *next.action;
        if (auto good = compileFields(next, type); !good)
            return failure(Error::Code::InvalidInput,
                Tr::tr("The step \"%1\" has an expression that cannot be read: %2")
                    .arg(step.id.value, good.error().message),
                step.id.value);
        if (next.trigger && next.trigger->filterOf)
            next.filter = next.trigger->filterOf(step.config);
        compiled->steps.push_back(std::move(next));
    }
    for (const auto &link : rule.links) {
        const int from = compiled->indexOf(link.from), to = compiled->indexOf(link.to);
        if (from < 0 || to < 0)
            return failure(Error::Code::InvalidInput,
                Tr::tr("A link goes from \"%1\" to \"%2\", and one of them is not there.")
                    .arg(link.from.value, link.to.value));
        compiled->steps[size_t(from)].out.push_back({to, link.port});
        compiled->steps[size_t(to)].in.push_back({from, link.port});
    }
    return std::shared_ptr<const CompiledRule>(std::move(compiled));
}

} // namespace signalbox
