// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace signalbox {

/// Whether `text` fits `pattern`, in which `*` stands for any characters, none included. Case counts.
/// Linear in practice: a star is only gone back to when what follows it did not fit.
bool fitsPattern(QStringView pattern, QStringView text);

inline bool isPattern(QStringView text)
{
    return text.contains(u'*');
}

} // namespace signalbox
