// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"
#include "core/rule/steptype.h"
#include "ui/editor/rulesamples.h"
#include "ui/widgets/context.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace signalbox {

class RuleDocument;

/// Everything that keeps this rule from being switched on: what validation says, and what only the editor
/// knows to be unfinished (JSON that is none yet, and would be sent as text). Pure; any thread.
QList<Problem> problemsOf(const Rule &rule, const StepCatalog &catalog);

/// What in the rule's expressions cannot work if all data is like the samples: a name that no sample has, a
/// comparison of what cannot be equal; and what is strange about how it answers requests
/// (core/rule/answerdoubts.h). Nothing that problemsOf() says, and nothing that keeps the rule from being
/// switched on. Pure; any thread.
QList<Problem> doubtsOf(const Rule &rule, const StepCatalog &catalog, const RuleSamples &samples);

/// Keeps the problems and doubts of a document up to date while it is edited, a moment after the last change
/// of it or of other rules, and off the window thread. Among the problems are its conflicts with rules that
/// are on, which the engine knows. Thread: window.
class RuleChecker : public QObject
{
    Q_OBJECT

public:
    explicit RuleChecker(const Context &context, QObject *parent = nullptr);

    void setDocument(RuleDocument *document);
    /// The problems at this moment: checked() may still be about the rule of a moment ago. Conflicts are only
    /// among them if they are known of just this rule; the engine has the last word on them.
    QList<Problem> problemsNow();
    void setSamples(const RuleSamples &samples); ///< what doubts are about
    const QList<Problem> &problems() const { return m_problems; }
    const QList<Problem> &doubts() const { return m_doubts; }

signals:
    void checked(const QList<signalbox::Problem> &problems); ///< doubts() are of the same moment

private:
    void checkSoon(); ///< and drops what is said until then: it would be about an earlier rule
    void check();
    void setOwnProblems(const QList<Problem> &problems);

    Context m_context;
    QPointer<RuleDocument> m_document;
    QTimer m_timer;
    RuleSamples m_samples;
    QList<Problem> m_ownProblems;
    QList<Problem> m_conflicts;
    Rule m_conflicting; ///< the rule that these are of
    QList<Problem> m_problems; ///< both
    QList<Problem> m_doubts;
    quint64 m_generation = 0; ///< of the rule, so that an answer about an earlier one is dropped
};

} // namespace signalbox
