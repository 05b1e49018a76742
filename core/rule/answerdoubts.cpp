// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rule/answerdoubts.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(AnswerDoubts)
};

} // namespace

QList<Problem> answerDoubts(const Rule &rule, const StepCatalog &catalog)
{
    QList<Problem> unanswered, unasked;
    bool isAwaited = false, isAnswered = false;
    for (const auto &step : rule.steps) {
        const auto *type = catalog.find(step.type);
        if (type && type->isTrigger() && type->value(step.config, u"answer"_s).toString() == u"run") {
            isAwaited = true;
            unanswered += {step.id.value, u"answer"_s,
                Tr::tr("Its sender waits for the run, but no step \"Respond\" of this rule answers.")};
        }
        if (step.type == u"respond") {
            isAnswered = true;
            unasked += {step.id.value, u"status"_s,
                Tr::tr("Nobody waits for this answer: no webhook of this rule is answered after its run.")};
        }
    }
    if (isAwaited == isAnswered)
        return {};
    return isAwaited ? unanswered : unasked;
}

} // namespace signalbox
