// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QApplication>
#include <QDrag>
#include <QDropEvent>
#include <QPointer>
#include <QScrollArea>
#include <QTest>
#include <QThreadPool>
#include <QWidget>
#include <QWindow>

namespace signalbox {

/// Somebody's hands at the window: mouse and keys go in where the platform's would, at the place that is seen
/// and to the widget that has the keyboard. What is hidden, covered or switched off cannot be pressed. What
/// answers bool is to be checked; a warning then says why it could not be done.
namespace hands {

using namespace Qt::StringLiterals;
constexpr int patience = 5000;

inline bool refuse(const QString &why)
{
    qWarning("%s", qPrintable(why));
    return false;
}

/// The window that the keyboard belongs to. Qt's offscreen platform leaves it with a list of choices that has
/// closed, or with none; a desktop gives it back to the window.
inline QWindow *keyboard()
{
    auto *window = QGuiApplication::focusWindow();
    if (window && window->isVisible())
        return window;
    for (auto *widget : QApplication::topLevelWidgets()) {
        if (!widget->isVisible() || widget->windowType() != Qt::Window)
            continue;
        widget->activateWindow();
        QCoreApplication::processEvents();
        return widget->windowHandle();
    }
    return window;
}

inline void key(Qt::Key which, Qt::KeyboardModifiers with = Qt::NoModifier)
{
    if (keyboard())
        QTest::keyClick(keyboard(), which, with);
}

inline void type(const QString &text)
{
    for (const auto letter : text) {
        if (keyboard())
            QTest::keyClick(keyboard(), letter.toLatin1());
    }
}

/// Types in place of what stands there.
inline void retype(const QString &text)
{
    key(Qt::Key_A, Qt::ControlModifier);
    if (text.isEmpty())
        key(Qt::Key_Delete);
    type(text);
}

inline QPoint inWindow(const QWidget *widget, QPoint at)
{
    return widget->mapTo(widget->window(), at);
}

/// Waits until what was asked for in the background is shown: it moves what stands below it.
inline void settle()
{
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCoreApplication::processEvents(); // lines that wrapped anew ask for another layout
    keyboard();
}

/// Scrolls as somebody would who looks for it, and says whether a click there would reach it.
inline bool reach(QWidget *widget, QPoint at)
{
    settle();
    for (auto *parent = widget->parentWidget(); parent; parent = parent->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(parent)) {
            const auto place = widget->mapTo(area->widget(), at);
            area->ensureVisible(place.x(), place.y());
        }
    }
    if (!widget->isVisible() || !widget->isEnabled())
        return refuse(widget->objectName() + u" is hidden or disabled"_s);
    const auto place = inWindow(widget, at);
    const auto *there = widget->window()->childAt(place);
    if (there != widget && !widget->isAncestorOf(there) && widget != widget->window())
        return refuse(u"%1 is covered by %2 %3"_s.arg(widget->objectName(),
            QString::fromLatin1(there ? there->metaObject()->className() : "nothing"),
            there ? there->objectName() : QString()));
    return true;
}

inline bool click(QWidget *widget, QPoint at)
{
    if (!widget)
        return refuse(u"nothing to click"_s);
    if (!reach(widget, at))
        return false;
    auto *window = widget->window()->windowHandle();
    QTest::mouseMove(window, inWindow(widget, at));
    QTest::mouseClick(window, Qt::LeftButton, {}, inWindow(widget, at));
    return true;
}

inline bool click(QWidget *widget)
{
    return click(widget, widget ? widget->rect().center() : QPoint());
}

inline bool doubleClick(QWidget *widget, QPoint at)
{
    if (!widget || !reach(widget, at))
        return refuse(u"nothing to click twice"_s);
    QTest::mouseDClick(widget->window()->windowHandle(), Qt::LeftButton, {}, inWindow(widget, at));
    return true;
}

/// A row or cell of a list, tree or table.
inline QPoint placeOf(QAbstractItemView *view, const QModelIndex &index)
{
    view->scrollTo(index);
    return view->visualRect(index).center();
}

inline bool click(QAbstractItemView *view, const QModelIndex &index)
{
    return index.isValid() && click(view->viewport(), placeOf(view, index));
}

inline bool doubleClick(QAbstractItemView *view, const QModelIndex &index)
{
    return index.isValid() && doubleClick(view->viewport(), placeOf(view, index));
}

/// Presses, moves in some steps and lets go.
inline bool drag(QWidget *widget, QPoint from, QPoint to)
{
    if (!widget || !reach(widget, from))
        return refuse(u"nothing to drag"_s);
    auto *window = widget->window()->windowHandle();
    from = inWindow(widget, from);
    to = inWindow(widget, to);
    QTest::mouseMove(window, from);
    QTest::mousePress(window, Qt::LeftButton, {}, from);
    for (int step = 1; step <= 4; ++step)
        QTest::mouseMove(window, from + (to - from) * step / 4);
    QTest::mouseRelease(window, Qt::LeftButton, {}, to);
    return true;
}

/// Does what a desktop does once a drag has begun: Qt's offscreen platform ends each at once and drops
/// nothing.
class Carrier : public QObject
{
public:
    Carrier(QWidget *to, QPoint there)
        : m_to(to)
        , m_there(there)
    {
    }
    bool hasDropped() const { return m_hasDropped; }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::ChildAdded) {
            // A drag is the child of what is dragged from. It is complete when this call comes, and not gone
            // yet: what deletes it was posted later.
            const QPointer<QObject> child(static_cast<QChildEvent *>(event)->child());
            QMetaObject::invokeMethod(
                this,
                [this, child] {
                    if (const auto *begun = qobject_cast<QDrag *>(child.data()))
                        drop(*begun);
                },
                Qt::QueuedConnection);
        }
        return false;
    }

private:
    void drop(const QDrag &drag)
    {
        QDragEnterEvent enter(
            m_there, drag.supportedActions(), drag.mimeData(), Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_to, &enter);
        QDragMoveEvent move(
            m_there, drag.supportedActions(), drag.mimeData(), Qt::LeftButton, Qt::NoModifier);
        if (enter.isAccepted())
            QCoreApplication::sendEvent(m_to, &move);
        if (!enter.isAccepted() || !move.isAccepted()) {
            QDragLeaveEvent leave;
            QCoreApplication::sendEvent(m_to, &leave);
            return;
        }
        QDropEvent drop(m_there, drag.supportedActions(), drag.mimeData(), Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_to, &drop);
        m_hasDropped = drop.isAccepted();
    }

    QWidget *m_to;
    QPoint m_there;
    bool m_hasDropped = false;
};

/// Carries something out of a view to another widget of the same window, and drops it there.
inline bool carry(QAbstractItemView *from, const QModelIndex &what, QWidget *to, QPoint there)
{
    if (!from || !to || !what.isValid())
        return refuse(u"nothing to carry"_s);
    const auto at = placeOf(from, what);
    if (!reach(from->viewport(), at) || !reach(to, there))
        return false;
    auto *window = from->window()->windowHandle();
    const auto begin = inWindow(from->viewport(), at);
    const QPoint slightly(QApplication::startDragDistance() + 1, 0);
    Carrier carrier(to, there);
    from->installEventFilter(&carrier);
    QTest::mouseMove(window, begin);
    QTest::mousePress(window, Qt::LeftButton, {}, begin);
    QTest::mouseMove(window, begin + slightly);
    QTest::mouseMove(window, begin + 2 * slightly);
    const bool hasDropped = QTest::qWaitFor([&] { return carrier.hasDropped(); }, patience);
    QTest::mouseRelease(window, Qt::LeftButton, {}, inWindow(to, there));
    return hasDropped || refuse(u"nothing is dropped"_s);
}

/// Tab until the keyboard is in the widget of this name.
inline bool tabTo(const QString &name)
{
    for (int tries = 0; tries < 150; ++tries) {
        if (const auto *focused = QApplication::focusWidget(); focused && focused->objectName() == name)
            return true;
        key(Qt::Key_Tab);
    }
    return refuse(u"Tab never comes to "_s + name);
}

} // namespace hands

} // namespace signalbox
