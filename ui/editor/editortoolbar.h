// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;
class QUndoGroup;

namespace signalbox {

class EditorActions;
class ThemeManager;
class ToggleSwitch;

/// The line above the canvas: which rule, whether it is a draft, what can be done with it. Object names:
/// "ruleTitle", "draftMark", "undoButton", "redoButton", "publishButton", "runButton", "enableSwitch",
/// "paletteButton", "addStepButton". Thread: window.
class EditorToolBar : public QWidget
{
    Q_OBJECT

public:
    EditorToolBar(const EditorActions &actions, QUndoGroup &history, const ThemeManager &themes,
        QWidget *parent = nullptr);

    /// `stored`: null where nothing is stored yet.
    void setRule(const QString &name, const StoredRule *stored, bool isDraft);
    void setProblems(int count);

    QToolButton *paletteButton() const { return m_palette; }

signals:
    void publishWanted();
    void runWanted();
    void enableWanted(bool on);
    void renameWanted();

private:
    QToolButton *addButton(QAction *action);

    QPushButton *m_title;
    QLabel *m_mark;
    QToolButton *m_palette;
    QPushButton *m_run;
    QPushButton *m_publish;
    QAction *m_publishAction; ///< the same, for menu, palette and keys
    QLabel *m_switchText;
    ToggleSwitch *m_switch;
};

} // namespace signalbox
