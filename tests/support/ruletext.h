// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"

#include <QJsonObject>

namespace signalbox {

/// A rule in a few words: "hook > if > http; if:false > log" is four steps and three links. A step is named
/// by its first mention; its type is the name without trailing digits and with - for _, and `hook`, `go` are
/// an `event` trigger. Configs are given apart.
inline Rule ruleFromText(const QString &text, const QHash<QString, QJsonObject> &configs = {})
{
    using namespace Qt::StringLiterals;
    Rule rule;
    rule.id = RuleId(u"r"_s);
    rule.name = u"R"_s;
    const auto stepFor = [&](const QString &name) {
        const StepId id(name);
        if (rule.step(id))
            return id;
        QString type = name;
        while (!type.isEmpty() && type.back().isDigit())
            type.chop(1);
        type.replace(u'_', u'-');
        Step step{.id = id,
            .type = type == u"go" ? u"event"_s : type,
            .name = name,
            .config = configs.value(name),
            .extra = {}};
        if (step.type == u"event" && step.config.isEmpty())
            step.config = {{u"type"_s, u"*"_s}};
        rule.steps += step;
        return id;
    };
    for (const auto &chain : text.split(u';', Qt::SkipEmptyParts)) {
        std::optional<StepId> before;
        QString port;
        for (const auto &part : chain.split(u'>')) {
            const auto word = part.trimmed();
            const auto id = stepFor(word.section(u':', 0, 0));
            if (before)
                rule.links += Link{*before, id, port.isEmpty() ? u"out"_s : port};
            before = id;
            port = word.section(u':', 1, 1);
        }
    }
    return rule;
}

} // namespace signalbox
