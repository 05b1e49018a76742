// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/rule/rule.h"
#include "ui/editor/fieldeditor.h"
#include "ui/editor/fieldsample.h"
#include "ui/editor/rulesamples.h"

#include <QPointer>

class QLabel;
class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace signalbox {

class CodeEdit;
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
    void setSamples(const RuleSamples &samples);
    const FieldSample &sample() const { return m_sample; }
    bool hasCode() const; ///< whether expressions may stand in any of its fields

    /// Puts what belongs to some steps only above and below the fields; both show and hide themselves.
    void addSections(QWidget *above, QWidget *below);

    void focusName();
    QLineEdit *name() const { return m_name; }
    /// Puts the cursor into the field, on the first problem of an expression, unfolding it if need be; an
    /// empty key is the first one. False: there is no such field.
    bool focusField(const QString &key);
    /// Writes an expression where somebody wrote last, else into the first field that takes one. False: none
    /// does.
    bool insertExpression(const QString &expression);
    FieldRow *row(const QString &key) const;

private:
    void rebuild();
    void refresh();
    void updateVisible();
    void updateSample();
    void setMoreOpen(bool open);

    FieldSample m_sample;
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
    Rule m_sampled; ///< what m_sample was made for, as far as it matters
    QPointer<CodeEdit> m_lastEdit;
};

} // namespace signalbox
