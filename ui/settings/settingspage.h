// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/page.h"

namespace signalbox {

class SettingsSection;

/// What can be set for this data folder: webhooks, colours, what closing means; where the data is; about.
/// Everything holds at once, there is nothing to save. Thread: window.
class SettingsPage : public PageWidget
{
    Q_OBJECT

public:
    SettingsPage(
        const Context &context, Navigator &navigator, const QString &dataFolder, QWidget *parent = nullptr);

    QString title() const override;

private:
    SettingsSection *makeAppearance();
    SettingsSection *makeClosing();
};

} // namespace signalbox
