// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QApplication>
#include <QScrollArea>
#include <QTest>
#include <QTimer>
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

/// The window that the keyboard belongs to.
inline QWindow *keyboard()
{
    return QGuiApplication::focusWindow();
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

/// Scrolls as somebody would who looks for it, and says whether a click there would reach it.
inline bool reach(QWidget *widget, QPoint at)
{
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

/// Carries something from one widget to another of the same window, and drops it there.
inline bool carry(QWidget *from, QPoint at, QWidget *to, QPoint there)
{
    if (!from || !to || !reach(from, at) || !reach(to, there))
        return refuse(u"nothing to carry"_s);
    auto *window = from->window()->windowHandle();
    const auto begin = inWindow(from, at);
    const auto end = inWindow(to, there);
    // The drag turns an event loop of its own until it ends; the hand goes on in that one.
    QTimer hand;
    int step = 0;
    QObject::connect(&hand, &QTimer::timeout, &hand, [&] {
        if (++step <= 4) {
            QTest::mouseMove(window, begin + (end - begin) * step / 4);
            return;
        }
        hand.stop();
        QTest::mouseRelease(window, Qt::LeftButton, {}, end);
    });
    QTest::mouseMove(window, begin);
    QTest::mousePress(window, Qt::LeftButton, {}, begin);
    hand.start();
    const auto far = QApplication::startDragDistance() + 1;
    QTest::mouseMove(window, begin + QPoint(far, 0));
    QTest::mouseMove(window, begin + QPoint(2 * far, 0));
    return QTest::qWaitFor([&] { return !hand.isActive(); }, patience) || refuse(u"the drag does not end"_s);
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
