// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;

namespace signalbox {

/// Gives the program the user's language as far as it is translated, else English with its plurals. Call it
/// before the first text is made: the lists of triggers and actions keep theirs.
void installTranslations(QCoreApplication &application);

} // namespace signalbox
