// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <vector>

/// JSON as text: checked, and taken apart without reading it, so that what is kept stays byte for byte (a
/// JSON document of Qt sorts keys and rounds numbers).
namespace signalbox {

/// InvalidInput: this is not exactly one JSON value in UTF-8 (RFC 8259), or it is nested deeper than 500
/// levels, or a string in it has half a surrogate pair.
Result<void> checkJson(QByteArrayView json);

struct RawMember
{
    QString name;
    QByteArrayView value; ///< a piece of the text, without white space around it
};

/// The members of an object in their order, repeated names too. `object` has passed checkJson().
std::vector<RawMember> membersOf(QByteArrayView object);

/// The elements of an array. `array` has passed checkJson().
std::vector<QByteArrayView> elementsOf(QByteArrayView array);

/// The same JSON on one line: as it is if it has no line breaks, else without white space between tokens.
/// `json` has passed checkJson().
QByteArray onOneLine(QByteArrayView json);

} // namespace signalbox
