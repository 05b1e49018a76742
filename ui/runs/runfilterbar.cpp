// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runfilterbar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/rulenames.h"
#include "ui/widgets/timetext.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>

#include <numeric>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int all = 1000; // no State has it

// The order in which people look for them.
constexpr State states[] = {State::Running, State::Waiting, State::Failed, State::InDoubt, State::Succeeded,
    State::Cancelled, State::Queued};

} // namespace

RunFilterBar::RunFilterBar(const ThemeManager &themes, const RuleNames &names, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_names(names)
    , m_states(new QButtonGroup(this))
    , m_rule(new QComboBox)
    , m_pinned(new QPushButton(tr("Pinned")))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit / 2);
    addChip(all, tr("All"));
    for (const auto state : states)
        addChip(int(state), stateTitle(state));
    m_states->button(all)->setChecked(true);
    layout->addStretch();
    layout->addWidget(m_pinned);
    layout->addWidget(m_rule);
    m_pinned->setObjectName(u"pinnedFilter"_s);
    m_pinned->setToolTip(tr("Only runs that are kept however old they get"));
    m_pinned->setCheckable(true);
    m_pinned->setFlat(true);
    m_rule->setObjectName(u"ruleFilter"_s);
    m_rule->setAccessibleName(tr("Rule"));
    m_rule->setMinimumWidth(200);
    m_rule->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);

    connect(m_states, &QButtonGroup::idClicked, this, &RunFilterBar::apply);
    connect(m_rule, &QComboBox::activated, this, &RunFilterBar::apply);
    connect(m_pinned, &QPushButton::clicked, this, &RunFilterBar::apply);
    connect(&names, &RuleNames::changed, this, &RunFilterBar::fillRules);
    connect(&themes, &ThemeManager::changed, this, &RunFilterBar::restyle);
    fillRules();
    setCounts({});
    restyle();
}

void RunFilterBar::addChip(int id, const QString &title)
{
    auto *chip = new QPushButton(title);
    chip->setObjectName(u"chip"_s); // the name that makes it round
    chip->setProperty("state", id == all ? u"all"_s : stateName(State(id)));
    chip->setCheckable(true);
    chip->setFlat(true);
    m_states->addButton(chip, id);
    layout()->addWidget(chip);
}

void RunFilterBar::fillRules()
{
    const auto chosen = m_rule->currentData().toString();
    m_rule->clear();
    m_rule->addItem(tr("All rules"), QString());
    for (const auto &rule : m_names.all())
        m_rule->addItem(singleLine(rule.name, 80), rule.id.value);
    m_rule->setCurrentIndex(std::max(0, m_rule->findData(chosen)));
    apply(); // the chosen rule may be gone
}

void RunFilterBar::setCounts(const RunCounts &counts)
{
    m_counts = counts;
    const auto set = [this](int id, const QString &title, int count) {
        auto *chip = m_states->button(id);
        chip->setText(count > 0 ? title + u"  "_s + countText(count) : title);
        chip->setAccessibleName(tr("%1: %n run(s)", nullptr, count).arg(title));
    };
    set(all, tr("All"), std::accumulate(counts.byState.begin(), counts.byState.end(), 0));
    for (const auto state : states) {
        const auto count = counts.byState.value(state);
        set(int(state), stateTitle(state), count);
        // What hardly ever happens takes no place until it does.
        const auto isRare = state == State::InDoubt || state == State::Cancelled || state == State::Queued;
        m_states->button(int(state))
            ->setVisible(!isRare || count > 0 || m_states->button(int(state))->isChecked());
    }
}

void RunFilterBar::restyle()
{
    const auto &theme = m_themes.theme();
    m_pinned->setIcon(m_themes.icon(u"pin"_s));
    for (const auto state : states)
        m_states->button(int(state))->setIcon(m_themes.icon(stateIcon(state), theme.state(state)));
}

RunFilter RunFilterBar::filter() const
{
    RunFilter filter;
    if (m_states->checkedId() != all)
        filter.state = State(m_states->checkedId());
    filter.rule = RuleId(m_rule->currentData().toString());
    filter.isPinned = m_pinned->isChecked();
    return filter;
}

void RunFilterBar::clear()
{
    m_states->button(all)->setChecked(true);
    m_rule->setCurrentIndex(0);
    m_pinned->setChecked(false);
    apply();
}

void RunFilterBar::apply()
{
    const auto wanted = filter();
    if (wanted == m_applied)
        return;
    m_applied = wanted;
    emit filterChanged(wanted);
}

} // namespace signalbox
