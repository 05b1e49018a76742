// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace signalbox {

/// A key made from what a person calls something, `[a-z][a-z0-9_]*`, and none of `taken`: "Wanted by" becomes
/// "wanted_by", a second one "wanted_by_2"; `otherwise` if no letter of it can stand in a key.
QString identifierFrom(const QString &text, const QStringList &taken, const QString &otherwise);

} // namespace signalbox
