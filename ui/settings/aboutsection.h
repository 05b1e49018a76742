// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/section.h"

namespace signalbox {

/// Which Signalbox this is, and under which licence. Thread: window.
class AboutSection : public SettingsSection
{
    Q_OBJECT

public:
    explicit AboutSection(QWidget *parent = nullptr);
};

} // namespace signalbox
