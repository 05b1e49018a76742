// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace signalbox {

class PageWidget;
class ThemeManager;

/// Above the page: its title, what the page itself puts there, and at the end a widget that is always there
/// (the engine's light). Thread: window.
class PageHeader : public QWidget
{
    Q_OBJECT

public:
    PageHeader(const ThemeManager &themes, QWidget *end, QWidget *parent = nullptr);

    void setPage(PageWidget *page);
    void setTitle(const QString &title); ///< without a page's own widgets

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *placeFor(QWidget *own);

    const ThemeManager &m_themes;
    QLabel *m_title;
    QStackedWidget *m_own; ///< the pages' header widgets; the first one is empty
};

} // namespace signalbox
