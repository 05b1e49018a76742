// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/editor/fieldeditor.h"
#include "ui/editor/rulesamples.h"

#include <QPointer>

class QLabel;
class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace signalbox {

class FieldRow;
class RuleDocument;

/// Everything that can be set about one step, made from its type's descriptor. Object names: "stepName",
/// "moreSettings", and those of the fields' editors. Thread: window.
class StepPanel : public QWidget
{
    Q_OBJECT

public:
    explicit StepPanel(const FieldParts &parts, QWidget *parent = nullptr);

    /// Null document or a step that is not there: shows nothing.
    void setStep(RuleDocument *document, const StepId &step);
    const StepId &step() const { return m_step; }
    void setProblems(const QList<Problem> &problems);
    void setSamples(const RuleSamples &samples) { m_samples = samples; }

    void focusName();
    /// Puts the cursor into the field, unfolding it if need be; an empty key is the first one. False: there
    /// is no such field.
    bool focusField(const QString &key);
    FieldRow *row(const QString &key) const;

private:
    void rebuild();
    void refresh();
    void updateVisible();
    void setMoreOpen(bool open);

    FieldParts m_parts;
    QPointer<RuleDocument> m_document;
    StepId m_step;
    QString m_type; ///< of which the rows are

    QLabel *m_icon;
    QLabel *m_typeTitle;
    QLabel *m_help;
    QLineEdit *m_name;
    QLabel *m_id;
    QLabel *m_stepProblem; ///< what is wrong with the step as a whole, its links say
    QVBoxLayout *m_basic;
    QVBoxLayout *m_more;
    QWidget *m_moreBody;
    QToolButton *m_moreButton;
    QList<FieldRow *> m_rows;
    QList<Problem> m_problems;
    RuleSamples m_samples;
};

} // namespace signalbox
