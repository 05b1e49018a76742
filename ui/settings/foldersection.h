// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/section.h"
#include "ui/widgets/context.h"

namespace signalbox {

/// Where everything is kept. Object names: "dataFolder", "openFolder", "copyFolder". Thread: window.
class FolderSection : public SettingsSection
{
    Q_OBJECT

public:
    FolderSection(
        const Context &context, Navigator &navigator, const QString &folder, QWidget *parent = nullptr);
};

} // namespace signalbox
