// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/rulecheck.h"

#include "core/base/json.h"
#include "core/rule/answerdoubts.h"
#include "core/rule/rulefile.h"
#include "core/rule/validation.h"

namespace signalbox {

using namespace Qt::StringLiterals;

QList<GivenRule> givenRules(const QJsonArray &files)
{
    QList<GivenRule> rules;
    for (const auto &entry : files)
        rules += {entry.toObject().value(u"file"_s).toString(),
            readRule(entry.toObject().value(u"text"_s).toString().toUtf8())};
    return rules;
}

Exit validateRules(const QJsonArray &files, const StepCatalog &catalog, Output &output)
{
    bool isClean = true;
    for (const auto &[file, rule] : givenRules(files)) {
        const auto told = [&name = file](const Problem &problem) {
            return QJsonObject{{u"file"_s, name}, {u"step"_s, problem.step}, {u"field"_s, problem.field},
                {u"message"_s, problem.message}};
        };
        const auto problems = rule ? validate(*rule, catalog)
                                   : QList<Problem>{{{}, rule.error().context, rule.error().message}};
        for (const auto &problem : problems)
            output.line(toCompactJson(told(problem)));
        isClean = isClean && problems.isEmpty();
        const auto doubts = rule ? answerDoubts(*rule, catalog) : QList<Problem>();
        for (const auto &doubt : doubts) {
            auto line = told(doubt);
            line.insert(u"doubt"_s, true);
            output.line(toCompactJson(line));
        }
    }
    return isClean ? Exit::Done : Exit::Failed;
}

} // namespace signalbox
