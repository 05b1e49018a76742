// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/context.h"

#include <QWidget>

namespace signalbox {

/// One page of the main window: fills the space beside the rail. Above it the main window shows `title()` and
/// what `headerWidget()` gives (the page's main action and search; may be null; owned by the page).
/// Thread: window.
class PageWidget : public QWidget
{
    Q_OBJECT

public:
    PageWidget(const Context &context, Navigator &navigator, QWidget *parent = nullptr)
        : QWidget(parent)
        , m_context(context)
        , m_navigator(navigator)
    {
    }

    virtual QString title() const = 0;
    virtual QWidget *headerWidget() { return nullptr; }

protected:
    const Context &context() const { return m_context; }
    Navigator &navigator() const { return m_navigator; }
    const Theme &theme() const { return m_context.themes.theme(); }

private:
    Context m_context;
    Navigator &m_navigator;
};

} // namespace signalbox
