// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/expression/codeedit.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace signalbox {

class ConditionBuilder;

/// A CodeEdit with what helps to write: the signature of the call around the cursor, what is wrong with a
/// button that mends it where that is obvious, and what the text gives on the sample, worked out off the
/// window thread. A condition can also be put together by choosing, as long as it is one of comparisons; what
/// is more stays text, and says why.
///
/// Object names: "callHelp", "expressionProblem", "expressionFix", "sampleResult"; of a condition
/// "buildCondition", "writeCondition", "whyNotBuilt". Thread: window.
class ExpressionField : public QWidget
{
    Q_OBJECT

public:
    struct Options
    {
        CodeKind kind = CodeKind::Expression;
        CodeEdit::Lines lines = {};
        /// Else whoever holds the field shows problem(); what only the sample lets seem wrong always stands
        /// here.
        bool showsProblems = true;
        bool isCondition = false; ///< may be put together by choosing
    };

    ExpressionField(const ThemeManager &themes, const Options &options, QWidget *parent = nullptr);

    CodeEdit *edit() const { return m_edit; }
    void showText(const QString &text);
    void setSample(const ExpressionSample &sample);

    /// The first thing that keeps it from being used, with its place; empty: nothing does.
    QString problem() const;
    bool hasProblem() const { return !m_edit->problems().isEmpty(); } ///< if only a doubt
    /// Shows the text, with the cursor on the first problem.
    void goToProblem();

signals:
    void edited(const QString &text);
    void problemChanged();

private:
    void makeSwitch(const ThemeManager &themes);
    void update();
    void updateCall();
    void updateBuilder();
    void setBuilding(bool building);
    void evaluate();
    const ExpressionProblem *shownProblem() const;

    Options m_options;
    CodeEdit *m_edit;
    QLabel *m_call;
    QLabel *m_problem;
    QPushButton *m_fix;
    QLabel *m_result;
    QToolButton *m_build = nullptr; ///< this and the next three: of a condition
    QToolButton *m_write = nullptr;
    QLabel *m_whyNot = nullptr;
    ConditionBuilder *m_builder = nullptr;
    bool m_isBuilding = false;
    quint64 m_generation = 0; ///< of what was asked, so that the answer about an earlier text is dropped
};

/// "The message. (line 1, column 8)"
QString placedMessage(const ExpressionProblem &problem, const QString &text);

} // namespace signalbox
