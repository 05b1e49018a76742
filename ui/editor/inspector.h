// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/editor/fieldeditor.h"
#include "ui/editor/rulesamples.h"

#include <QPointer>
#include <QStackedWidget>

class QLabel;
class QScrollArea;

namespace signalbox {

class RuleDocument;
class RulePanel;
class SamplePanel;
class StepPanel;

/// The panel beside the canvas: the selected step, with what its expressions can read below, or the rule
/// while none is selected. Object name "inspector". Thread: window.
class Inspector : public QStackedWidget
{
    Q_OBJECT

public:
    explicit Inspector(const FieldParts &parts, QWidget *parent = nullptr);

    void setDocument(RuleDocument *document);
    void showSteps(const QList<StepId> &steps);
    void setProblems(const QList<Problem> &problems);
    /// `chosen`: the event that somebody chose; 0: none.
    void setSamples(const RuleSamples &samples, Sequence chosen);

    StepPanel *stepPanel() const { return m_step; }
    RulePanel *rulePanel() const { return m_rule; }

    void focusName(); ///< of the step, or of the rule
    /// The first field, or the one of this key.
    void focusField(const QString &key = {});

signals:
    /// Enter in a name, or Escape: whoever types is done here.
    void left();
    void sampleChosen(signalbox::Sequence event); ///< to try expressions on; 0: the one that suits best

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QPointer<RuleDocument> m_document;
    StepId m_shown; ///< the step that the panel was last opened for
    RulePanel *m_rule;
    StepPanel *m_step;
    QScrollArea *m_ruleArea;
    QScrollArea *m_stepArea;
    SamplePanel *m_sample;
    QLabel *m_several;
    QList<Problem> m_problems;
};

} // namespace signalbox
