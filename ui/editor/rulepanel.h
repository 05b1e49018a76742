// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/fieldeditor.h"

#include <QPointer>

class QLabel;
class QLineEdit;
class QStringListModel;

namespace signalbox {

class RuleDocument;
class TextArea;

/// What can be set about a rule as a whole: what the inspector shows while no step is selected. Object names:
/// "ruleName", "ruleDescription", "ruleFolder". Thread: window.
class RulePanel : public QWidget
{
    Q_OBJECT

public:
    explicit RulePanel(const FieldParts &parts, QWidget *parent = nullptr);

    void setDocument(RuleDocument *document);
    void focusName();

private:
    void refresh();

    QPointer<RuleDocument> m_document;
    QLineEdit *m_name;
    TextArea *m_description;
    QLineEdit *m_folder;
    QStringListModel *m_folders;
    QLabel *m_id;
};

} // namespace signalbox
