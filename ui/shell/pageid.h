// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace signalbox {

/// The pages of the window, in the order of their shortcuts.
enum class PageId { Board, Rules, Monitor, Runs, Records, Connections, Settings, Schedule };

/// In the order of the rail.
inline constexpr PageId allPages[] = {PageId::Board, PageId::Rules, PageId::Monitor, PageId::Runs,
    PageId::Schedule, PageId::Records, PageId::Connections, PageId::Settings};

/// The word on the rail.
QString pageTitle(PageId page);
/// "board" … "settings": the icon, and what is kept in the settings.
QString pageName(PageId page);

} // namespace signalbox
