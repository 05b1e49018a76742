// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/steptype.h"
#include "ui/editor/linkitem.h"
#include "ui/editor/quickaddplace.h"
#include "ui/editor/stepitem.h"

#include <QGraphicsScene>
#include <QHash>
#include <QPointer>

namespace signalbox {

class LiveStates;
class RuleDocument;
class ThemeManager;

/// The picture of one document: follows it, and turns what hands do on the canvas into its commands. The
/// half-drawn link lives here and nowhere else; problems and the states of a run are read-only inputs.
/// Thread: window.
class RuleScene : public QGraphicsScene
{
    Q_OBJECT

public:
    explicit RuleScene(const ThemeManager &themes, QObject *parent = nullptr);
    ~RuleScene() override;

    /// What is shown from now on; null: nothing. Both have to outlive their being shown here, or be null
    /// before.
    void setDocument(RuleDocument *document, LiveStates *states);
    RuleDocument *document() const;

    StepItem *stepItem(const StepId &step) const { return m_steps.value(step); }
    LinkItem *linkItem(const Link &link) const;
    QList<StepItem *> stepItems() const; ///< in the order of the flow

    /// A step in words: "Tell the shop, HTTP request, POST shop.example. Leads to: Log."
    QString describe(const StepId &step) const;

    QList<StepId> selectedSteps() const; ///< in the order of the rule
    QList<Link> selectedLinks() const;
    void select(const QList<StepId> &steps, const QList<Link> &links = {});
    void selectAll();
    void cancelLink(); ///< a half-drawn link goes

    void setProblems(const QList<Problem> &problems);

    /// Adds a step of this type where `place` says, connected as it says, and selects it.
    void addStep(const QString &type, const QuickAddPlace &place);
    /// Where a step goes that is added without the pointer: after the selected step, else near the middle of
    /// what is seen.
    QuickAddPlace placeForNext(QPointF seenCenter) const;

signals:
    void stepActivated(const signalbox::StepId &step); ///< double click or Enter
    void selectedStepsChanged(const QList<signalbox::StepId> &steps);
    /// A half-drawn link was let go over empty canvas, or that was double-clicked.
    void quickAddWanted(const signalbox::QuickAddPlace &place);
    /// A gesture was refused; `reason` belongs at `place`.
    void refused(const QString &reason, QPointF place);
    void refusalEnded();

protected:
    void mousePressEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseMoveEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseReleaseEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseDoubleClickEvent(QGraphicsSceneMouseEvent *event) override;
    void dragEnterEvent(QGraphicsSceneDragDropEvent *event) override;
    void dragMoveEvent(QGraphicsSceneDragDropEvent *event) override;
    void dragLeaveEvent(QGraphicsSceneDragDropEvent *event) override;
    void dropEvent(QGraphicsSceneDragDropEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &area) override;
    void drawForeground(QPainter *painter, const QRectF &area) override;

private:
    void rebuild();
    void addStepItem(const Step &step);
    void addLinkItem(const Link &link);
    void removeStepItem(const StepId &step);
    void removeLinkItem(const Link &link);
    void updateLook(const StepId &step);
    void updateLinkEnds(const StepId &step);
    void updateTaken();
    void placeLink(LinkItem *item);
    std::optional<State> stateOf(const StepId &step) const;

    StepItem *stepNear(QPointF place) const;
    LinkItem *linkUnder(QPointF place) const;
    void beginLink(StepItem *item, const QString &port);
    void dragLink(QPointF place);
    void endLink(QPointF place);
    Link wantedLink(const StepItem &other, QPointF place) const;
    void endMove();
    void setTargetLink(LinkItem *item);
    LinkItem *linkForLoneStep() const;

    const ThemeManager &m_themes;
    QPointer<RuleDocument> m_document;
    QPointer<LiveStates> m_states;
    QHash<StepId, StepItem *> m_steps;
    QList<LinkItem *> m_links;
    QHash<QString, QStringList> m_problems; // by step

    HalfLinkItem *m_halfLink = nullptr;
    StepId m_linkStep; // where the half-drawn link begins …
    QString m_linkPort; // … and at which port; "in" when it is drawn backwards
    QPointer<StepItem> m_linkTarget;
    QPointF m_pressedAt;
    bool m_isMoving = false;
    LinkItem *m_targetLink = nullptr;
};

} // namespace signalbox
