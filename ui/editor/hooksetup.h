// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/widgets/context.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace signalbox {

class ChoiceBox;
class RuleDocument;
class Surroundings;

/// Above the fields of a webhook: who sends. Choosing a sender fills in how it is checked, its question and a
/// sample, as one command; below stand the steps to take on the other side. Shows itself only for a step with
/// a hook. Object names: "hookPreset", "hookSteps", "hookStepsButton". Thread: window.
class HookSetup : public QWidget
{
    Q_OBJECT

public:
    HookSetup(const Context &context, const Surroundings &surroundings, QWidget *parent = nullptr);

    /// Null document or a step that is none of this kind: hides.
    void setStep(RuleDocument *document, const StepId &step);

private:
    void refresh();
    void choose(const QString &preset);
    void setStepsOpen(bool open);

    Context m_context;
    const Surroundings &m_surroundings;
    QPointer<RuleDocument> m_document;
    StepId m_step;
    ChoiceBox *m_preset;
    QToolButton *m_stepsButton;
    QLabel *m_steps;
};

} // namespace signalbox
