// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace signalbox {

/// The name of the line icon and of the theme's colour for a type of event: a webhook looks unlike a button,
/// and both unlike what other programs send.
struct EventFamily
{
    QString icon;
    QString color;
};
EventFamily familyOf(const QString &type);

} // namespace signalbox
