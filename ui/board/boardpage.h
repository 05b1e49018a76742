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
/// name. A card stays, with what is entered in it, as long as its trigger is what it was. Object names:
/// `boardPages` (the tabs), `newRule` and `loadExample` on the empty board; of the cards see BoardCard.
/// Thread: window.
class BoardPage : public PageWidget
{
    Q_OBJECT

public:
    BoardPage(const Context &context, Navigator &navigator, QWidget *parent = nullptr);

    QString title() const override { return tr("Board"); }

signals:
    void exampleWanted(); ///< somebody pressed "Load the example" on the empty board

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void reload();
    void showItems(QList<BoardItem> items);
    QWidget *makePage(const QString &name);
    void removePage(const QString &name);
    void reloadRuns();
    void showRuns(const QList<Run> &newestFirst);

    QStackedWidget *m_stack;
    QWidget *m_empty;
    QWidget *m_filled;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    QStringList m_pageNames; ///< in the order of the tabs
    QHash<QString, QWidget *> m_pageContents; ///< that holds the cards, by the page's name
    QHash<QString, BoardCard *> m_cards; ///< by "RULE/STEP"
    QTimer m_runsTimer; ///< one question for all news of a while
    QTimer m_second;
};

} // namespace signalbox
