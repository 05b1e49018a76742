// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/steptype.h"
#include "ui/editor/quickaddplace.h"

#include <QFrame>

class QLineEdit;
class QLabel;
class QListWidget;

namespace signalbox {

class ThemeManager;

/// A small panel on the canvas that adds a step by typing: Enter takes the marked type, Escape closes. Types
/// that were taken lately come first; only those are offered that fit the place. Thread: window.
class QuickAdd : public QFrame
{
    Q_OBJECT

public:
    QuickAdd(const StepCatalog &catalog, const ThemeManager &themes, QWidget *parent);

    /// Opens with its corner at `corner` (moved so that it is inside of the parent).
    void open(const QuickAddPlace &place, QPoint corner);
    void keepInside(); ///< of the parent, whose size has changed
    void close();

    QLineEdit *search() const { return m_search; }
    QListWidget *list() const { return m_list; }

signals:
    void chosen(const QString &type, const signalbox::QuickAddPlace &place);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void choose();
    bool fits(const StepType &type) const;

    const StepCatalog &m_catalog;
    QLineEdit *m_search;
    QListWidget *m_list;
    QLabel *m_none; ///< in its place
    QuickAddPlace m_place;
    QStringList m_recent; ///< types, newest first
};

} // namespace signalbox
