// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/page.h"

namespace signalbox {

/// Where services and their credentials will be. This version has none of them yet, and says so.
/// Thread: window.
class ConnectionsPage : public PageWidget
{
    Q_OBJECT

public:
    ConnectionsPage(const Context &context, Navigator &navigator, QWidget *parent = nullptr);

    QString title() const override;
};

} // namespace signalbox
