// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rulescene.h"

#include "ui/editor/arrangement.h"
#include "ui/editor/livestates.h"
#include "ui/editor/palettetree.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/rulegraph.h"
#include "ui/theme/theme.h"

#include <QGraphicsSceneDragDropEvent>
#include <QGraphicsSceneMouseEvent>
#include <QGraphicsView>
#include <QMimeData>
#include <QPainter>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// How far from its last step the canvas goes on, so that there is always room to drop something.
constexpr qreal margin = 2000;
constexpr qreal snapReach = 28;

} // namespace

RuleScene::RuleScene(const ThemeManager &themes, QObject *parent)
    : QGraphicsScene(parent)
    , m_themes(themes)
{
    // Items move all the time and are few; an index would only be rebuilt.
    setItemIndexMethod(NoIndex);
    setSceneRect(-margin, -margin, 2 * margin, 2 * margin);
    connect(this, &QGraphicsScene::selectionChanged, this,
        [this] { emit selectedStepsChanged(selectedSteps()); });
    connect(&themes, &ThemeManager::changed, this, [this] { update(); });
}

RuleScene::~RuleScene()
{
    // The items' going changes the selection, of which nobody needs to hear any more.
    disconnect(this, nullptr, this, nullptr);
}

void RuleScene::setDocument(RuleDocument *document, LiveStates *states)
{
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    if (m_states)
        disconnect(m_states, nullptr, this, nullptr);
    m_document = document;
    m_states = states;
    m_problems.clear();
    if (document) {
        connect(document, &RuleDocument::stepAdded, this, &RuleScene::addStepItem);
        connect(document, &RuleDocument::stepRemoved, this, &RuleScene::removeStepItem);
        connect(document, &RuleDocument::linkAdded, this, &RuleScene::addLinkItem);
        connect(document, &RuleDocument::linkRemoved, this, &RuleScene::removeLinkItem);
        connect(document, &RuleDocument::stepChanged, this, [this](const Step &step) {
            updateLook(step.id);
            updateLinkEnds(step.id);
        });
        connect(document, &RuleDocument::stepMoved, this, [this](const StepId &step, QPointF place) {
            if (auto *item = stepItem(step))
                item->setPos(place);
        });
    }
    if (states) {
        connect(states, &LiveStates::changed, this, [this] {
            for (auto it = m_steps.begin(); it != m_steps.end(); ++it)
                (*it)->setState(stateOf(it.key()));
            updateTaken();
        });
    }
    rebuild();
}

RuleDocument *RuleScene::document() const
{
    return m_document;
}

void RuleScene::rebuild()
{
    cancelLink();
    m_targetLink = nullptr;
    m_isMoving = false;
    m_steps.clear();
    m_links.clear();
    clear();
    if (!m_document)
        return;
    const auto &rule = m_document->rule();
    for (const auto &step : rule.steps)
        addStepItem(step);
    for (const auto &link : rule.links)
        addLinkItem(link);
    updateTaken();
}

void RuleScene::addStepItem(const Step &step)
{
    auto *item = new StepItem(step.id, m_themes);
    const auto &rule = m_document->rule();
    // Asking for all places is only needed where a rule does not name them.
    item->setPos(rule.layout.contains(step.id) ? rule.layout.value(step.id)
                                               : placesOf(rule, m_document->catalog()).value(step.id));
    m_steps.insert(step.id, item);
    addItem(item);
    updateLook(step.id);
    if (m_steps.size() == 1)
        update(); // what stands on an empty canvas goes
    connect(item, &StepItem::moved, this, [this, id = step.id] { updateLinkEnds(id); });
    if (!sceneRect().contains(
            item->sceneBoundingRect().adjusted(-margin / 2, -margin / 2, margin / 2, margin / 2)))
        setSceneRect(
            sceneRect().united(item->sceneBoundingRect().adjusted(-margin, -margin, margin, margin)));
}

void RuleScene::removeStepItem(const StepId &step)
{
    delete m_steps.take(step);
    if (m_steps.isEmpty())
        update();
}

void RuleScene::addLinkItem(const Link &link)
{
    auto *item = new LinkItem(link, m_themes);
    m_links += item;
    addItem(item);
    updateLook(link.from); // its way for failures may be used now
    placeLink(item);
}

void RuleScene::removeLinkItem(const Link &link)
{
    auto *item = linkItem(link);
    if (item == m_targetLink)
        m_targetLink = nullptr;
    m_links.removeOne(item);
    delete item;
    updateLook(link.from);
}

LinkItem *RuleScene::linkItem(const Link &link) const
{
    for (auto *item : m_links) {
        if (item->link() == link)
            return item;
    }
    return nullptr;
}

QList<StepItem *> RuleScene::stepItems() const
{
    QList<StepItem *> items;
    for (const auto &step : m_document ? inFlowOrder(m_document->rule()) : QList<StepId>()) {
        if (auto *item = stepItem(step))
            items += item;
    }
    return items;
}

QString RuleScene::describe(const StepId &id) const
{
    const auto *item = stepItem(id);
    const auto *step = m_document ? m_document->rule().step(id) : nullptr;
    if (!item || !step)
        return {};
    const auto &look = item->look();
    QStringList words{look.title};
    if (look.typeTitle != look.title)
        words += look.typeTitle;
    if (!look.summary.isEmpty())
        words += look.summary;
    if (look.state)
        words += stateTitle(*look.state);
    QStringList ways;
    for (const auto &link : m_document->rule().linksFrom(id)) {
        const auto *to = m_document->rule().step(link.to);
        if (!to)
            continue;
        auto way = link.port == u"error" ? tr("on failure") : QString();
        for (const auto &port : look.ports) {
            if (port.id == link.port)
                way = port.label;
        }
        const auto title = titleOf(*to, m_document->catalog());
        ways += way.isEmpty() ? title : tr("%1: %2").arg(way, title);
    }
    auto text = words.join(u", "_s);
    if (!ways.isEmpty())
        text = tr("%1. Leads to: %2").arg(text, ways.join(u", "_s));
    return text;
}

void RuleScene::updateLook(const StepId &id)
{
    auto *item = stepItem(id);
    const auto *step = m_document ? m_document->rule().step(id) : nullptr;
    if (!item || !step)
        return;
    auto look = lookOf(m_document->rule(), *step, m_document->catalog());
    look.problems = m_problems.value(id.value).join(u'\n');
    look.state = stateOf(id);
    item->setLook(look);
}

std::optional<State> RuleScene::stateOf(const StepId &step) const
{
    return m_states ? m_states->state(step) : std::nullopt;
}

void RuleScene::updateLinkEnds(const StepId &step)
{
    for (auto *item : std::as_const(m_links)) {
        if (item->link().from == step || item->link().to == step)
            placeLink(item);
    }
}

void RuleScene::placeLink(LinkItem *item)
{
    const auto *from = stepItem(item->link().from);
    const auto *to = stepItem(item->link().to);
    item->setVisible(from && to);
    if (from && to)
        item->setEnds(from->outPort(item->link().port), to->inPort());
}

void RuleScene::updateTaken()
{
    for (auto *item : std::as_const(m_links)) {
        // A step that is not heard of has not begun, or is not reached.
        const auto from = stateOf(item->link().from).value_or(State::Queued);
        const auto to = stateOf(item->link().to).value_or(State::Skipped);
        item->setTaken(isFinished(from) && from != State::Skipped && to != State::Skipped);
    }
}

QList<StepId> RuleScene::selectedSteps() const
{
    QList<StepId> steps;
    if (!m_document)
        return steps;
    for (const auto &step : m_document->rule().steps) {
        if (const auto *item = stepItem(step.id); item && item->isSelected())
            steps += step.id;
    }
    return steps;
}

QList<Link> RuleScene::selectedLinks() const
{
    QList<Link> links;
    for (const auto *item : m_links) {
        if (item->isSelected())
            links += item->link();
    }
    return links;
}

void RuleScene::select(const QList<StepId> &steps, const QList<Link> &links)
{
    {
        const QSignalBlocker oneSignalForAll(this);
        clearSelection();
        for (const auto &step : steps) {
            if (auto *item = stepItem(step))
                item->setSelected(true);
        }
        for (const auto &link : links) {
            if (auto *item = linkItem(link))
                item->setSelected(true);
        }
    }
    emit selectionChanged();
}

void RuleScene::selectAll()
{
    select(m_steps.keys());
}

void RuleScene::setProblems(const QList<Problem> &problems)
{
    m_problems.clear();
    for (const auto &problem : problems)
        m_problems[problem.step] += problem.message;
    for (const auto &step : m_steps.keys())
        updateLook(step);
}

void RuleScene::addStep(const QString &type, const QuickAddPlace &place)
{
    if (!m_document)
        return;
    const auto step = m_document->makeStep(type);
    const auto &catalog = m_document->catalog();
    const auto ports = waysOut(m_document->rule(), step, catalog);
    QList<Link> links;
    QList<Link> replaced;
    if (place.from)
        links += Link{place.from->from, step.id, place.from->port};
    if (!place.before.isEmpty() && !ports.isEmpty())
        links += Link{step.id, place.before, ports.first().id};
    if (place.inside && hasInPort(step, catalog) && !ports.isEmpty()) {
        links += Link{place.inside->from, step.id, place.inside->port};
        links += Link{step.id, place.inside->to, ports.first().id};
        replaced += *place.inside;
    }
    m_document->addStep(step, snapped(place.at), links, replaced);
    select({step.id});
}

QuickAddPlace RuleScene::placeForNext(QPointF seenCenter) const
{
    QuickAddPlace place;
    if (!m_document)
        return place;
    const auto &rule = m_document->rule();
    const auto &catalog = m_document->catalog();
    if (const auto links = selectedLinks(); links.size() == 1 && selectedSteps().isEmpty()) {
        place.inside = links.first();
        const auto *item = linkItem(links.first());
        place.at = freePlaceNear(rule, catalog,
            item->path().pointAtPercent(0.5) - QPointF(stepgeometry::width, stepgeometry::baseHeight) / 2);
        return place;
    }
    const auto steps = selectedSteps();
    const auto *after = steps.size() == 1 ? rule.step(steps.first()) : nullptr;
    const auto ports = after ? waysOut(rule, *after, catalog) : QList<Port>();
    if (ports.isEmpty()) {
        place.at = freePlaceNear(rule, catalog,
            after ? placesOf(rule, catalog).value(after->id)
                  : seenCenter - QPointF(stepgeometry::width, stepgeometry::baseHeight) / 2);
        return place;
    }
    // The first way out that leads nowhere yet.
    auto port = ports.first().id;
    for (const auto &candidate : ports) {
        if (std::ranges::none_of(rule.links,
                [&](const Link &link) { return link.from == after->id && link.port == candidate.id; })) {
            port = candidate.id;
            break;
        }
    }
    place.from = Link{after->id, {}, port};
    place.at = freePlaceAfter(rule, catalog, after->id, port);
    return place;
}

// --- linking ---------------------------------------------------------------------------------------

StepItem *RuleScene::stepNear(QPointF place) const
{
    StepItem *nearest = nullptr;
    for (auto *item : m_steps) {
        const auto body = item->mapRectToScene(stepgeometry::body(item->look()));
        if (body.adjusted(-snapReach, -snapReach / 2, snapReach, snapReach / 2).contains(place)
            && (!nearest || item->zValue() > nearest->zValue()))
            nearest = item;
    }
    return nearest;
}

LinkItem *RuleScene::linkUnder(QPointF place) const
{
    for (auto *item : m_links) {
        if (item->isVisible() && item->shape().contains(place))
            return item;
    }
    return nullptr;
}

void RuleScene::beginLink(StepItem *item, const QString &port)
{
    m_linkStep = item->id();
    m_linkPort = port;
    m_halfLink = new HalfLinkItem(m_themes);
    addItem(m_halfLink);
    dragLink(port == u"in" ? item->inPort() : item->outPort(port));
}

Link RuleScene::wantedLink(const StepItem &other, QPointF place) const
{
    if (m_linkPort != u"in")
        return {m_linkStep, other.id(), m_linkPort};
    auto port = other.portAt(place);
    if (port.isEmpty() || port == u"in")
        port = other.look().ports.isEmpty() ? u"out"_s : other.look().ports.first().id;
    return {other.id(), m_linkStep, port};
}

void RuleScene::dragLink(QPointF place)
{
    auto *target = stepNear(place);
    const auto *origin = stepItem(m_linkStep);
    if (target == origin && target && !target->contains(target->mapFromScene(place)))
        target = nullptr; // still leaving
    QString refusal;
    auto end = place;
    if (target && target != origin) {
        const auto link = wantedLink(*target, place);
        refusal = linkRefusal(m_document->rule(), m_document->catalog(), link);
        if (refusal.isEmpty())
            end = m_linkPort == u"in" ? target->outPort(link.port) : target->inPort();
    }
    if (m_linkTarget != target) {
        if (m_linkTarget)
            m_linkTarget->setTarget(false);
        m_linkTarget = target;
        if (refusal.isEmpty())
            emit refusalEnded();
        else
            emit refused(refusal, place);
    }
    if (target && target != origin)
        target->setTarget(refusal.isEmpty());
    m_halfLink->setRefused(!refusal.isEmpty());
    if (m_linkPort == u"in")
        m_halfLink->setEnds(end, origin->inPort(), false);
    else
        m_halfLink->setEnds(origin->outPort(m_linkPort), end, m_linkPort == u"error");
}

void RuleScene::endLink(QPointF place)
{
    auto *target = stepNear(place);
    const auto *origin = stepItem(m_linkStep);
    const auto step = m_linkStep;
    const auto port = m_linkPort;
    const auto link = target ? wantedLink(*target, place) : Link{};
    cancelLink();
    if (target == origin)
        return;
    if (target) {
        if (const auto refusal = m_document->addLink(link); !refusal.isEmpty())
            emit refused(refusal, place);
        else
            emit refusalEnded();
        return;
    }
    QuickAddPlace wanted;
    if (port == u"in") {
        wanted.before = step;
        wanted.at = place - QPointF(stepgeometry::width, stepgeometry::baseHeight / 2);
    } else {
        wanted.from = Link{step, {}, port};
        wanted.at = place - QPointF(0, stepgeometry::baseHeight / 2);
    }
    wanted.at = snapped(wanted.at);
    emit quickAddWanted(wanted);
}

void RuleScene::cancelLink()
{
    delete std::exchange(m_halfLink, nullptr);
    if (m_linkTarget)
        m_linkTarget->setTarget(false);
    m_linkTarget = nullptr;
    m_linkStep = {};
}

// --- moving ----------------------------------------------------------------------------------------

void RuleScene::setTargetLink(LinkItem *item)
{
    if (item == m_targetLink)
        return;
    if (m_targetLink)
        m_targetLink->setTarget(false);
    m_targetLink = item;
    if (item)
        item->setTarget(true);
}

/// The wire on which the one step that is being moved would be inserted: it must lie on it with its middle
/// and not be linked itself, so that moving a step about never rewires a rule.
LinkItem *RuleScene::linkForLoneStep() const
{
    const auto steps = selectedSteps();
    if (steps.size() != 1)
        return nullptr;
    const auto &rule = m_document->rule();
    const auto *step = rule.step(steps.first());
    if (!step || !rule.linksFrom(step->id).isEmpty() || !rule.linksTo(step->id).isEmpty()
        || !hasInPort(*step, m_document->catalog()) || waysOut(rule, *step, m_document->catalog()).isEmpty())
        return nullptr;
    return linkUnder(stepItem(step->id)->mapToScene(stepgeometry::body(stepItem(step->id)->look()).center()));
}

void RuleScene::endMove()
{
    m_isMoving = false;
    QHash<StepId, QPointF> places;
    const auto before = placesOf(m_document->rule(), m_document->catalog());
    for (auto it = m_steps.begin(); it != m_steps.end(); ++it) {
        if ((*it)->pos() != snapped(before.value(it.key())))
            places.insert(it.key(), (*it)->pos());
    }
    const auto *wire = m_targetLink;
    setTargetLink(nullptr);
    if (places.isEmpty())
        return;
    m_document->endMerging(); // each drag is a gesture of its own
    if (wire && places.size() == 1)
        m_document->insertIntoLink(places.begin().key(), Link(wire->link()), places.begin().value());
    else
        m_document->moveSteps(places);
    m_document->endMerging();
}

void RuleScene::mousePressEvent(QGraphicsSceneMouseEvent *event)
{
    if (!m_document)
        return;
    emit refusalEnded();
    m_pressedAt = event->scenePos();
    if (event->button() == Qt::LeftButton) {
        if (auto *item = stepNear(event->scenePos())) {
            if (const auto port = item->portAt(event->scenePos()); !port.isEmpty()) {
                beginLink(item, port);
                event->accept();
                return;
            }
        }
    }
    QGraphicsScene::mousePressEvent(event);
}

void RuleScene::mouseMoveEvent(QGraphicsSceneMouseEvent *event)
{
    if (m_halfLink) {
        dragLink(event->scenePos());
        return;
    }
    QGraphicsScene::mouseMoveEvent(event);
    if (event->buttons() & Qt::LeftButton && qgraphicsitem_cast<StepItem *>(mouseGrabberItem())) {
        m_isMoving = true;
        setTargetLink(linkForLoneStep());
    }
}

void RuleScene::mouseReleaseEvent(QGraphicsSceneMouseEvent *event)
{
    if (m_halfLink && event->button() == Qt::LeftButton) {
        endLink(event->scenePos());
        return;
    }
    QGraphicsScene::mouseReleaseEvent(event);
    if (m_isMoving && event->button() == Qt::LeftButton)
        endMove();
}

void RuleScene::mouseDoubleClickEvent(QGraphicsSceneMouseEvent *event)
{
    if (auto *item = stepNear(event->scenePos());
        item && item->contains(item->mapFromScene(event->scenePos()))) {
        emit stepActivated(item->id());
        event->accept();
        return;
    }
    if (m_document && !linkUnder(event->scenePos())) {
        QuickAddPlace place;
        place.at = snapped(event->scenePos());
        emit quickAddWanted(place);
        event->accept();
        return;
    }
    QGraphicsScene::mouseDoubleClickEvent(event);
}

// --- dragging from the palette -----------------------------------------------------------------------

void RuleScene::dragEnterEvent(QGraphicsSceneDragDropEvent *event)
{
    event->setAccepted(m_document && event->mimeData()->hasFormat(stepTypeMime()));
}

void RuleScene::dragMoveEvent(QGraphicsSceneDragDropEvent *event)
{
    event->setAccepted(m_document && event->mimeData()->hasFormat(stepTypeMime()));
    setTargetLink(event->isAccepted() ? linkUnder(event->scenePos()) : nullptr);
}

void RuleScene::dragLeaveEvent(QGraphicsSceneDragDropEvent *)
{
    setTargetLink(nullptr);
}

void RuleScene::dropEvent(QGraphicsSceneDragDropEvent *event)
{
    if (!m_document || !event->mimeData()->hasFormat(stepTypeMime()))
        return;
    QuickAddPlace place;
    place.at = event->scenePos() - QPointF(stepgeometry::width, stepgeometry::baseHeight) / 2;
    if (m_targetLink)
        place.inside = m_targetLink->link();
    setTargetLink(nullptr);
    addStep(QString::fromUtf8(event->mimeData()->data(stepTypeMime())), place);
    event->acceptProposedAction();
}

// --- background --------------------------------------------------------------------------------------

void RuleScene::drawBackground(QPainter *painter, const QRectF &area)
{
    const auto &theme = m_themes.theme();
    painter->fillRect(area, theme.sunken);
    // Dots where steps snap, every third; further away they would only be noise.
    if (painter->worldTransform().m11() < 0.5)
        return;
    constexpr qreal spacing = 3 * canvasGrid;
    QList<QPointF> dots;
    const QRect cells(QPoint(int(std::ceil(area.left() / spacing)), int(std::ceil(area.top() / spacing))),
        QPoint(int(std::floor(area.right() / spacing)), int(std::floor(area.bottom() / spacing))));
    for (int x = cells.left(); x <= cells.right(); ++x) {
        for (int y = cells.top(); y <= cells.bottom(); ++y)
            dots += QPointF(x, y) * spacing;
    }
    auto color = theme.faint;
    color.setAlphaF(0.5F);
    painter->setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap));
    painter->drawPoints(dots.constData(), int(dots.size()));
}

/// An empty canvas says what belongs on it.
void RuleScene::drawForeground(QPainter *painter, const QRectF &area)
{
    if (!m_document || !m_steps.isEmpty() || views().isEmpty()) {
        QGraphicsScene::drawForeground(painter, area);
        return;
    }
    const auto &theme = m_themes.theme();
    const QRectF seen(views().first()->viewport()->rect());
    painter->save();
    painter->resetTransform();
    painter->setPen(theme.text);
    painter->setFont(theme.titleFont);
    const auto line = QFontMetricsF(theme.titleFont).height();
    QRectF place(seen.left(), seen.center().y() - 1.5 * line, seen.width(), line);
    painter->drawText(place, Qt::AlignCenter, tr("What should start this rule?"));
    painter->setPen(theme.muted);
    painter->setFont(theme.textFont);
    place.translate(0, line + Theme::unit);
    place.setHeight(3 * line);
    painter->drawText(place, int(Qt::AlignHCenter) | Qt::AlignTop | Qt::TextWordWrap,
        tr("Drag a trigger from the list here, or press A."));
    painter->restore();
}

} // namespace signalbox
