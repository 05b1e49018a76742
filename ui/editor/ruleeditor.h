// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/widgets/context.h"

#include <QPointer>
#include <QUndoGroup>
#include <QWidget>

class QToolButton;

namespace signalbox {

class CanvasView;
class Drawer;
class EditorActions;
class EditorToolBar;
class HistoryPanel;
class Inspector;
class LiveStates;
class NoticeBar;
class OutlineTree;
class Palette;
class ProblemList;
class RuleChecker;
class RuleDocument;
class RuleScene;
class SampleReader;
class Surroundings;
class TryPanel;

/// One rule: toolbar, palette, canvas, inspector, and the drawer with problems, outline, runs and trying. It
/// shows and edits a document; saving, publishing and switching it only asks for. Object names: see the
/// parts; "canvas", "palette", "inspector", "outline", "problemList", "runHistory". Thread: window.
class RuleEditor : public QWidget
{
    Q_OBJECT

public:
    RuleEditor(const Context &context, Navigator &navigator, const Surroundings &surroundings,
        QWidget *parent = nullptr);
    ~RuleEditor() override;

    /// Null: nothing. Both outlive their being shown.
    void setDocument(RuleDocument *document, LiveStates *states);
    RuleDocument *document() const;
    void setStored(const StoredRule *stored, bool isDraft);
    void say(const QString &problem); ///< empty: nothing is wrong any more

    RuleScene *scene() const { return m_scene; }
    CanvasView *canvas() const { return m_view; }
    Inspector *inspector() const { return m_inspector; }

public slots:
    void focusName(); ///< of the rule

signals:
    void publishWanted();
    void enableWanted(bool on);

private:
    void connectParts();
    void onChecked(const QList<Problem> &problems);
    void publish();
    void enable(bool on);
    bool mayGoLive();
    void jumpTo(const StepId &step, const QString &field);
    void showContextMenu(QPoint at);
    void showTry();

    Context m_context;
    QUndoGroup m_history;
    RuleScene *m_scene;
    CanvasView *m_view;
    EditorActions *m_actions;
    EditorToolBar *m_toolBar;
    NoticeBar *m_notice;
    Palette *m_palette;
    Inspector *m_inspector;
    OutlineTree *m_outline;
    ProblemList *m_problems;
    HistoryPanel *m_runs;
    TryPanel *m_try;
    Drawer *m_drawer;
    QToolButton *m_problemsButton;
    RuleChecker *m_checker;
    SampleReader *m_samples;
    QPointer<RuleDocument> m_document;
    QPointer<LiveStates> m_states;
    std::optional<StoredRule> m_stored;
    bool m_isDraft = false;
};

} // namespace signalbox
