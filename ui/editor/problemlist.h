// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"
#include "core/rule/steptype.h"

#include <QListWidget>

namespace signalbox {

class ThemeManager;

/// All that is wrong with a rule; choosing one leads to its place. Object name "problemList". Thread: window.
class ProblemList : public QListWidget
{
    Q_OBJECT

public:
    explicit ProblemList(const ThemeManager &themes, QWidget *parent = nullptr);

    /// Doubts are shown after the problems; they keep nothing from going live.
    void setProblems(const QList<Problem> &problems, const QList<Problem> &doubts, const Rule &rule,
        const StepCatalog &catalog);

signals:
    void chosen(const signalbox::StepId &step, const QString &field);

private:
    const ThemeManager &m_themes;
    QList<Problem> m_shown; ///< problems, then doubts
    qsizetype m_problems = 0; ///< how many of them are problems
};

} // namespace signalbox
