// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/fieldeditor.h"

#include <QPointer>

class QLabel;
class QLineEdit;
class QStringListModel;

namespace signalbox {

class RuleDocument;
class RunPolicyPanel;
class TextArea;

/// What can be set about a rule as a whole: what the inspector shows while no step is selected. Object names:
/// "ruleName", "ruleDescription", "ruleFolder". Thread: window.
class RulePanel : public QWidget
{
    Q_OBJECT

public:
    explicit RulePanel(const FieldParts &parts, QWidget *parent = nullptr);

    void setDocument(RuleDocument *document);
    void setProblems(const QList<Problem> &problems); ///< of the whole rule
    void focusName();
    QLineEdit *name() const { return m_name; }
    void focusField(const QString &field); ///< of a problem of the rule as a whole

private:
    void refresh();

    QPointer<RuleDocument> m_document;
    QLineEdit *m_name;
    TextArea *m_description;
    QLineEdit *m_folder;
    QStringListModel *m_folders;
    RunPolicyPanel *m_runs;
    QLabel *m_id;
};

} // namespace signalbox
