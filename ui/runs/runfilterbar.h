// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QPushButton;

namespace signalbox {

class RuleNames;
class ThemeManager;

/// Which runs the list shows: by state, each with how many there are, by rule, and those that are pinned.
/// Object names: `ruleFilter`, `pinnedFilter`; the states are buttons named `chip` whose property `state` is
/// the state's name, or "all". Thread: window.
class RunFilterBar : public QWidget
{
    Q_OBJECT

public:
    RunFilterBar(const ThemeManager &themes, const RuleNames &names, QWidget *parent = nullptr);

    RunFilter filter() const;
    void clear();
    void setCounts(const RunCounts &counts);

signals:
    void filterChanged(const signalbox::RunFilter &filter);

private:
    void addChip(int id, const QString &title);
    void fillRules();
    void restyle();
    void apply();

    const ThemeManager &m_themes;
    const RuleNames &m_names;
    QButtonGroup *m_states; ///< ids: a State, or `all`
    QComboBox *m_rule;
    QPushButton *m_pinned;
    RunCounts m_counts;
    RunFilter m_applied;
};

} // namespace signalbox
