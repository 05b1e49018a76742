// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rulechecker.h"

#include "core/base/futures.h"
#include "core/rule/validation.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/valuetext.h"
#include "ui/widgets/background.h"

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

RuleChecker::RuleChecker(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(150ms);
    connect(&m_timer, &QTimer::timeout, this, &RuleChecker::check);
}

void RuleChecker::setDocument(RuleDocument *document)
{
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    m_timer.stop();
    ++m_generation;
    m_problems.clear();
    emit checked(m_problems);
    if (!document)
        return;
    connect(document, &RuleDocument::changed, this, [this] { m_timer.start(); });
    check();
}

void RuleChecker::check()
{
    if (!m_document)
        return;
    // Values, both: nothing has to outlive the answer.
    const auto future = inBackground(
        [rule = m_document->rule(), catalog = m_document->catalog()] { return problemsOf(rule, catalog); });
    whenReady(future, this, [this, generation = ++m_generation](const QList<Problem> &problems) {
        if (generation != m_generation)
            return;
        m_problems = problems;
        emit checked(m_problems);
    });
}

} // namespace signalbox
