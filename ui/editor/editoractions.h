// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QMap>
#include <QObject>
#include <QPointF>

class QAction;
class QMenu;

namespace signalbox {

class CanvasView;
class RuleDocument;
class RuleScene;
class ThemeManager;
struct Port;
struct RuleFragment;

/// What can be done to the selection and the view, as actions with their shortcuts: for the canvas, the
/// outline, the toolbar and the context menu alike. Thread: window.
class EditorActions : public QObject
{
    Q_OBJECT

public:
    enum Name {
        Add,
        Delete,
        Heal,
        Cut,
        Copy,
        Paste,
        Duplicate,
        SelectAll,
        Rename,
        LinkTo,
        Tidy,
        ZoomIn,
        ZoomOut,
        ResetZoom,
        Fit
    };

    EditorActions(RuleScene &scene, CanvasView &view, const ThemeManager &themes, QObject *parent);
    ~EditorActions() override;

    QAction *action(Name name) const { return m_actions.value(name); }
    /// Lets the shortcuts work while this widget has the keyboard.
    void addTo(QWidget *widget) const;
    void fillContextMenu(QMenu &menu) const;

public slots:
    void update(); ///< what is enabled, after the selection or the document changed

signals:
    void renameWanted();
    void said(const QString &text); ///< why something could not be done

private:
    void make(Name name, const QString &text, const QString &icon, const QList<QKeySequence> &shortcuts,
        void (EditorActions::*slot)());
    void remove();
    void heal();
    void cut();
    void copy();
    void paste();
    void duplicate();
    void selectAll();
    void rename();
    void add();
    void tidy();
    void zoomIn();
    void zoomOut();
    void resetZoom();
    void fit();
    void insert(const RuleFragment &fragment);
    void fillLinkMenu();

    RuleScene &m_scene;
    CanvasView &m_view;
    const ThemeManager &m_themes;
    QMap<Name, QAction *> m_actions; ///< in the order in which menus offer them
    QMenu *m_linkMenu;
};

} // namespace signalbox
