// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/editor/quickaddplace.h"

#include <QGraphicsView>

class QLabel;

namespace signalbox {

class QuickAdd;
class RuleScene;
class StepCatalog;
class ThemeManager;

/// The canvas: looks at a scene, pans and zooms. Middle drag or Space and drag pan; the wheel scrolls, with
/// Ctrl it zooms at the pointer; arrows nudge the selection (Shift: further), Alt and arrows walk along the
/// links; A opens quick-add; 1 fits, 0 resets the zoom; Enter opens the step. Object name "canvas".
/// Thread: window.
class CanvasView : public QGraphicsView
{
    Q_OBJECT

public:
    CanvasView(
        RuleScene &scene, const StepCatalog &catalog, const ThemeManager &themes, QWidget *parent = nullptr);

    qreal zoom() const { return transform().m11(); }
    QuickAdd *quickAdd() const { return m_quickAdd; }

    /// Scrolls, without zooming, until the step is seen whole.
    void reveal(const StepId &step);
    void addStep(const QString &type, const QuickAddPlace &place); ///< and reveals it
    QPointF seenCenter() const;
    /// A widget that stays in the lower left corner; a child of this view.
    void setOverlay(QWidget *overlay);

public slots:
    void zoomIn();
    void zoomOut();
    void resetZoom();
    void fit();
    /// A rule that is opened: whole if it can be read so, else its beginning.
    void showBeginning();
    void openQuickAdd();

signals:
    void zoomChanged(qreal zoom);

protected:
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void setZoom(qreal zoom, QPoint anchor);
    QRectF contentArea() const;
    void moveToBeginning();
    void placeOverlay();
    void showQuickAdd(const QuickAddPlace &place);
    void showRefusal(const QString &reason, QPointF place);
    void nudge(QPointF by);
    void walk(int key);
    StepId neighbour(const StepId &step, int key) const;

    RuleScene &m_scene;
    QuickAdd *m_quickAdd;
    QWidget *m_overlay = nullptr;
    QLabel *m_refusal; ///< why a gesture is refused, beside the pointer
    bool m_isSpaceHeld = false;
    bool m_isPanning = false;
    bool m_isAtBeginning = false; ///< nobody has moved the view since showBeginning()
    QPoint m_panFrom;
};

} // namespace signalbox
