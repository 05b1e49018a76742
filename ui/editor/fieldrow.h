// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;

namespace signalbox {

class FieldEditor;

/// A field in the inspector: label, editor, help, and what is wrong with it. Thread: window.
class FieldRow : public QWidget
{
    Q_OBJECT

public:
    /// Takes the editor.
    explicit FieldRow(FieldEditor *editor, QWidget *parent = nullptr);

    FieldEditor *editor() const { return m_editor; }
    /// What validation says. Where the editor itself says it more closely, that is shown.
    void setProblems(const QStringList &problems);
    bool hasProblem() const;

private:
    void updateProblem();

    FieldEditor *m_editor;
    QLabel *m_problem;
    QStringList m_problems;
};

} // namespace signalbox
