// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/context.h"

#include <QWidget>

class QLineEdit;
class QListView;

namespace signalbox {

class ConfirmBar;
class RuleListModel;
class RuleShelf;

/// The list of rules with its search field and what can be done with one of them. Object names: "ruleList",
/// "ruleSearch", "ruleMenuButton"; of its actions "duplicateRule", "exportRule", "importRules", "deleteRule".
/// Space switches the chosen rule on or off. Thread: window.
class RuleListPanel : public QWidget
{
    Q_OBJECT

public:
    RuleListPanel(const Context &context, Navigator &navigator, RuleShelf &shelf, QWidget *parent = nullptr);

    RuleId current() const;
    void setCurrent(const RuleId &rule); ///< says nothing

    /// Reads rule files as drafts: a rule that is there already gets the file as its draft, which can be
    /// undone. What could not be read is said.
    void importFiles(const QStringList &files);
    void chooseImport();

signals:
    void chosen(const signalbox::RuleId &rule);
    void enableWanted(const signalbox::RuleId &rule, bool on);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeActions();
    void duplicate();
    void exportRule();

    void remove();
    void keepCurrent();
    void updateActions();

    Context m_context;
    Navigator &m_navigator;
    RuleShelf &m_shelf;
    RuleListModel *m_model;
    QLineEdit *m_search;
    QListView *m_list;
    ConfirmBar *m_confirm;
    QAction *m_duplicateAction;
    QAction *m_exportAction;
    QAction *m_importAction;
    QAction *m_deleteAction;
    RuleId m_current;
};

} // namespace signalbox
