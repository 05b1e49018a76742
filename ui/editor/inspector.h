// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/editor/fieldeditor.h"

#include <QPointer>
#include <QStackedWidget>

class QLabel;

namespace signalbox {

class RuleDocument;
class RulePanel;
class StepPanel;

/// The panel beside the canvas: the selected step, or the rule while none is selected. Object name
/// "inspector". Thread: window.
class Inspector : public QStackedWidget
{
    Q_OBJECT

public:
    explicit Inspector(const FieldParts &parts, QWidget *parent = nullptr);

    void setDocument(RuleDocument *document);
    void showSteps(const QList<StepId> &steps);
    void setProblems(const QList<Problem> &problems);

    StepPanel *stepPanel() const { return m_step; }
    RulePanel *rulePanel() const { return m_rule; }

    void focusName(); ///< of the step, or of the rule
    /// The first field, or the one of this key.
    void focusField(const QString &key = {});

private:
    QPointer<RuleDocument> m_document;
    RulePanel *m_rule;
    StepPanel *m_step;
    QLabel *m_several;
    QList<Problem> m_problems;
};

} // namespace signalbox
