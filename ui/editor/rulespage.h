// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/page.h"

class QPushButton;
class QStackedWidget;

namespace signalbox {

class RuleEditor;
class RuleListPanel;
class RuleShelf;
class SurroundingsReader;

/// The rules: their list, and the editor of the chosen one. Drafts save themselves, also when the page goes;
/// what is live changes only by Publish.
///
/// Object names, for tests with real mouse and keys:
/// - `newRuleButton` (in the page's header), `ruleList`, `ruleSearch`, `ruleMenuButton`, `ruleEditor`;
/// - of the editor: `palette` with `paletteSearch` and `paletteTree`; `canvas` (a QGraphicsView whose items
///   are named by step id) with `quickAdd`, `quickAddSearch`, `quickAddList`, `zoomButton`; `inspector` with
///   `stepName`, `moreSettings`, and for each field an editor `field-KEY` (what is typed in is its focus
///   proxy), a label `problem-KEY` and a button `references-KEY`; for the rule `ruleName`, `ruleDescription`,
///   `ruleFolder`;
/// - of the toolbar: `ruleTitle`, `draftMark`, `undoButton`, `redoButton`, `paletteButton`, `addStepButton`,
///   `runButton`, `publishButton`, `enableSwitch`; below it `notice`;
/// - of the drawer: `problemsTab`, `outlineTab`, `runsTab`, `tryTab`; `problemList`, `outline`, `runHistory`,
///   `showRunButton`, `followLiveButton`, `runTrigger`, `runData`, `runStart`, `runNote`, `runShow`.
///
/// Thread: window.
class RulesPage : public PageWidget
{
    Q_OBJECT

public:
    RulesPage(const Context &context, Navigator &navigator, QWidget *parent = nullptr);
    ~RulesPage() override;

    QString title() const override { return tr("Rules"); }
    QWidget *headerWidget() override;

    RuleEditor *editor() const { return m_editor; }
    RuleShelf *shelf() const { return m_shelf; }

public slots:
    void openRule(const signalbox::RuleId &rule);
    void newRule();
    /// A rule that starts on events like this one: by its hook, or by its type.
    void newRuleFromEvent(const signalbox::Event &event);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeEmptyState();
    QWidget *makeNoChoice();
    void connectParts();
    void display(const RuleId &rule);
    void refresh();
    void onFailed(const RuleId &rule, const Error &error);
    void create(const Rule &rule);

    RuleShelf *m_shelf;
    SurroundingsReader *m_surroundings;
    RuleListPanel *m_list;
    RuleEditor *m_editor;
    QStackedWidget *m_stack; ///< no rule at all; or the list with nothing chosen or the editor
    QStackedWidget *m_right;
    QPushButton *m_new;
    RuleId m_shown;
    RuleId m_wanted; ///< asked for before the rules were read
};

} // namespace signalbox
