// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Text from outside, made harmless for places that Qt would read more into. What an event says is shown as
/// it stands: never as markup, as a mnemonic, as another line or as a change of writing direction. Pure; any
/// thread.
namespace signalbox {

/// One line of at most `limit` characters: line ends and tabs become spaces, other control characters and
/// those that turn the direction of writing (Unicode 6.2, UAX #9 explicit formatting) become U+FFFD; what is
/// cut off shows as "…".
QString singleLine(QStringView text, qsizetype limit = 300);

/// For a tooltip, which Qt would else guess to be HTML: escaped, several lines kept, at most `limit`
/// characters.
QString plainToolTip(QStringView text, qsizetype limit = 2000);

/// For a button, tab or menu entry, where & would mark a mnemonic; a single line.
QString buttonText(QStringView text, qsizetype limit = 60);

} // namespace signalbox
