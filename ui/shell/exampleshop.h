// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/context.h"

namespace signalbox {

/// The example in this data folder: whether it is there, and bringing it and taking it away. Also knows
/// whether there is any rule at all, since only then the window has something other to show than how to
/// begin. Thread: window.
class ExampleShop : public QObject
{
    Q_OBJECT

public:
    ExampleShop(const Context &context, Navigator &navigator, QObject *parent = nullptr);

    bool isKnown() const { return m_known; } ///< whether the rules have been looked at
    bool isInstalled() const { return m_installed; }
    bool hasRules() const { return m_hasRules; }
    bool isBusy() const { return m_busy; }

public slots:
    void install();
    void remove();

signals:
    void changed();

private:
    void look();
    void done(const Result<void> &result, const QString &word);

    Context m_context;
    Navigator &m_navigator;
    bool m_known = false, m_installed = false, m_hasRules = false, m_busy = false;
};

} // namespace signalbox
