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
/// button that mends it where that is obvious, and what the text gives on the sample. A condition can also be
/// put together by choosing, as long as it is one of comparisons. Thread: window.
class ExpressionField : public QWidget
{
    Q_OBJECT

public:
    struct Options
    {
        CodeKind kind = CodeKind::Expression;
        CodeEdit::Lines lines = {};
        bool showsProblems = true; ///< else whoever holds the field shows problem()
        bool isCondition = false; ///< may be put together by choosing
    };

    ExpressionField(const ThemeManager &themes, const Options &options, QWidget *parent = nullptr);

    CodeEdit *edit() const { return m_edit; }
    void showText(const QString &text);
    void setSample(const ExpressionSample &sample);

    /// The first thing that is wrong, with its place; empty: nothing is.
    QString problem() const;

signals:
    void edited(const QString &text);
    void problemChanged();

private:
    void update();
    void updateCall();
    void updateBuilder();
    void setBuilding(bool building);

    Options m_options;
    CodeEdit *m_edit;
    QLabel *m_call;
    QLabel *m_problem;
    QPushButton *m_fix;
    QLabel *m_result;
    QToolButton *m_build = nullptr;
    ConditionBuilder *m_builder = nullptr;
};

/// "The message. (line 1, column 8)"
QString placedMessage(const ExpressionProblem &problem, const QString &text);

} // namespace signalbox
