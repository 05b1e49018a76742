// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action/action.h"

/// One function for each action type, defined in the file of its name.
namespace signalbox {

ActionType ifAction();
ActionType switchAction();
ActionType eachAction();
ActionType waitAction();
ActionType waitForEventAction();
ActionType callAction();
ActionType stopAction();
ActionType respondAction();
ActionType setAction();
ActionType recordAction();
ActionType emitAction();
ActionType logAction();
ActionType httpAction();
ActionType mailAction();
ActionType notifyAction();
ActionType programAction();

} // namespace signalbox
