// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"
#include "core/trigger/trigger.h"
#include "ui/editor/rulesamples.h"
#include "ui/widgets/context.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace signalbox {

class RuleDocument;

/// Reads what a rule can be tried on: the event that was chosen, else that of its last run, else the newest
/// that could start it; what the steps put out; and which events there are to choose from. Now, and whenever
/// the rule ran again or its triggers became others; but what was found once stays, so that nothing moves
/// below somebody's hands while events come in, until the rule is run by hand. Thread: window.
class SampleReader : public QObject
{
    Q_OBJECT

public:
    explicit SampleReader(const Context &context, QObject *parent = nullptr);

    void setDocument(RuleDocument *document);
    /// Tries the rule on this event from now on; 0: on the one that suits best.
    void choose(Sequence event);
    Sequence chosen() const { return m_chosen; }
    void refresh(); ///< newer events may have come

signals:
    void read(const signalbox::RuleSamples &samples);
    void failed(const QString &problem); ///< the chosen event cannot be had

private:
    /// What decides about the answer.
    struct Question
    {
        RuleId rule;
        QList<EventPattern> patterns; ///< of the rule's triggers
        QHash<StepId, QString> awaited; ///< types that steps wait for
        Sequence chosen = 0;
        Sequence found = 0; ///< what stays while nothing is chosen; 0: nothing yet

        bool operator==(const Question &) const = default;
    };

    Question question() const;
    static Result<RuleSamples> answer(Reader &reader, const Question &question);
    void ask();

    Context m_context;
    QPointer<RuleDocument> m_document;
    Sequence m_chosen = 0;
    Sequence m_found = 0;
    QTimer m_timer;
    Question m_asked;
    bool m_isAsked = false;
};

} // namespace signalbox
