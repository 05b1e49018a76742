// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/field.h"
#include "ui/theme/theme.h"

namespace signalbox {

/// A colour for each value of a status, by its place among the others: the same everywhere, without anything
/// to set up.
inline QColor statusColor(const Theme &theme, const DataField &field, const QString &value)
{
    using namespace Qt::StringLiterals;
    static const QStringList names{
        u"blue"_s, u"amber"_s, u"green"_s, u"violet"_s, u"teal"_s, u"pink"_s, u"red"_s, u"grey"_s};
    const auto place = field.choices.indexOf(value);
    return theme.named(place < 0 ? u"grey"_s : names.at(place % names.size()));
}

} // namespace signalbox
