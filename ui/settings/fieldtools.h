// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QLabel;
class QVBoxLayout;
class QWidget;

/// What the cards of the settings are put together of. Thread: window.
namespace signalbox {

/// A field below its label, which is also its accessible name.
QVBoxLayout *labelled(const QString &text, QWidget *field);

/// Plain text that wraps, in a role of the theme.
QLabel *makeSentence(const QString &text, const QString &role);

/// Empty: hides it.
void showProblem(QLabel &label, const QString &problem);

} // namespace signalbox
