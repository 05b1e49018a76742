// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/steptype.h"
#include "ui/editor/surroundings.h"

namespace signalbox {

/// Whether the connection is of one of the kinds that the field names; of any, where it names none.
bool fits(const Surroundings::ConnectionName &connection, const Field &field);

/// Why the connection cannot do what the field names it for: it is not there, of another kind, or has no
/// secret. Empty: it can, or it is not known which there are.
QString problemOfConnection(const QString &name, const Field &field, const Surroundings &surroundings);

/// A list of names of connections. There is no kind of field for that: it is known by its key, as to the
/// engine (connectionsOf()).
bool namesConnections(const Field &field);

} // namespace signalbox
