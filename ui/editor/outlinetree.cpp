// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/outlinetree.h"

#include "ui/editor/livestates.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/rulegraph.h"
#include "ui/editor/rulescene.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QKeyEvent>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

enum Role { StepRole = Qt::UserRole + 1, ToRole, PortRole };

Link linkOf(const QTreeWidgetItem &item)
{
    return {StepId(item.data(0, StepRole).toString()), StepId(item.data(0, ToRole).toString()),
        item.data(0, PortRole).toString()};
}

bool isLink(const QTreeWidgetItem &item)
{
    return item.data(0, ToRole).isValid();
}

} // namespace

OutlineTree::OutlineTree(RuleScene &scene, const ThemeManager &themes, QWidget *parent)
    : QTreeWidget(parent)
    , m_scene(scene)
    , m_themes(themes)
{
    setObjectName(u"outline"_s);
    setHeaderHidden(true);
    setFrameShape(NoFrame);
    setSelectionMode(ExtendedSelection);
    setExpandsOnDoubleClick(false);
    setIconSize({Theme::iconSize - 2, Theme::iconSize - 2});
    setAccessibleName(tr("Outline: the steps of the rule and where they lead"));
    connect(this, &QTreeWidget::itemSelectionChanged, this, &OutlineTree::takeSelection);
    connect(this, &QTreeWidget::itemDoubleClicked, this, [this](QTreeWidgetItem *item) {
        emit stepActivated(StepId(item->data(0, isLink(*item) ? ToRole : StepRole).toString()));
    });
    connect(&scene, &RuleScene::selectionChanged, this, &OutlineTree::showSelection);
    connect(&themes, &ThemeManager::changed, this, &OutlineTree::rebuild);
}

void OutlineTree::setDocument(RuleDocument *document, LiveStates *states)
{
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    if (m_states)
        disconnect(m_states, nullptr, this, nullptr);
    m_document = document;
    m_states = states;
    m_problems.clear();
    if (document)
        connect(document, &RuleDocument::changed, this, &OutlineTree::rebuild);
    if (states)
        connect(states, &LiveStates::changed, this, &OutlineTree::updateTexts);
    rebuild();
}

void OutlineTree::setProblems(const QList<Problem> &problems)
{
    m_problems.clear();
    for (const auto &problem : problems)
        m_problems[problem.step] += problem.message;
    updateTexts();
}

QString OutlineTree::describe(const Step &step) const
{
    const auto look = lookOf(m_document->rule(), step, m_document->catalog());
    auto text = look.title;
    if (look.typeTitle != look.title && !look.summary.isEmpty())
        text = tr("%1: %2 %3").arg(look.title, look.typeTitle, look.summary);
    else if (look.typeTitle != look.title || !look.summary.isEmpty())
        text = tr("%1: %2").arg(look.title, look.summary.isEmpty() ? look.typeTitle : look.summary);
    if (const auto count = m_problems.value(step.id.value).size(); count > 0)
        text = tr("%1 · %2").arg(text, tr("%n problem(s)", nullptr, int(count)));
    if (const auto state = m_states ? m_states->state(step.id) : std::nullopt)
        text = tr("%1 · %2").arg(text, stateTitle(*state));
    return singleLine(text);
}

void OutlineTree::rebuild()
{
    m_isShowing = true;
    clear();
    const auto rule = m_document ? m_document->rule() : Rule();
    const auto &theme = m_themes.theme();
    for (const auto &id : inFlowOrder(rule)) {
        const auto &step = *rule.step(id);
        const auto &catalog = m_document->catalog();
        const auto *type = catalog.find(step.type);
        auto *item = new QTreeWidgetItem(this);
        item->setData(0, StepRole, id.value);
        item->setIcon(0,
            m_themes.icon(type ? type->icon : u"missing"_s, type ? theme.group(type->group) : theme.danger));
        for (const auto &link : rule.linksFrom(id)) {
            const auto *to = rule.step(link.to);
            if (!to)
                continue;
            QString way = link.port == u"error" ? tr("on failure") : tr("then");
            for (const auto &port : waysOut(rule, step, catalog)) {
                if (port.id == link.port && !port.label.isEmpty())
                    way = port.label;
            }
            auto *child
                = new QTreeWidgetItem(item, {singleLine(tr("%1 → %2").arg(way, titleOf(*to, catalog)))});
            child->setData(0, StepRole, link.from.value);
            child->setData(0, ToRole, link.to.value);
            child->setData(0, PortRole, link.port);
            child->setData(0, Qt::AccessibleTextRole,
                tr("%1: link from %2 to %3").arg(way, titleOf(step, catalog), titleOf(*to, catalog)));
        }
    }
    expandAll();
    updateTexts();
    m_isShowing = false;
    showSelection();
}

void OutlineTree::updateTexts()
{
    for (int i = 0; m_document && i < topLevelItemCount(); ++i) {
        auto *item = topLevelItem(i);
        if (const auto *step = m_document->rule().step(StepId(item->data(0, StepRole).toString())))
            item->setText(0, describe(*step));
    }
}

void OutlineTree::showSelection()
{
    if (m_isShowing || !m_document)
        return;
    m_isShowing = true;
    const auto steps = m_scene.selectedSteps();
    const auto links = m_scene.selectedLinks();
    clearSelection();
    for (QTreeWidgetItemIterator it(this); *it; ++it) {
        const bool isSelected = isLink(**it) ? links.contains(linkOf(**it))
                                             : steps.contains(StepId((*it)->data(0, StepRole).toString()));
        (*it)->setSelected(isSelected);
        if (isSelected && steps.size() + links.size() == 1)
            setCurrentItem(*it, 0, QItemSelectionModel::NoUpdate);
    }
    m_isShowing = false;
}

void OutlineTree::takeSelection()
{
    if (m_isShowing)
        return;
    QList<StepId> steps;
    QList<Link> links;
    for (const auto *item : selectedItems()) {
        if (isLink(*item))
            links += linkOf(*item);
        else
            steps += StepId(item->data(0, StepRole).toString());
    }
    m_isShowing = true;
    m_scene.select(steps, links);
    m_isShowing = false;
}

void OutlineTree::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentItem()) {
        emit stepActivated(
            StepId(currentItem()->data(0, isLink(*currentItem()) ? ToRole : StepRole).toString()));
        return;
    }
    QTreeWidget::keyPressEvent(event);
}

} // namespace signalbox
