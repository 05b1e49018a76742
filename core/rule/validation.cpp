// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rule/validation.h"

#include "core/base/clock.h"
#include "core/expression/expression.h"
#include "core/expression/template.h"
#include "core/rule/runpolicy.h"

#include <QCoreApplication>
#include <QSet>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Validation)
};

class Validator
{
public:
    Validator(const Rule &rule, const StepCatalog &catalog)
        : m_rule(rule)
        , m_catalog(catalog)
    {
    }

    QList<Problem> run()
    {
        checkRuns();
        checkSteps();
        checkLinks();
        if (checkCycles()) {
            checkReach();
            checkBodies();
        }
        return m_problems;
    }

private:
    void add(const QString &step, const QString &field, const QString &message)
    {
        m_problems += {step, field, message};
    }

    void checkSteps()
    {
        bool trigger = false;
        for (const auto &step : m_rule.steps) {
            const auto *type = m_catalog.find(step.type);
            if (!type) {
                add(step.id.value, u"type"_s,
                    Tr::tr("This Signalbox has no step type \"%1\".").arg(step.type));
                continue;
            }
            trigger = trigger || type->isTrigger();
            checkFields(step.id.value, {}, step.config, *type);
            if (type->checkOf) {
                for (auto problem : type->checkOf(step.config)) {
                    problem.step = step.id.value;
                    // A field's own check may have said it already.
                    if (std::ranges::none_of(m_problems, [&](const Problem &known) {
                            return known.step == problem.step && known.field == problem.field;
                        }))
                        m_problems += problem;
                }
            }
        }
        if (!trigger && std::ranges::none_of(m_rule.steps, [&](const Step &step) {
                return !m_catalog.find(step.type);
            }))
            add({}, u"steps"_s, Tr::tr("The rule needs a trigger: something that starts it."));
    }

    void checkRuns()
    {
        checkFields({}, u"runs."_s, m_rule.runs, runPolicyType());
        if (m_rule.runs.value(u"onFailure"_s).toString() == m_rule.id.value && !m_rule.id.isEmpty())
            add({}, u"runs.onFailure"_s, Tr::tr("A rule cannot look after its own failures."));
        const auto key = Expression::compile(m_rule.runs.value(u"key"_s).toString());
        if (key && std::ranges::any_of(key->references(), [](const QString &reference) {
                return reference.startsWith(u"steps."_s);
            }))
            add({}, u"runs.key"_s, Tr::tr("No step has run yet where this is asked: use the event."));
    }

    /// `prefix` goes before the field's key in problems.
    void checkFields(
        const QString &step, const QString &prefix, const QJsonObject &config, const StepType &type)
    {
        for (const auto &field : type.fields) {
            if (!field.onlyWhenKey.isEmpty()
                && !field.onlyWhenIn.contains(type.value(config, field.onlyWhenKey).toVariant().toString()))
                continue;
            const auto value = config.value(field.key);
            const bool empty = value.isUndefined() || value.isNull()
                || (value.isString() && value.toString().trimmed().isEmpty())
                || (value.isArray() && value.toArray().isEmpty())
                || (value.isObject() && value.toObject().isEmpty());
            if (empty) {
                if (field.required && field.fallback.isUndefined())
                    add(step, prefix + field.key, Tr::tr("\"%1\" is missing.").arg(field.label));
                continue;
            }
            if (const auto message = checkValue(field, value); !message.isEmpty())
                add(step, prefix + field.key, message);
        }
    }

    QString checkReferences(const Field &field, const QStringList &references) const
    {
        for (const auto &reference : references) {
            if (reference == u"awaited" && !(field.later && field.key == u"condition"))
                return Tr::tr(
                    "\"awaited\" is the event that a step \"Wait for an event\" looks at, and known in "
                    "its \"Only if\" alone.");
            if (!reference.startsWith(u"steps."_s))
                continue;
            const auto id = reference.mid(6).section(u'.', 0, 0);
            if (!m_rule.step(StepId(id)))
                return Tr::tr("The expression names the step \"%1\", which is not in this rule.").arg(id);
        }
        return {};
    }

    QString checkValue(const Field &field, const QJsonValue &value) const
    {
        if (field.kind == FieldKind::Expression) {
            if (!value.isString())
                return Tr::tr("An expression is expected here, as text.");
            const auto expression = Expression::compile(value.toString());
            return expression ? checkReferences(field, expression->references()) : expression.error().message;
        }
        const bool holdsTemplate = value.isString() && value.toString().contains(u"{{"_s);
        if (field.template_) {
            const auto content = JsonTemplate::compile(value);
            if (!content)
                return content.error().message;
            if (auto message = checkReferences(field, content->references()); !message.isEmpty())
                return message;
            if (holdsTemplate)
                return {}; // what it comes to is known when it runs
        }
        return checkLiteral(field, value);
    }

    static QString checkLiteral(const Field &field, const QJsonValue &value)
    {
        switch (field.kind) {
        case FieldKind::Boolean:
            return value.isBool() ? QString() : Tr::tr("Yes or no (true or false) is expected here.");
        case FieldKind::Integer:
        case FieldKind::Number: {
            if (!value.isDouble()
                || (field.kind == FieldKind::Integer && value.toDouble() != double(value.toInteger())))
                return Tr::tr("A number is expected here.");
            if (field.minimum && value.toDouble() < *field.minimum)
                return Tr::tr("At least %1 is expected here.").arg(*field.minimum);
            if (field.maximum && value.toDouble() > *field.maximum)
                return Tr::tr("At most %1 is expected here.").arg(*field.maximum);
            return {};
        }
        case FieldKind::Choice:
            for (const auto &choice : field.choices) {
                if (value.toString() == choice.value)
                    return {};
            }
            return Tr::tr("\"%1\" is none of the choices.").arg(value.toVariant().toString());
        case FieldKind::Duration:
            return parseDuration(value.toVariant().toString())
                ? QString()
                : Tr::tr("\"%1\" is no length of time; write it like 30s, 5m or 1h 30m.")
                      .arg(value.toVariant().toString());
        case FieldKind::Map:
        case FieldKind::RecordFields:
        case FieldKind::Retry:
        case FieldKind::Group:
            return value.isObject() ? QString() : Tr::tr("Names with values are expected here (an object).");
        case FieldKind::TextList:
        case FieldKind::Cases:
        case FieldKind::FormFields:
        case FieldKind::Questions:
            return value.isArray() ? QString() : Tr::tr("A list is expected here.");
        case FieldKind::Text:
        case FieldKind::LongText:
            return value.isObject() || value.isArray() ? Tr::tr("Text is expected here.") : QString();
        default:
            return {};
        }
    }

    void checkLinks()
    {
        for (const auto &link : m_rule.links) {
            const auto *from = m_rule.step(link.from);
            const auto *to = m_rule.step(link.to);
            if (!from || !to) {
                add(from ? link.from.value : QString(), u"links"_s,
                    Tr::tr("A link goes from \"%1\" to \"%2\", and there is no step \"%3\".")
                        .arg(link.from.value, link.to.value, from ? link.to.value : link.from.value));
                continue;
            }
            if (const auto *type = m_catalog.find(to->type); type && type->isTrigger())
                add(to->id.value, u"links"_s, Tr::tr("Nothing can lead into a trigger."));
            const auto *type = m_catalog.find(from->type);
            if (!type || (link.port == u"error" && !type->isTrigger()))
                continue;
            const auto ports = type->ports(from->config);
            if (std::ranges::none_of(ports, [&](const Port &port) { return port.id == link.port; })) {
                QStringList names;
                for (const auto &port : ports)
                    names += port.id;
                add(from->id.value, u"links"_s,
                    names.isEmpty() ? Tr::tr("Nothing can follow this step.")
                                    : Tr::tr("This step has no way out named \"%1\"; it has: %2.")
                                          .arg(link.port, names.join(u", "_s)));
            }
        }
    }

    /// Whether there is none.
    bool checkCycles()
    {
        QHash<StepId, int> open; // links into each step that are not yet explained
        for (const auto &link : m_rule.links)
            ++open[link.to];
        QList<StepId> free;
        for (const auto &step : m_rule.steps) {
            if (!open.value(step.id))
                free += step.id;
        }
        qsizetype done = 0;
        for (; done < free.size(); ++done) {
            for (const auto &link : m_rule.linksFrom(free.at(done))) {
                if (--open[link.to] == 0)
                    free += link.to;
            }
        }
        if (done >= m_rule.steps.size())
            return true;
        for (const auto &step : m_rule.steps) {
            if (open.value(step.id) > 0 && m_rule.step(step.id)) {
                add(step.id.value, u"links"_s,
                    Tr::tr("The links run in a circle here. A rule goes one way; to start again, emit an "
                           "event."));
                break;
            }
        }
        return false;
    }

    void checkReach()
    {
        QList<StepId> reached;
        for (const auto &step : m_rule.steps) {
            const auto *type = m_catalog.find(step.type);
            if (!type || type->isTrigger())
                reached += step.id;
        }
        QSet<StepId> seen(reached.begin(), reached.end());
        for (qsizetype i = 0; i < reached.size(); ++i) {
            for (const auto &link : m_rule.linksFrom(reached.at(i))) {
                if (!seen.contains(link.to)) {
                    seen.insert(link.to);
                    reached += link.to;
                }
            }
        }
        for (const auto &step : m_rule.steps) {
            if (!seen.contains(step.id))
                add(step.id.value, u"links"_s, Tr::tr("No trigger leads to this step."));
        }
    }

    /// What is behind the port `item` of an `each` is done once for each item, so nothing else may lead
    /// there.
    void checkBodies()
    {
        QSet<StepId> told;
        for (const auto &each : m_rule.steps) {
            if (each.type != u"each")
                continue;
            QList<StepId> body;
            const auto take = [&](const Link &link) {
                if (!body.contains(link.to))
                    body += link.to;
            };
            for (const auto &link : m_rule.linksFrom(each.id)) {
                if (link.port == u"item")
                    take(link);
            }
            for (qsizetype i = 0; i < body.size(); ++i) {
                for (const auto &link : m_rule.linksFrom(body.at(i)))
                    take(link);
            }
            for (const auto &id : std::as_const(body)) {
                for (const auto &link : m_rule.linksTo(id)) {
                    if (body.contains(link.from) || (link.from == each.id && link.port == u"item")
                        || told.contains(id))
                        continue;
                    told.insert(id);
                    const auto *step = m_rule.step(link.from);
                    add(id.value, u"links"_s,
                        Tr::tr("This is done for each item of \"%1\", so no other way may lead here; one "
                               "comes from \"%2\".")
                            .arg(each.name.isEmpty() ? each.id.value : each.name,
                                !step || step->name.isEmpty() ? link.from.value : step->name));
                }
            }
        }
    }

    const Rule &m_rule;
    const StepCatalog &m_catalog;
    QList<Problem> m_problems;
};

} // namespace

QList<Problem> validate(const Rule &rule, const StepCatalog &catalog)
{
    return Validator(rule, catalog).run();
}

} // namespace signalbox
