// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/pageid.h"
#include "ui/widgets/page.h"

#include <QStackedWidget>

#include <array>

namespace signalbox {

class ExampleShop;
class StartPage;

/// The pages, each made when it is first wanted, and the navigator's ways between them. While there is no
/// rule, the start page stands where the board will be. Thread: window.
class PageStack : public QStackedWidget
{
    Q_OBJECT

public:
    PageStack(const Context &context, Navigator &navigator, const QString &dataFolder, ExampleShop &shop,
        QWidget *parent = nullptr);

    void open(PageId page);
    /// A page that opens takes the focus, but not from here: who walks along the rail by keys goes on there.
    void keepFocusIn(QWidget *rail) { m_rail = rail; }
    PageId current() const { return m_current; }
    PageWidget *page(PageId page); ///< makes it

signals:
    /// The page, or none where the start page is in its place.
    void opened(signalbox::PageId page, signalbox::PageWidget *widget);

private:
    PageWidget *make(PageId page);
    void connectWays();
    void showCurrent();

    Context m_context;
    Navigator &m_navigator;
    QString m_dataFolder;
    ExampleShop &m_shop;
    StartPage *m_start;
    QWidget *m_blank; ///< until it is known which of them it is
    QWidget *m_rail = nullptr;
    std::array<PageWidget *, std::size(allPages)> m_pages{};
    PageId m_current = PageId::Board;
};

} // namespace signalbox
