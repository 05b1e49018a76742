// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rulechecker.h"

#include "core/base/futures.h"
#include "core/rule/answerdoubts.h"
#include "core/rule/validation.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/valuetext.h"
#include "ui/widgets/background.h"

#include <QJsonArray>

#include <utility>

namespace signalbox {

using namespace std::chrono_literals;

QList<Problem> problemsOf(const Rule &rule, const StepCatalog &catalog)
{
    auto problems = validate(rule, catalog);
    for (const auto &step : rule.steps) {
        const auto *type = catalog.find(step.type);
        for (const auto &field : type ? type->fields : QList<Field>()) {
            const auto value = step.config.value(field.key);
            if (field.kind != FieldKind::Json || !value.isString())
                continue;
            if (const auto problem = problemOfJsonText(value.toString()); !problem.isEmpty())
                problems += Problem{step.id.value, field.key, problem};
        }
    }
    return problems;
}

namespace {

bool isWanted(const Field &field, const StepType &type, const QJsonObject &config)
{
    return field.onlyWhenKey.isEmpty()
        || field.onlyWhenIn.contains(type.value(config, field.onlyWhenKey).toVariant().toString());
}

/// The texts in a value at any depth.
void addTexts(QStringList &texts, const QJsonValue &value)
{
    if (value.isString())
        texts += value.toString();
    for (const auto &item : value.toArray())
        addTexts(texts, item);
    const auto object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        addTexts(texts, it.value());
}

} // namespace

QList<Problem> doubtsOf(const Rule &rule, const StepCatalog &catalog, const RuleSamples &samples)
{
    auto doubts = answerDoubts(rule, catalog);
    for (const auto &step : rule.steps) {
        const auto *type = catalog.find(step.type);
        if (!type)
            continue;
        const auto sample = sampleFor(rule, step.id, catalog, samples);
        for (const auto &field : type->fields) {
            const bool isExpression = field.kind == FieldKind::Expression;
            if ((!isExpression && !field.template_) || !isWanted(field, *type, step.config))
                continue;
            QStringList texts;
            addTexts(texts, step.config.value(field.key));
            for (const auto &text : std::as_const(texts)) {
                const auto kind = isExpression ? CodeKind::Expression : CodeKind::Template;
                for (const auto &problem : signalbox::problemsOf(text, kind, sample)) {
                    if (problem.warning)
                        doubts += Problem{step.id.value, field.key, problem.message};
                }
            }
        }
    }
    return doubts;
}

RuleChecker::RuleChecker(const Context &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(150ms);
    connect(&m_timer, &QTimer::timeout, this, &RuleChecker::check);
    connect(&context.store, &Store::rulesChanged, this, &RuleChecker::checkSoon);
}

void RuleChecker::setDocument(RuleDocument *document)
{
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    m_timer.stop();
    ++m_generation;
    m_conflicts.clear();
    m_doubts.clear();
    m_samples = {};
    setOwnProblems({});
    if (!document)
        return;
    connect(document, &RuleDocument::changed, this, &RuleChecker::checkSoon);
    check();
}

void RuleChecker::checkSoon()
{
    ++m_generation;
    m_timer.start();
}

void RuleChecker::check()
{
    if (!m_document)
        return;
    // Values, all of them: nothing has to outlive the answer.
    const auto future
        = inBackground([rule = m_document->rule(), catalog = m_document->catalog(), samples = m_samples] {
              return std::pair(problemsOf(rule, catalog), doubtsOf(rule, catalog, samples));
          });
    using Answer = std::pair<QList<Problem>, QList<Problem>>;
    whenReady(future, this, [this, generation = m_generation](const Answer &answer) {
        if (generation != m_generation)
            return;
        m_doubts = answer.second;
        setOwnProblems(answer.first);
    });
    using Conflicts = Result<QList<Problem>>;
    whenReady(m_context.engine.conflictsOf(m_document->rule()), this,
        [this, generation = m_generation, rule = m_document->rule()](const Conflicts &conflicts) {
            if (generation != m_generation)
                return;
            m_conflicting = rule;
            const auto known = std::exchange(m_conflicts, conflicts.value_or(QList<Problem>()));
            if (m_conflicts != known)
                setOwnProblems(m_ownProblems);
        });
}

void RuleChecker::setOwnProblems(const QList<Problem> &problems)
{
    m_ownProblems = problems;
    m_problems = m_ownProblems + m_conflicts;
    emit checked(m_problems);
}

QList<Problem> RuleChecker::problemsNow()
{
    if (!m_document)
        return {};
    if (m_conflicting != m_document->rule())
        m_conflicts.clear();
    setOwnProblems(problemsOf(m_document->rule(), m_document->catalog()));
    return m_problems;
}

void RuleChecker::setSamples(const RuleSamples &samples)
{
    m_samples = samples;
    if (m_document)
        checkSoon();
}

} // namespace signalbox
