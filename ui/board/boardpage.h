// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/page.h"

#include <QHash>
#include <QTimer>

class QStackedWidget;
class QTabBar;

namespace signalbox {

class BoardCard;

/// What people press and fill in: the buttons and forms of all rules that are on, on pages that the rules
/// name. Thread: window.
class BoardPage : public PageWidget
{
    Q_OBJECT

public:
    BoardPage(const Context &context, Navigator &navigator, QWidget *parent = nullptr);

    QString title() const override { return tr("Board"); }

private:
    void reload();
    void showItems(const QList<BoardItem> &items);
    void reloadRuns();

    QStackedWidget *m_stack;
    QWidget *m_empty;
    QWidget *m_filled;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    QList<BoardItem> m_items;
    QHash<QString, BoardCard *> m_cards; ///< by "RULE/STEP"
    QTimer m_runsTimer; ///< one question for all news of a while
};

} // namespace signalbox
