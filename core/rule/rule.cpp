// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rule/rule.h"

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

const Step *Rule::step(const StepId &wanted) const
{
    const auto found = std::ranges::find(steps, wanted, &Step::id);
    return found == steps.end() ? nullptr : &*found;
}

Step *Rule::step(const StepId &wanted)
{
    const auto found = std::ranges::find(steps, wanted, &Step::id);
    return found == steps.end() ? nullptr : &*found;
}

QList<Link> Rule::linksFrom(const StepId &wanted) const
{
    QList<Link> found;
    std::ranges::copy_if(
        links, std::back_inserter(found), [&](const Link &link) { return link.from == wanted; });
    return found;
}

QList<Link> Rule::linksTo(const StepId &wanted) const
{
    QList<Link> found;
    std::ranges::copy_if(
        links, std::back_inserter(found), [&](const Link &link) { return link.to == wanted; });
    return found;
}

StepId Rule::freeStepId(const QString &wish) const
{
    QString base;
    for (const QChar c : wish.toLower()) {
        if ((c >= u'a' && c <= u'z') || (!base.isEmpty() && c >= u'0' && c <= u'9'))
            base += c;
        else if (!base.isEmpty() && !base.endsWith(u'_'))
            base += u'_';
    }
    while (base.endsWith(u'_'))
        base.chop(1);
    if (base.isEmpty())
        base = u"step"_s;
    StepId free(base);
    for (int n = 2; step(free); ++n)
        free = StepId(base + QString::number(n));
    return free;
}

QString ruleIdFromName(const QString &name)
{
    QString id;
    for (const QChar c : name.toLower().normalized(QString::NormalizationForm_D)) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            id += c;
        else if (!c.isMark() && !id.isEmpty() && !id.endsWith(u'-'))
            id += u'-';
    }
    while (id.endsWith(u'-'))
        id.chop(1);
    return id.isEmpty() ? u"rule"_s : id.left(64);
}

} // namespace signalbox
