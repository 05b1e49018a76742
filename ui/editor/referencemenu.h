// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/rulesamples.h"

#include <functional>

class QMenu;

namespace signalbox {

/// One entry for each reference, with its members in menus of their own; choosing one gives its path.
void fillReferenceMenu(
    QMenu &menu, const QList<Reference> &references, const std::function<void(const QString &path)> &choose);

} // namespace signalbox
