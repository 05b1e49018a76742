// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/problemlist.h"

#include "ui/editor/rulegraph.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

namespace signalbox {

using namespace Qt::StringLiterals;

ProblemList::ProblemList(const ThemeManager &themes, QWidget *parent)
    : QListWidget(parent)
    , m_themes(themes)
{
    setObjectName(u"problemList"_s);
    setFrameShape(NoFrame);
    setWordWrap(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setIconSize({Theme::iconSize - 2, Theme::iconSize - 2});
    setAccessibleName(tr("Problems of the rule"));
    const auto choose = [this](QListWidgetItem *item) {
        const auto problem = m_shown.value(row(item));
        if (item->flags() & Qt::ItemIsSelectable)
            emit chosen(StepId(problem.step), problem.field);
    };
    connect(this, &QListWidget::itemClicked, this, choose);
    connect(this, &QListWidget::itemActivated, this, choose);
}

void ProblemList::setProblems(const QList<Problem> &problems, const QList<Problem> &doubts, const Rule &rule,
    const StepCatalog &catalog)
{
    const auto shown = problems + doubts;
    if (shown == m_shown && m_problems == problems.size() && count() > 0)
        return;
    m_shown = shown;
    m_problems = problems.size();
    clear();
    for (const auto &problem : shown) {
        const auto *step = rule.step(StepId(problem.step));
        const auto *type = step ? catalog.find(step->type) : nullptr;
        const auto *field = type ? type->field(problem.field) : nullptr;
        auto place = step ? titleOf(*step, catalog) : tr("Rule");
        if (field)
            place = tr("%1, %2").arg(place, field->label);
        const bool isDoubt = count() >= m_problems;
        const auto &theme = m_themes.theme();
        new QListWidgetItem(m_themes.icon(u"warning"_s, isDoubt ? theme.waiting : theme.danger),
            singleLine(isDoubt ? tr("Perhaps wrong: %1: %2").arg(place, problem.message)
                               : tr("%1: %2").arg(place, problem.message)),
            this);
    }
    if (shown.isEmpty()) {
        auto *item = new QListWidgetItem(m_themes.icon(u"check"_s, m_themes.theme().succeeded),
            tr("Nothing is wrong with this rule."), this);
        item->setFlags(Qt::ItemIsEnabled);
    }
}

} // namespace signalbox
