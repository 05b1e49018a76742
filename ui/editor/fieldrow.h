// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace signalbox {

class CodeEdit;
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

    /// Where expressions are written: where the keyboard is, else the first; null: nowhere.
    CodeEdit *codeEdit() const;
    /// Puts a reference where the cursor is, in braces where the field takes text.
    void insertReference(const QString &path);
    QToolButton *referenceButton() const { return m_references; } ///< null: no expression may stand here

signals:
    void referencesWanted(QMenu &menu); ///< fill it; it is shown next

private:
    void updateProblem();
    void showReferences();

    FieldEditor *m_editor;
    QLabel *m_problem;
    QToolButton *m_references = nullptr;
    QStringList m_problems;
};

} // namespace signalbox
