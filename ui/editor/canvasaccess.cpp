// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/canvasaccess.h"

#include "ui/editor/canvasview.h"
#include "ui/editor/rulescene.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

CanvasView *viewOf(const StepItem &item)
{
    const auto views = item.scene() ? item.scene()->views() : QList<QGraphicsView *>();
    return views.isEmpty() ? nullptr : qobject_cast<CanvasView *>(views.first());
}

class StepAccess : public QAccessibleObject, public QAccessibleActionInterface
{
public:
    explicit StepAccess(StepItem *item)
        : QAccessibleObject(item)
    {
    }

    StepItem *item() const { return static_cast<StepItem *>(object()); }
    RuleScene *scene() const { return qobject_cast<RuleScene *>(item()->scene()); }

    QAccessible::Role role() const override { return QAccessible::ListItem; }

    QString text(QAccessible::Text kind) const override
    {
        if (!isValid() || !scene())
            return {};
        if (kind == QAccessible::Name)
            return scene()->describe(item()->id());
        return kind == QAccessible::Description ? item()->look().problems : QString();
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.selectable = true;
        state.focusable = true;
        state.selected = item()->isSelected();
        const auto *view = viewOf(*item());
        state.focused = state.selected && view && view->hasFocus();
        return state;
    }

    QRect rect() const override
    {
        const auto *view = viewOf(*item());
        if (!view)
            return {};
        const auto area = view->mapFromScene(item()->mapRectToScene(stepgeometry::body(item()->look())));
        return area.boundingRect().translated(view->viewport()->mapToGlobal(QPoint()));
    }

    QAccessibleInterface *parent() const override
    {
        auto *view = viewOf(*item());
        return view ? QAccessible::queryAccessibleInterface(view) : nullptr;
    }

    int childCount() const override { return 0; }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this)
                                                    : nullptr;
    }

    QStringList actionNames() const override { return {setFocusAction(), pressAction()}; }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }
    void doAction(const QString &action) override
    {
        if (!scene())
            return;
        scene()->select({item()->id()});
        if (action == pressAction())
            emit scene()->stepActivated(item()->id());
    }
};

class CanvasAccess : public QAccessibleWidget
{
public:
    explicit CanvasAccess(CanvasView *view)
        : QAccessibleWidget(view, QAccessible::List)
    {
    }

    int childCount() const override { return int(items().size()); }
    QAccessibleInterface *child(int index) const override
    {
        auto *item = items().value(index);
        return item ? QAccessible::queryAccessibleInterface(item) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        return int(items().indexOf(static_cast<StepItem *>(child->object())));
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int i = 0; i < childCount(); ++i) {
            if (child(i)->rect().contains(x, y))
                return child(i);
        }
        return nullptr;
    }
    QAccessibleInterface *focusChild() const override
    {
        for (auto *item : items()) {
            if (item->isSelected() && widget()->hasFocus())
                return QAccessible::queryAccessibleInterface(item);
        }
        return QAccessibleWidget::focusChild();
    }

private:
    QList<StepItem *> items() const
    {
        const auto *scene = qobject_cast<RuleScene *>(static_cast<CanvasView *>(widget())->scene());
        return scene ? scene->stepItems() : QList<StepItem *>();
    }
};

QAccessibleInterface *makeAccess(const QString &, QObject *object)
{
    if (auto *view = qobject_cast<CanvasView *>(object))
        return new CanvasAccess(view);
    if (auto *item = qobject_cast<StepItem *>(object))
        return new StepAccess(item);
    return nullptr;
}

} // namespace

void installCanvasAccess()
{
    QAccessible::installFactory(makeAccess); // one that is installed already is passed over
}

} // namespace signalbox
