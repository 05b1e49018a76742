// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"
#include "core/rule/steptype.h"

#include <QPointer>
#include <QTreeWidget>

namespace signalbox {

class LiveStates;
class RuleDocument;
class RuleScene;
class ThemeManager;

/// The rule in words, from its triggers on: each step, and below it where each of its ways out leads. What is
/// selected here is selected on the canvas and the other way round; with the editor's actions on it, a whole
/// rule can be built and changed without seeing the canvas. Object name "outline". Thread: window.
class OutlineTree : public QTreeWidget
{
    Q_OBJECT

public:
    OutlineTree(RuleScene &scene, const ThemeManager &themes, QWidget *parent = nullptr);

    void setDocument(RuleDocument *document, LiveStates *states);
    void setProblems(const QList<Problem> &problems);

    /// "Over 100?: If event.data.amount > 100. 1 problem. Done"
    QString describe(const Step &step) const;

signals:
    void stepActivated(const signalbox::StepId &step);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void rebuild();
    void showSelection();
    void takeSelection();
    void updateTexts();

    RuleScene &m_scene;
    const ThemeManager &m_themes;
    QPointer<RuleDocument> m_document;
    QPointer<LiveStates> m_states;
    QHash<QString, QStringList> m_problems;
    bool m_isShowing = false;
};

} // namespace signalbox
